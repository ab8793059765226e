using Npgsql;

namespace ProtectionPlatform.TestServer;

public sealed class The_test_server
{
    [Fact]
    public async Task Gives_each_caller_a_database_copied_from_a_template_filled_once()
    {
        var filled = 0;
        async Task Fill(string connection)
        {
            filled++;
            await Scalar(connection, "create table seed as select 1 as one");
        }

        var templates = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TestPostgres.TemplateAsync("seed", Fill)));
        var databases = await Task.WhenAll(templates.Select(template => TestPostgres.CreateDatabaseAsync(template)));

        filled.ShouldBe(1);
        databases.Distinct().Count().ShouldBe(4);
        foreach (var database in databases)
        {
            (await Scalar(database, "delete from seed returning one")).ShouldBe(1);
        }
    }

    private static async Task<object?> Scalar(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
