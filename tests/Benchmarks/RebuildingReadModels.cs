using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.ReadingCases;

namespace ProtectionPlatform.Benchmarks;

/// <summary>
/// Rebuild of the case list, the dearest read model: each event folds its case and writes rows of four tables. Beside it a plain program
/// that reads the same events in batches of the same size and writes one row of such a table for each.
/// </summary>
internal static class RebuildingReadModels
{
    private const int CaseLength = 25;
    private const int Cases = 4_000;
    private const int Events = CaseLength * Cases;

    public static async Task Run(Table table)
    {
        await using var book = await Ledgerbook.Open(new CasesModule());
        await ManyEvents.Fill(book, CaseModel.StreamType, CaseModel.Of(CaseLength), Cases);
        var floor = await Timing.Time(() => Floor(book));
        var ours = await Timing.Time(() => Rebuild(book));
        table.Add($"rebuild of the case list over {Events:#,0} events", (Events / ours * 1000).PerSecond(), (Events / floor * 1000).PerSecond(), floor / ours);
    }

    private static async Task Rebuild(Ledgerbook book)
    {
        var model = book.Services.GetRequiredService<SubscriptionCatalog>().Find(Caseload.Name)!;
        var rebuilds = book.Services.GetRequiredService<Rebuilds>();
        await book.Begin(model, Events);
        await using var connection = await book.Plain.OpenConnectionAsync();
        await rebuilds.Ask(connection, model, CancellationToken.None);
        await rebuilds.StartAsync(CancellationToken.None);
        while (await connection.ExecuteScalarAsync<bool>("select exists (select 1 from messaging.rebuilds where error is null)")) await Task.Delay(20);
        await rebuilds.StopAsync(CancellationToken.None);
        if (await connection.ExecuteScalarAsync<int>("select count(*) from cases.caseload_v1") != Cases) throw new InvalidOperationException("Not every case is in the list.");
    }

    private static async Task Floor(Ledgerbook book)
    {
        await book.Owner("create table floor.cases (like cases.caseload_v1 including all)");
        await using var reading = await book.Plain.OpenConnectionAsync();
        await using var writing = await book.Plain.OpenConnectionAsync();
        for (long position = 0; position < Events;)
        {
            var events = (await reading.QueryAsync<(long Sequence, Guid Stream, long Version, DateTime At, string Data)>(
                "select seq_id, stream_id, version, timestamp, data::text from events.mt_events where seq_id > @position order by seq_id limit @BatchSize", new { position, MessageFlow.BatchSize })).ToList();
            await using var transaction = await writing.BeginTransactionAsync();
            foreach (var (sequence, stream, version, at, _) in events) await Write(writing, sequence, stream, version, at);
            await transaction.CommitAsync();
            position = events[^1].Sequence;
        }
    }

    private static async Task Write(NpgsqlConnection connection, long sequence, Guid stream, long version, DateTime at)
    {
        await using var command = new NpgsqlCommand("""
            insert into floor.cases as c (case_id, reference, state, ended, tracks, search_text, opened_at, last_change_at, immediate_danger, version, last_seq, authority_ids)
            values ($1, 'BT-VIDU0-00001', 'InProgress', false, '{ChildProtection}', 'bt-vidu0-00001 le thi vi du 6a', $2, $2, false, $3, $4, '{}')
            on conflict (case_id) do update set state = excluded.state, last_change_at = excluded.last_change_at, version = excluded.version, last_seq = excluded.last_seq
            where c.last_seq < excluded.last_seq
            """, connection);
        foreach (var value in (object[])[stream, at, version, sequence]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
