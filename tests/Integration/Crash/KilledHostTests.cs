using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Npgsql;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Integration.Communications;
using ProtectionPlatform.TestServer;
using Xunit.Abstractions;

namespace ProtectionPlatform.Integration.Crash;

/// <summary>
/// The host is killed (SIGKILL) in the middle of 200 concurrent commands, again and again, with a real mail server listening.
/// PLATFORM_CRASH_ROUNDS sets how often; three rounds are enough for every day, twenty were asked for once.
/// </summary>
public sealed class A_killed_host(ITestOutputHelper output)
{
    private const int Commands = 200;
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("PLATFORM_CRASH_ROUNDS"), out var rounds) ? rounds : 3;

    [Fact]
    public async Task Loses_no_acknowledged_command_and_repeats_no_effect()
    {
        var database = await TestPostgres.CreateDatabaseAsync(await Platform.Template());
        await using var mail = await SmtpSink.Start();
        var acknowledged = new ConcurrentDictionary<string, string>();
        var sent = new ConcurrentBag<(string Key, object Body)>();
        var killedMidway = 0;

        for (var round = 0; round < Rounds; round++)
        {
            using var host = await RunningHost.Start(database, mail.Port);
            using var http = new HttpClient { BaseAddress = host.Address };
            var answered = 0;
            var killAfter = RandomNumberGenerator.GetInt32(10, Commands - 10);
            var killed = new TaskCompletionSource();
            await Task.WhenAll(Enumerable.Range(0, Commands).Select(async number =>
            {
                var key = $"crash-{round}-{number}";
                var body = Report(number);
                sent.Add((key, body));
                try
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases/reports") { Content = JsonContent.Create(body) };
                    request.Headers.Add("Idempotency-Key", key);
                    using var response = await http.SendAsync(request);
                    var text = await response.Content.ReadAsStringAsync();
                    if ((int)response.StatusCode == 201) acknowledged[key] = Reference(text);
                }
                catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
                {
                    // The host died before it answered.
                }

                if (Interlocked.Increment(ref answered) == killAfter && killed.TrySetResult()) host.Kill();
            }));
            if (acknowledged.Keys.Count(k => k.StartsWith($"crash-{round}-", StringComparison.Ordinal)) < Commands) killedMidway++;
        }

        killedMidway.ShouldBeGreaterThan(0, "no kill hit a running command");

        // A last start: callers repeat what they got no answer to, and what they did get one to is answered the same.
        using var last = await RunningHost.Start(database, mail.Port);
        using var again = new HttpClient { BaseAddress = last.Address };
        await Parallel.ForEachAsync(sent, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (command, ct) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases/reports") { Content = JsonContent.Create(command.Body) };
            request.Headers.Add("Idempotency-Key", command.Key);
            using var response = await again.SendAsync(request, ct);
            var text = await response.Content.ReadAsStringAsync(ct);
            ((int)response.StatusCode).ShouldBe(201, text);
            if (acknowledged.TryGetValue(command.Key, out var reference)) Reference(text).ShouldBe(reference);
        });

        await using var sql = NpgsqlDataSource.Create(database);
        (await Scalar(sql, "select count(*) from events.mt_events where type = 'concern_reported'")).ShouldBe(Rounds * Commands, "each command once");
        (await Scalar(sql, "select count(*) from events.mt_streams s where version <> (select count(*) from events.mt_events e where e.stream_id = s.id)")).ShouldBe(0, "versions are dense");

        // Subscriptions caught up; two people at the school are told of each report, three of each clock that ran out and two of it above, and nobody twice.
        await Until(sql, "select count(*) from cases.caseload_v1", Rounds * Commands);
        await Until(sql, "select count(*) from events.mt_events where type = 'deadline_missed'", Rounds * Commands / 10);
        await Until(sql, "select count(*) from communications.notices where kind = 'NewReport'", Rounds * Commands * 2);
        await Until(sql, "select count(*) from communications.notices where kind = 'ClockOverdue'", Rounds * Commands / 10 * 3);
        await Until(sql, "select count(*) from communications.notices where kind = 'ClockEscalated'", Rounds * Commands / 10 * 2);
        await Until(sql, "select count(*) from communications.emails where state in ('Queued', 'Sending')", 0);

        // Every mail arrived at the mail server once and is held for sent: none lost, none twice, none beyond.
        const int mails = (Commands * 2) + (Commands / 10 * (3 + 2));
        var held = await Rows(sql, "select id from communications.emails where state = 'Sent'");
        held.Count.ShouldBe(Rounds * mails);
        await mail.Await("mail", times: held.Count);
        var arrived = mail.Mails.Select(m => Guid.ParseExact(m.Id.Split('@')[0], "N")).ToList();
        arrived.Count.ShouldBe(held.Count, "a mail arrived twice or was sent by nobody");
        arrived.ShouldBe(held, ignoreOrder: true);
        output.WriteLine($"{Rounds} kills, {killedMidway} of them in the middle; {acknowledged.Count} of {Rounds * Commands} commands acknowledged before; {arrived.Count} mails arrived once.");
    }

    /// <summary>Ordinary reports, and every tenth one with a clock that has run out already.</summary>
    private static object Report(int number) => number % 10 == 0
        ? new { channel = "Online", whatHappened = "Tin thử số " + number, knownAt = "2026-11-01T00:00:00Z", schoolId = DemoIds.BinhCangSchool, concernKind = (string?)"Abused" }
        : new { channel = "Online", whatHappened = "Tin thử số " + number, knownAt = "2026-11-01T00:00:00Z", schoolId = DemoIds.BinhCangSchool, concernKind = (string?)null };

    private static string Reference(string body) => JsonNode.Parse(body)!["reference"]!.GetValue<string>();

    private static async Task<long> Scalar(NpgsqlDataSource sql, string query)
    {
        await using var command = sql.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<List<Guid>> Rows(NpgsqlDataSource sql, string query)
    {
        await using var command = sql.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Guid>();
        while (await reader.ReadAsync()) rows.Add(reader.GetGuid(0));
        return rows;
    }

    private static async Task Until(NpgsqlDataSource sql, string query, long wanted)
    {
        var patience = Stopwatch.StartNew();
        long found;
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((found = await Scalar(sql, query)) != wanted && patience.Elapsed < TimeSpan.FromMinutes(3)) await tick.WaitForNextTickAsync();
        found.ShouldBe(wanted, query);
    }
}
