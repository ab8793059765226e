using System.Text.Json.Nodes;
using Npgsql;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Integration.BadInput;
using ProtectionPlatform.TestServer;
using Microsoft.Extensions.DependencyInjection;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>Who reaches a case, and what happens when two reach it at once.</summary>
public sealed class Reaching_a_case(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task Of_another_school_answers_on_every_route_as_if_it_did_not_exist()
    {
        var story = await new CaseStory(platform).Reported();
        var stranger = await platform.As("principal2");
        var unknown = Guid.CreateVersion7();
        var before = await platform.EventCount();
        var tried = 0;
        var operations = await Operation.All(platform);
        foreach (var (path, item) in (await platform.Anonymous().Get("/openapi/v1.json")).ShouldBe(200).Body["paths"]!.AsObject().Where(p => p.Key.StartsWith("/api/v1/cases/{id}", StringComparison.Ordinal)))
            foreach (var (method, operation) in item!.AsObject())
            {
                var body = operation!["requestBody"]?["content"]?["application/json"]?["schema"] is null ? null
                    : operations.Single(o => o.Path == path && o.Method == HttpMethod.Parse(method)).Whole(platform.Clock.GetUtcNow());
                if (body?["status"] is not null) body["status"] = "Started";
                if (body?["actions"] is not null) body["actions"] = new JsonArray();
                if (body?["reason"] is not null) body["reason"] = "Lý do.";
                async Task<(int, string)> Ask(Guid id)
                {
                    var filled = path.Replace("{id}", id.ToString(), StringComparison.Ordinal).Replace("{number}", "1", StringComparison.Ordinal).Replace("{deadlineId}", unknown.ToString(), StringComparison.Ordinal);
                    var answer = await stranger.Send(HttpMethod.Parse(method), filled, body is null ? null : System.Net.Http.Json.JsonContent.Create(body), 1);
                    answer.Body.Remove("traceId");
                    answer.Body.Remove("instance");
                    return (answer.Status, answer.Body.ToJsonString());
                }

                var theirs = await Ask(story.CaseId);
                theirs.ShouldBe(await Ask(unknown), $"{method} {path}");
                theirs.Item1.ShouldBeOneOf([404, 403], $"{method} {path}: {theirs.Item2}"); // 403 where the role never may, whatever the case
                if (theirs.Item1 == 404) tried++;
            }

        tried.ShouldBeGreaterThan(15);
        (await platform.EventCount()).ShouldBe(before);
    }

    [Fact]
    public async Task Is_decided_alike_by_the_predicate_and_by_the_list()
    {
        await new CaseStory(platform).Reported();
        await (await (await new CaseStory(platform).Reported()).Triaged()).Notified();
        (await platform.Anonymous().Post("/api/v1/cases/reports", CaseStory.ReportBody())).ShouldBe(201);
        (await (await platform.As("socialworker2")).Post("/api/v1/cases/reports", CaseStory.ReportBody())).ShouldBe(201);
        var opened = await new CaseStory(platform).Reported();
        foreach (var who in new[] { "socialworker2", "principal2", "departmentofficer" })
            (await (await platform.As(who)).Post("/api/v1/cases/urgent-access", new { @case = opened.Reference, reason = "Trẻ đang ở chỗ chúng tôi." })).ShouldBe(200);
        await opened.Refresh();
        (await opened.Do("focalperson", $"urgent-access/{DemoIds.Principal2}/ending", new { reason = "Đã xong." })).ShouldBe(200);
        await platform.Settle();

        await using var scope = platform.Services.CreateAsyncScope();
        var directory = scope.ServiceProvider.GetRequiredService<IDirectory>();
        await using var connection = new NpgsqlConnection(platform.ConnectionString);
        await connection.OpenAsync();
        var ids = new List<Guid>();
        await using (var all = new NpgsqlCommand("select case_id from cases.caseload_v1", connection))
        await using (var rows = await all.ExecuteReaderAsync())
            while (await rows.ReadAsync()) ids.Add(rows.GetGuid(0));
        var cases = scope.ServiceProvider.GetRequiredService<Streams<CaseFile>>();
        var files = new List<CaseFile>();
        foreach (var id in ids) files.Add((await cases.Load(id, CancellationToken.None))!.State);

        foreach (var user in new[] { DemoIds.Reporter, DemoIds.SocialWorker, DemoIds.Counsellor, DemoIds.FocalPerson, DemoIds.Principal, DemoIds.CommuneOfficer, DemoIds.DepartmentOfficer, DemoIds.Partner,
                     DemoIds.Trainer, DemoIds.CommunicationsOfficer, DemoIds.Auditor, DemoIds.DataProtectionOfficer, DemoIds.Administrator, DemoIds.SocialWorker2, DemoIds.Principal2, DemoIds.Partner2 })
        {
            var person = (await directory.Person(user, CancellationToken.None))!;
            var actor = new Actor(person.Id, person.DisplayName, person.Memberships);
            var see = CaseAccess.Parameters(CaseAccess.Reading, actor, await scope.ServiceProvider.GetRequiredService<Exclusions>().CasesHiddenFrom(user, CancellationToken.None),
                await new Opened(scope.ServiceProvider.GetRequiredService<Databases>(), actor, platform.Clock).Cases(CancellationToken.None));
            await using var command = new NpgsqlCommand($"select c.case_id from cases.caseload_v1 c where {see.MaySee}", connection);
            command.Parameters.AddWithValue("schools", see.Schools);
            command.Parameters.AddWithValue("authorities", see.Authorities);
            command.Parameters.AddWithValue("hidden", see.Hidden);
            command.Parameters.AddWithValue("opened", see.Opened);
            command.Parameters.AddWithValue("heldSchools", see.HeldSchools);
            command.Parameters.AddWithValue("heldAuthorities", see.HeldAuthorities);
            command.Parameters.AddWithValue("heldHidden", see.HeldHidden);
            var listed = new List<Guid>();
            await using var found = await command.ExecuteReaderAsync();
            while (await found.ReadAsync()) listed.Add(found.GetGuid(0));
            listed.ShouldBe(files.Where(f => CaseAccess.MaySee(actor, f, platform.Clock.GetUtcNow())).Select(f => f.Id), ignoreOrder: true, person.DisplayName);
        }
    }

    [Fact]
    public async Task Without_the_version_one_looks_at_is_refused_and_with_an_old_one_too()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        var focal = await platform.As("focalperson");
        var before = await platform.EventCount();
        (await focal.Post($"{story.Path}/escalation", new { reason = "?" })).ShouldBeProblem(428, "version-required");
        (await focal.Put($"{story.Path}/plans/1", CaseStory.PlanBody())).ShouldBeProblem(428, "version-required");
        (await focal.Post($"{story.Path}/escalation", new { reason = "?" }, null, ("If-Match", "\"x\""))).ShouldBeProblem(400, "invalid-request");
        foreach (var stale in new[] { await focal.Post($"{story.Path}/assignment", new { assigneeId = DemoIds.Counsellor }, 1), await focal.Put($"{story.Path}/plans/1", CaseStory.PlanBody(), 1) })
        {
            stale.ShouldBeProblem(412, "changed-meanwhile").Body["currentVersion"]!.GetValue<long>().ShouldBe(story.Version);
            stale.Body["changedSince"]!.AsArray().Select(t => t!.GetValue<string>()).ShouldContain("case_triaged");
        }

        (await platform.EventCount()).ShouldBe(before);
    }

    [Fact]
    public async Task By_two_at_the_same_moment_lets_one_through()
    {
        var people = new[] { await platform.As("focalperson"), await platform.As("principal"), await platform.As("counsellor") };
        for (var round = 0; round < 5; round++)
        {
            var story = await new CaseStory(platform).Reported();
            var answers = await Task.WhenAll(people.Select(p => p.Post($"{story.Path}/triage", new { decision = "Proceed", tracks = new[] { "ChildProtection" }, reason = "Cùng lúc." }, story.Version)));
            answers.Select(a => a.Status).Order().ShouldBe([200, 412, 412]);
            (await (await platform.As("principal")).Get($"{story.Path}/history")).ShouldBe(200).Body["items"]!.AsArray().Count(e => e!["type"]!.GetValue<string>() == "case_triaged").ShouldBe(1);
        }
    }

    [Fact]
    public async Task With_the_same_key_acts_once_also_at_the_same_moment()
    {
        var caller = await platform.As("focalperson");
        var body = CaseStory.ReportBody();
        for (var round = 0; round < 3; round++)
        {
            var key = ("Idempotency-Key", Guid.CreateVersion7().ToString());
            var before = await platform.EventCount();
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => caller.Post("/api/v1/cases/reports", body, null, key)));
            answers.ShouldAllBe(a => a.Status == 201);
            answers.ShouldAllBe(a => JsonNode.DeepEquals(a.Body, answers[0].Body));
            (await platform.EventCount()).ShouldBe(before + 4, "the report and its three clocks, once");
            var again = (await caller.Post("/api/v1/cases/reports", body, null, key)).ShouldBe(201);
            JsonNode.DeepEquals(again.Body, answers[0].Body).ShouldBeTrue();
            (await caller.Post("/api/v1/cases/reports", CaseStory.ReportBody(DateTimeOffset.UtcNow.AddMinutes(-20)), null, key)).ShouldBeProblem(422, "key-reused");
            (await platform.EventCount()).ShouldBe(before + 4);
        }
    }
}
