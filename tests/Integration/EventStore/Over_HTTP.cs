using System.Text.Json.Nodes;
using Npgsql;
using ProtectionPlatform.Integration.Cases;

namespace ProtectionPlatform.Integration.EventStore;

/// <summary>What callers of the API see of the store's promises, on a real case.</summary>
public sealed class Over_HTTP(TestServer.Platform platform) : IClassFixture<TestServer.Platform>
{
    [Fact]
    public async Task The_same_report_sent_eight_times_at_once_opens_one_case()
    {
        var social = await platform.As("socialworker");
        var body = CaseStory.ReportBody();
        await platform.Settle();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => social.Post("/api/v1/cases/reports", body, null, ("Idempotency-Key", "report-1"))));
        foreach (var answer in answers) answer.ShouldBe(201);
        answers.Select(a => a.Body["caseId"]!.GetValue<Guid>()).Distinct().Count().ShouldBe(1);
        answers.Select(a => a.Headers.Location?.ToString()).Distinct().Count().ShouldBe(1);
        answers.Select(a => a.Headers.ETag?.Tag).Distinct().Count().ShouldBe(1);
        (await Count("select count(*) from events.mt_streams where type = 'case' and id = $1", answers[0].Body["caseId"]!.GetValue<Guid>())).ShouldBe(1);
        (await Count("select count(*) from ledger.idempotency where key = 'report-1'")).ShouldBe(1);

        var before = await Count("select count(*) from events.mt_streams where type = 'case'");
        (await social.Post("/api/v1/cases/reports", CaseStory.ReportBody(), null, ("Idempotency-Key", "report-1"))).ShouldBeProblem(422, "key-reused"); // its knownAt is another
        (await Count("select count(*) from events.mt_streams where type = 'case'")).ShouldBe(before);
    }

    [Fact]
    public async Task The_same_step_sent_twice_at_once_is_taken_once_and_answered_twice()
    {
        var story = await new CaseStory(platform).Reported();
        var focal = await platform.As("focalperson");
        var body = new { decision = "Proceed", tracks = new[] { "ChildProtection" }, reason = "Có dấu hiệu bạo lực.", assigneeId = ProtectionPlatform.Access.Demo.DemoIds.SocialWorker };
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => focal.Post($"{story.Path}/triage", body, story.Version, ("Idempotency-Key", "triage-1"))));
        foreach (var answer in answers) answer.ShouldBe(200);
        answers.Select(a => a.Version).Distinct().Count().ShouldBe(1);
        (await Count("select count(*) from events.mt_events where type = 'case_triaged' and stream_id = $1", story.CaseId)).ShouldBe(1);
    }

    [Fact]
    public async Task A_foreign_event_in_a_case_shows_as_external_and_stops_nobody()
    {
        var story = await new CaseStory(platform).Reported();
        (await new ForeignWriter(platform.ConnectionString, 1).Append(story.CaseId, 1, type: "their_own_affair", data: """{"amount":1.50}""")).ShouldBeTrue();
        var history = (await (await platform.As("principal")).Get($"{story.Path}/history")).ShouldBe(200).Body["items"]!.AsArray();
        var theirs = history[^1]!.AsObject();
        theirs["type"]!.GetValue<string>().ShouldBe("their_own_affair");
        theirs["external"]!.GetValue<bool>().ShouldBeTrue();
        history.Count(e => e!["external"]!.GetValue<bool>()).ShouldBe(1);

        await story.Refresh();
        await story.Triaged();
        await platform.Settle();
        (await Count("select version from events.mt_streams where id = $1", story.CaseId)).ShouldBe(story.Version);
        var ready = JsonNode.Parse((await platform.Anonymous().Get("/health/ready")).Text)!;
        ready["dependencies"]!["subscriptions"]!["status"]!.GetValue<string>().ShouldBe("Healthy");
    }

    [Fact]
    public async Task An_archived_case_refuses_changes_409()
    {
        var story = await new CaseStory(platform).Reported();
        await using (var connection = await Open()) await connection.Run("update events.mt_streams set is_archived = true where id = $1", story.CaseId);
        (await story.Do("focalperson", "triage", new { decision = "Proceed", tracks = new[] { "ChildProtection" }, reason = "Có dấu hiệu bạo lực.", assigneeId = ProtectionPlatform.Access.Demo.DemoIds.SocialWorker }))
            .ShouldBeProblem(409, "archived");
    }

    private async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(platform.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private async Task<long> Count(string sql, params object[] parameters)
    {
        await using var connection = await Open();
        return await connection.Scalar<long>(sql, parameters);
    }
}
