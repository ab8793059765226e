using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.EventStore;

/// <summary>The store and the subscriptions with the two test modules over a database of their own; no HTTP.</summary>
internal sealed class StoreHost : IAsyncDisposable
{
    private readonly IHost host;
    private bool started;

    private StoreHost(IHost host, string connectionString)
    {
        this.host = host;
        ConnectionString = connectionString;
    }

    /// <summary>As the owner of the database.</summary>
    public string ConnectionString { get; }

    public TestClock Clock => (TestClock)host.Services.GetRequiredService<TimeProvider>();

    public Databases Databases => host.Services.GetRequiredService<Databases>();

    public ProtectionPlatform.BuildingBlocks.EventStore.EventStore Store => host.Services.GetRequiredService<ProtectionPlatform.BuildingBlocks.EventStore.EventStore>();

    public SubscriptionRunner Subscriptions => host.Services.GetRequiredService<SubscriptionRunner>();

    public ParkedMessages Parked => host.Services.GetRequiredService<ParkedMessages>();

    public Subscription Subscription(string name) => host.Services.GetRequiredService<SubscriptionCatalog>().Find(name)!;

    public async Task<SubscriptionStatus> Status(string name) => (await host.Services.GetRequiredService<SubscriptionStatuses>().Read(name, CancellationToken.None))!;

    /// <summary>As the route does, without an operator's record.</summary>
    public async Task Rebuild(string name)
    {
        var rebuilds = host.Services.GetRequiredService<Rebuilds>();
        await using (var connection = await Databases.Platform.OpenConnectionAsync())
            (await rebuilds.Ask(connection, Subscription(name), CancellationToken.None)).ShouldBeTrue();
        rebuilds.Asked();
    }

    public Actor Actor => host.Services.GetRequiredService<Actor>();

    /// <summary>A fresh database with the schema of the two test modules.</summary>
    public static async Task<string> NewDatabase() => await TestPostgres.CreateDatabaseAsync(await TestPostgres.TemplateAsync("event-store", async connection =>
    {
        await using var host = new StoreHost(Build(connection, new WatchersModule { Reacts = true }), connection); // every subscription a test may start
        await host.Migrate();
        await host.Owner("""
            create table watchers.seen (place bigint generated always as identity, seq_id bigint, stream_id uuid, version bigint, host text);
            create table watchers.also_seen (place bigint generated always as identity, seq_id bigint, stream_id uuid, version bigint, host text);
            create table notes.titles (title text primary key, said integer not null default 0);
            """);
        await host.Migrate(); // grants
        NpgsqlConnection.ClearAllPools();
    }));

    /// <param name="connection">Of a database made before, for a second host on it.</param>
    /// <param name="through">Where the host connects instead, such as a proxy before the same database.</param>
    public static async Task<StoreHost> Start(WatchersModule? watchers = null, string? connection = null, bool subscriptions = true, Func<string, string>? through = null)
    {
        connection ??= await NewDatabase();
        var host = new StoreHost(Build(through?.Invoke(connection) ?? connection, watchers ?? new WatchersModule()), connection);
        if (!subscriptions) return host;
        await host.host.StartAsync();
        host.started = true;
        return host;
    }

    private static IHost Build(string connection, WatchersModule watchers)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(new TestClock());
        builder.Services.AddSingleton(new Actor(Guid.Parse("0190d0d0-0000-7000-8000-0000000000aa"), "Nguyễn Văn Thử", []));
        builder.Services.AddModules(connection, new NotesModule(), watchers);
        return builder.Build();
    }

    public Task Migrate() => host.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);

    /// <summary>One request: its own scope, with a key and a body if it carries them.</summary>
    public async Task<Outcome> Send(Func<Streams<Note>, Task<Outcome>> act, string? key = null, string body = "")
    {
        await using var scope = host.Services.CreateAsyncScope();
        var request = scope.ServiceProvider.GetRequiredService<RequestContext>();
        request.Target = "POST /notes";
        request.IdempotencyKey = key;
        request.BodyHash = SHA256.HashData(Encoding.UTF8.GetBytes(body));
        return await act(scope.ServiceProvider.GetRequiredService<Streams<Note>>());
    }

    public async Task<T> Ask<T>(Func<Streams<Note>, Task<T>> act)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<Streams<Note>>());
    }

    public Task<Outcome> Open(Guid id, string title = "Sổ tay", string? key = null) =>
        Send(notes => notes.Start(id, Decision.Record(new NoteOpened(title)).Creating($"/notes/{id}"), CancellationToken.None), key, title);

    public Task<Outcome> Write(Guid id, string text, long? version = null, string? key = null, InlineWrite? inline = null) =>
        Send(notes => notes.Change(id, version is { } v ? new IfMatch(v) : null, _ => true, note => Decision.Record(new LineWritten(text, note.Lines + 1)), CancellationToken.None, inline), key, text);

    /// <summary>An append as the store sees it, by the role of a module.</summary>
    public async Task<long?> Append(Guid stream, long expected, params object[] events)
    {
        await using var connection = await Databases.ForModule("Notes").OpenConnectionAsync();
        return await Append(connection, stream, expected, events);
    }

    public Task<long?> Append(NpgsqlConnection connection, Guid stream, long expected, params object[] events) =>
        Store.Append(connection, Appending(stream, expected, events));

    public Appending Appending(Guid stream, long expected, object[] events, string streamType = "note") => new(stream, streamType, expected,
        Clock.GetUtcNow(), events, [.. events.Select(_ => Guid.CreateVersion7(Clock.GetUtcNow()))], new EventMetadata(Actor.UserId, Actor.DisplayName, null, null), null);

    public async Task<NpgsqlConnection> OwnerConnection()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async Task<int> Owner(string sql, params object[] parameters)
    {
        await using var connection = await OwnerConnection();
        return await connection.Run(sql, parameters);
    }

    public async Task<T> Scalar<T>(string sql, params object[] parameters)
    {
        await using var connection = await OwnerConnection();
        return await connection.Scalar<T>(sql, parameters);
    }

    public async Task<List<T>> Rows<T>(string sql, params object[] parameters)
    {
        await using var connection = await OwnerConnection();
        await using var command = connection.Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }

    public async Task Settle() =>
        (await Subscriptions.Settle(TimeSpan.FromSeconds(30), CancellationToken.None)).ShouldBeTrue("subscriptions did not reach the end of the log");

    /// <summary>Waits for what another process or task brings about; fails after twenty seconds.</summary>
    public static async Task Until(Func<Task<bool>> condition, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
            (await Ticked()).ShouldBeTrue(what);

        async Task<bool> Ticked()
        {
            try
            {
                return await tick.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (started) await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}

internal static class Sql
{
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params object[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        return command;
    }

    public static async Task<int> Run(this NpgsqlConnection connection, string sql, params object[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> Scalar<T>(this NpgsqlConnection connection, string sql, params object[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The SQLSTATE with which something is refused; empty when it is not.</summary>
    public static async Task<string> Refusal(Func<Task> act)
    {
        try
        {
            await act();
            return "";
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }
}

/// <summary>The real time, moved as a test wants, whose pauses are thirty times shorter so that retries do not hold a test up.</summary>
internal sealed class TestClock : TimeProvider
{
    private TimeSpan moved;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + moved;

    public void Advance(TimeSpan by) => moved += by;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 30 : dueTime, period);
}
