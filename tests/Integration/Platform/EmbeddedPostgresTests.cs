using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ProtectionPlatform.Host;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.EmbeddedServer;

public sealed class The_embedded_database : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("protectionplatform-embedded-").FullName;

    [Fact]
    public async Task Starts_on_an_empty_folder_and_keeps_its_data_over_a_clean_stop()
    {
        await using (var first = await Start())
        {
            await Execute(first, "create table note(body text); insert into note values ('Trường học an toàn')");
        }

        await using var second = await Start();

        (await Ask(second, "select body from note")).ShouldBe("Trường học an toàn");
        (await Ask(second, "select current_setting('fsync') || current_setting('synchronous_commit') || current_setting('full_page_writes')")).ShouldBe("ononon");
    }

    [Fact]
    public async Task Has_what_the_schema_needs()
    {
        await using var server = await Start();
        await Execute(server, "create extension unaccent; create extension pg_trgm; create extension btree_gin; create extension pgcrypto");

        (await Ask(server, "select lower('ĐẶNG THỊ')")).ShouldBe("đặng thị");
        (await Ask(server, "select current_setting('server_encoding') || ' ' || current_setting('TimeZone') || ' ' || current_setting('max_connections')")).ShouldBe("UTF8 UTC 200");
    }

    [Fact]
    public async Task Keeps_its_port_and_chooses_another_when_it_is_taken()
    {
        await using var first = await Start();
        var port = Port(first);
        await first.DisposeAsync();

        await using (var second = await Start())
        {
            Port(second).ShouldBe(port);
        }

        using var somebody = new TcpListener(IPAddress.Loopback, port);
        somebody.Start();
        await using var third = await Start();

        Port(third).ShouldNotBe(port);
    }

    [Fact]
    public async Task Listens_on_loopback_only_and_asks_for_its_password()
    {
        await using var server = await Start();
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess", Pooling = false };

        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(connection.OpenAsync())).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
        (await Ask(server, "select current_setting('listen_addresses') || current_setting('unix_socket_directories')")).ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task Tells_outside_programs_how_to_connect_in_a_file_for_the_owner_only()
    {
        await using var server = await Start();
        var file = Path.Combine(_folder, EmbeddedPostgres.ConnectionFile);

        await using var connection = new NpgsqlConnection((await File.ReadAllTextAsync(file)).Trim());
        await connection.OpenAsync();
        connection.Database.ShouldBe("platform");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(Path.Combine(_folder, "postgres-password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task Refuses_a_second_host_on_the_same_folder()
    {
        await using var first = await Start();

        var refused = await Should.ThrowAsync<BringException>(Start());

        refused.Message.ShouldContain("Another host is running on the data folder");
        (await Ask(first, "select 'still here'")).ShouldBe("still here");
    }

    [Fact]
    public async Task Says_which_folder_cannot_be_used()
    {
        var file = Path.Combine(_folder, "not-a-folder");
        await File.WriteAllTextAsync(file, "");

        var refused = await Should.ThrowAsync<BringException>(EmbeddedPostgres.StartAsync(Path.Combine(file, "data"), NullLogger.Instance, CancellationToken.None));

        refused.Message.ShouldContain("Platform__DataFolder");
    }

    [Fact]
    public async Task Taken_over_from_a_killed_host_with_its_half_done_work_undone_and_outsiders_left_alone()
    {
        using var held = await HeldPostgres.StartAsync(_folder);
        await using var outsider = new NpgsqlConnection(await ConnectionFromFile());
        await outsider.OpenAsync();
        await Execute(outsider, "create table note(body text); insert into note values ('committed')");
        await using var half = new NpgsqlConnection(await ConnectionFromFile() + ";Application Name=ProtectionPlatform;Pooling=false");
        await half.OpenAsync();
        await Execute(half, "begin; lock table note; insert into note values ('half done')");

        held.KillHolder();
        await using var server = await Start();

        (await Ask(server, "select string_agg(body, ',') from note")).ShouldBe("committed");
        (await Ask(server, "select count(*)::int from pg_stat_activity where state = 'idle in transaction'")).ShouldBe(0);
        await Execute(outsider, "insert into note values ('from outside')");
    }

    [Fact]
    public async Task Stops_with_its_holder()
    {
        using var held = await HeldPostgres.StartAsync(_folder);
        await using (var outsider = new NpgsqlConnection(await ConnectionFromFile()))
        {
            await outsider.OpenAsync();
        }

        (await held.EndHolderAsync()).ShouldBe(0);

        File.Exists(Path.Combine(_folder, "postgres", "data", "postmaster.pid")).ShouldBeFalse();
    }

    [Fact]
    public async Task Recovers_after_server_and_host_were_killed_together()
    {
        await using (var first = await Start())
        {
            await Execute(first, "create table note(body text); insert into note values ('acknowledged')");
            Process.GetProcessById(first.ProcessId).Kill();
        }

        await using var second = await Start();

        (await Ask(second, "select body from note")).ShouldBe("acknowledged");
    }

    [Fact]
    public async Task Is_not_fooled_by_a_pid_file_that_names_another_process()
    {
        await using (var first = await Start())
        {
            await Execute(first, "create table note(body text)");
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "postgres", "data", "postmaster.pid"), $"{Environment.ProcessId}\n/somewhere\n1\n5432\n\n127.0.0.1\n");
        await using var second = await Start();

        (await Ask(second, "select count(*)::int from note")).ShouldBe(0);
    }

    [Fact]
    public void Has_one_default_folder_for_each_clone()
    {
        var clone = Directory.CreateDirectory(Path.Combine(_folder, "a clone")).FullName;
        var host = Directory.CreateDirectory(Path.Combine(clone, "src", "Host")).FullName;
        File.WriteAllText(Path.Combine(clone, "ProtectionPlatform.sln"), "");

        PlatformFolders.DefaultDataFolder(host).ShouldBe(PlatformFolders.DefaultDataFolder(clone + "/"));
        PlatformFolders.DefaultDataFolder(host).ShouldNotStartWith(clone);
        PlatformFolders.DefaultDataFolder(_folder).ShouldNotBe(PlatformFolders.DefaultDataFolder(host));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await using (await Start())
        {
            // Takes over whatever a failed test has left running, and stops it.
        }

        Directory.Delete(_folder, recursive: true);
    }

    private Task<EmbeddedPostgres> Start() => EmbeddedPostgres.StartAsync(_folder, NullLogger.Instance, CancellationToken.None);

    private async Task<string> ConnectionFromFile() => (await File.ReadAllTextAsync(Path.Combine(_folder, EmbeddedPostgres.ConnectionFile))).Trim();

    private static int Port(EmbeddedPostgres server) => new NpgsqlConnectionStringBuilder(server.ConnectionString).Port;

    private static async Task Execute(EmbeddedPostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await Execute(connection, sql);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> Ask(EmbeddedPostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
