using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Sealing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Communications;
using ProtectionPlatform.Indicators;
using ProtectionPlatform.Ledger;
using ProtectionPlatform.Privacy;
using ProtectionPlatform.Referrals;
using ProtectionPlatform.Training;

namespace ProtectionPlatform.Benchmarks;

internal sealed record BookOpened(string Title, DateTimeOffset OccurredAt);

/// <summary>An event of the size and shape of an ordinary case action.</summary>
internal sealed record LineWritten(int Number, string Text, string Kind, Guid? PersonId, DateTimeOffset OccurredAt, IReadOnlyList<string> Tags);

internal sealed record Book(string Title, int Lines, int Characters) : IState<Book>
{
    public static Book? Evolve(Book? before, RecordedEvent happened) => happened.Data switch
    {
        BookOpened e => new Book(e.Title, 0, 0),
        LineWritten e when before is not null => before with { Lines = before.Lines + 1, Characters = before.Characters + e.Text.Length },
        _ => before,
    };
}

internal sealed class LedgerbookModule : IModule
{
    public const string StreamType = "book";

    public void Register(ModuleBuilder module) => module
        .Stream<Book>(StreamType)
        .Event<BookOpened>("book_opened", "Mở sổ", "Book opened")
        .Event<LineWritten>("book_line_written", "Viết một dòng", "Line written");

    public void Map(IEndpointRouteBuilder api)
    {
    }
}

/// <summary>The store over a database of its own on a throw-away server, with tables of the same shape beside it for the floor.</summary>
internal sealed class Ledgerbook : IAsyncDisposable
{
    private readonly IHost host;

    private Ledgerbook(IHost host, string connectionString) => (this.host, ConnectionString) = (host, connectionString);

    public string ConnectionString { get; }

    public IServiceProvider Services => host.Services;

    public EventStore Store => Services.GetRequiredService<EventStore>();

    public EventTypes Types => Services.GetRequiredService<EventTypes>();

    public NpgsqlDataSource Source => Services.GetRequiredService<Databases>().ForModule("Ledgerbook");

    /// <summary>The same pool settings without the role: a plain program that owns its tables.</summary>
    public NpgsqlDataSource Plain { get; private init; } = null!;

    /// <summary>With the modules of the platform as well. Nothing of them runs by itself.</summary>
    public static Task<Ledgerbook> OpenPlatform() => Open(new CasesModule(), new ReferralsModule(), new TrainingModule(), new IndicatorsModule(), new CommunicationsModule(), new RegistersModule());

    /// <param name="modules">Whose events it holds as well.</param>
    public static async Task<Ledgerbook> Open(params IModule[] modules)
    {
        var connection = await DurablePostgres.CreateDatabase();
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new Actor(Guid.CreateVersion7(), "Nguyễn Văn Thử", []));
        builder.Services.AddModules(connection, [new LedgerbookModule(), .. modules]);
        builder.Services.AddLedger(new ConfigurationBuilder().Build(), new Lazy<string>(Scratch.Folder("keys")));
        builder.Configuration["Keys:MasterKey"] = RunningPlatform.MasterKey;
        builder.Services.AddSingleton(MasterKeys.Of(builder.Configuration, new Lazy<string>(Scratch.Folder("keys"))));
        var host = builder.Build();
        await host.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        var plain = new NpgsqlConnectionStringBuilder(connection) { Pooling = true, MaxPoolSize = 40, NoResetOnClose = true, MaxAutoPrepare = 64, CommandTimeout = 300 };
        var book = new Ledgerbook(host, connection) { Plain = NpgsqlDataSource.Create(plain.ConnectionString) };
        await book.Owner("""
            create schema floor;
            create table floor.mt_streams (like events.mt_streams including all);
            create table floor.mt_events (like events.mt_events including all,
              foreign key (stream_id) references floor.mt_streams (id) on delete cascade);
            create table floor.entries (like ledger.entries including all);
            create sequence floor.numbers owned by floor.mt_events.seq_id;
            """);
        return book;
    }

    /// <summary>Sets where a subscription begins, as its module.</summary>
    public async Task Begin(Subscription subscription, long position)
    {
        await using var connection = await Services.GetRequiredService<Databases>().ForModule(subscription.Module).OpenConnectionAsync();
        await Positions.Create(connection, subscription, position, CancellationToken.None);
    }

    /// <summary>Sets where all of them begin, so that the platform is not busy with what was filled in.</summary>
    public async Task BeginAll(long position)
    {
        foreach (var subscription in Services.GetRequiredService<SubscriptionCatalog>().All) await Begin(subscription, position);
    }

    public async Task Owner(string sql)
    {
        await using var command = Plain.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public static LineWritten Line(int number) => new(number, "Cô giáo chủ nhiệm gọi điện cho mẹ của bạn Mẫu, hẹn gặp vào chiều thứ Năm.", "HomeVisit", null,
        DateTimeOffset.UtcNow, ["gia-dinh", "hen-gap"]);

    public Appending Appending(Guid stream, long expected, params object[] events) => new(stream, LedgerbookModule.StreamType, expected, DateTimeOffset.UtcNow, events,
        [.. events.Select(_ => Guid.CreateVersion7())], new EventMetadata(Services.GetRequiredService<Actor>().UserId, "Nguyễn Văn Thử", "4bf92f3577b34da6a3ce929d0e0e4736", null), null);

    public async Task Append(Guid stream, long expected, params object[] events)
    {
        await using var connection = await Source.OpenConnectionAsync();
        if (await Store.Append(connection, Appending(stream, expected, events)) is null)
            throw new InvalidOperationException("A benchmark's own stream moved under it.");
    }

    /// <summary>The floor of an append: a plain program that writes the same rows in one transaction, each event with its entry; it hashes nothing and numbers do not rise in commit order.</summary>
    public async Task AppendPlainly(Guid stream, long version, string type, params object[] events)
    {
        await using var connection = await Plain.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        Add("begin");
        Add("update floor.mt_streams set version = $2, timestamp = now() where id = $1 and version = $3", stream, version + events.Length, version);
        foreach (var happened in events)
        {
            var (id, data) = (Guid.CreateVersion7(), JsonSerializer.Serialize(happened, happened.GetType(), EventTypes.Json));
            var entry = LedgerEntry.Build("anonymous", DateTimeOffset.UtcNow, id, new string('0', 64), stream, type, ++version);
            Add("insert into floor.entries (event_id, entry, leaf_hash, headers, salt) values ($1, $2, $3, $4, $5)",
                id, entry, new byte[32], Json("""{"actorName":"Nguyễn Văn Thử","correlationId":"4bf92f3577b34da6a3ce929d0e0e4736"}"""), new byte[16]);
            Add("""
                insert into floor.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, is_archived)
                values (nextval('floor.numbers'), $1, $2, $3, $4, $5, now(), 'ProtectionPlatform.Benchmarks.LineWritten, ProtectionPlatform.Benchmarks', false)
                """, id, stream, version, Json(data), type);
        }

        Add("commit");
        await batch.ExecuteNonQueryAsync();

        void Add(string sql, params object[] parameters)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var parameter in parameters) command.Parameters.Add(parameter as NpgsqlParameter ?? new NpgsqlParameter { Value = parameter });
            batch.BatchCommands.Add(command);
        }

        static NpgsqlParameter Json(string text) => new() { Value = text, NpgsqlDbType = NpgsqlDbType.Jsonb };
    }

    public async ValueTask DisposeAsync()
    {
        await Plain.DisposeAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        NpgsqlConnection.ClearAllPools();
    }
}
