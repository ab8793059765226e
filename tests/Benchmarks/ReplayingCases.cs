using System.Globalization;
using Dapper;

namespace ProtectionPlatform.Benchmarks;

/// <summary>A case of 5,000 events at any moment, over HTTP, against a plain reader of the same rows.</summary>
internal static class ReplayingCases
{
    private const int Events = 5_000;
    private const int Runs = 30;

    public static async Task Run(Table table)
    {
        await using var book = await Ledgerbook.OpenPlatform();
        var stream = await ManyEvents.Fill(book, CaseModel.StreamType, CaseModel.Of(Events), copies: 1);
        // Replay depends on no list: nothing shall be busy with bringing them up to date meanwhile.
        await book.BeginAll(Events);

        await using var platform = await RunningPlatform.Start(book.ConnectionString);
        var principal = await platform.SignIn("principal");
        await using var connection = await book.Plain.OpenConnectionAsync();
        var half = await connection.ExecuteScalarAsync<DateTime>("select timestamp from events.mt_events where stream_id = @stream and version = @version", new { stream, version = Events / 2 });
        var instant = half.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        (string Moment, string Query)[] asked =
        [
            ("now", ""), ("as known at half of it", $"?knownAt={instant}"), ("as of half of it", $"?asOf={instant}"), ("at version 4,999", "?version=4999"),
            ("difference of two versions", "/difference?by=version&from=2500&to=5000"),
        ];
        // A host that has just begun compiles: the first ones would tell of that.
        for (var warmUp = 0; warmUp < 10; warmUp++)
            foreach (var (_, query) in asked) await Ask(query);
        foreach (var (moment, query) in asked)
        {
            var (ours, floor) = await Timing.Paired(Runs, _ => Ask(query), _ => LoadingStreams.Floor(book, stream));
            table.Add($"case of {Events:#,0} events over HTTP, {moment}, p50 (p95)", ours.Spread(), floor.Spread(), ours.Median() / floor.Median(), "under 1 s");
        }

        Task Ask(string query) => principal.Read($"/api/v1/cases/{stream}{query}");
    }
}
