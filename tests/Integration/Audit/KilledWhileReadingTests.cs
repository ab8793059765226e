using System.Collections.Concurrent;
using System.Net.Http.Json;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Audit;

/// <summary>The host is killed (SIGKILL) while it answers readers.</summary>
public sealed class A_host_killed_while_it_is_read
{
    private const int Readers = 60;
    private const int ReadsBeforeTheKill = 40;

    [Fact]
    public async Task Served_nothing_whose_read_is_not_recorded()
    {
        var database = await TestPostgres.CreateDatabaseAsync(await Platform.Template());
        using var host = await RunningHost.Start(database);
        using var http = new HttpClient { BaseAddress = host.Address };
        using var session = await http.PostAsJsonAsync("/api/v1/access/session", new { userName = "socialworker", password = AccessDemo.Password });
        using var reported = await http.PostAsJsonAsync("/api/v1/cases/reports", CaseStory.ReportBody());
        session.IsSuccessStatusCode.ShouldBeTrue();

        // Each reads again and again until the host is no more.
        var served = new ConcurrentBag<string>();
        var answered = 0;
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(async number =>
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases");
                    request.Headers.Add("X-Purpose-Reason", $"reader-{number}-{i}");
                    // As soon as the first bytes are here something has left the server.
                    using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                    response.IsSuccessStatusCode.ShouldBeTrue();
                    served.Add($"reader-{number}-{i}");
                    if (Interlocked.Increment(ref answered) == ReadsBeforeTheKill) host.Kill();
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                // The host died before it answered.
            }
        }));

        served.Count.ShouldBeGreaterThanOrEqualTo(ReadsBeforeTheKill);
        await using var connection = new Npgsql.NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = connection.Command("select data -> 'as' ->> 'reason' from events.mt_events where type = 'content_read' and data ->> 'what' = 'listCases'");
        await using var reader = await command.ExecuteReaderAsync();
        var recorded = new HashSet<string>();
        while (await reader.ReadAsync()) recorded.Add(reader.GetString(0));
        served.Except(recorded).ShouldBeEmpty();
    }
}
