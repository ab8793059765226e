using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Operations;

/// <summary>What an operator sees of a subscription that cannot go on, and may do about it.</summary>
public sealed class Operating_subscriptions(Platform platform) : IClassFixture<Platform>
{
    private const string All = "/api/v1/operations/subscriptions";
    private const string Figures = $"{All}/indicators.measurements_v1"; // stops
    private const string Courses = $"{All}/training.courses_v1"; // parks

    [Fact]
    public async Task Administrators_and_auditors_see_how_each_stands_others_do_not()
    {
        await platform.Settle();
        var auditor = await platform.As("auditor");
        var items = (await auditor.Get(All)).ShouldBe(200).Body["items"]!.AsArray();
        items.Select(s => s!["name"]!.GetValue<string>()).ShouldBe(platform.Services.GetRequiredService<SubscriptionCatalog>().All.Select(s => s.Name));
        foreach (var item in items)
        {
            item!["purposeVi"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
            item["purposeEn"]!.GetValue<string>().ShouldNotBe(item["purposeVi"]!.GetValue<string>());
        }

        (await (await platform.As("socialworker")).Get(All)).ShouldBeProblem(403, "forbidden");
        (await platform.Anonymous().Get(All)).ShouldBeProblem(401, "unauthenticated");
        (await auditor.Get($"{All}/no.such_v1")).ShouldBeProblem(404, "not-found");
        foreach (var act in new[] { "retry", "skips", "rebuilds", $"parked/{Guid.CreateVersion7()}/retry" })
            (await auditor.Post($"{Courses}/{act}", act == "skips" ? new { sequence = 1, reason = "Xem" } : act == "rebuilds" ? new { reason = "Xem" } : null, 0)).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_stopped_one_is_tried_again_or_its_message_skipped_once_and_with_a_reason()
    {
        var administrator = await platform.As("administrator");
        (await administrator.Post($"{Figures}/retry", null)).ShouldBeProblem(409, "subscription-not-stopped");
        (await new ForeignWriter(platform.ConnectionString, 1).Append(Guid.CreateVersion7(), 1, type: "measurement_entered", data: """{"period":["Trần Thị Ví Dụ"]}""")).ShouldBeTrue();
        await StoreHost.Until(async () => (await Standing(administrator, Figures))["state"]!.GetValue<string>() == "Stopped", "it did not stop");

        // Any host says the same, and none says what the message says.
        var seen = (await administrator.Get(Figures)).ShouldBe(200);
        var stopped = seen.Body["subscription"]!["stopped"]!;
        stopped["eventType"]!.GetValue<string>().ShouldBe("measurement_entered");
        stopped["errorKind"]!.GetValue<string>().ShouldBe("JsonException");
        stopped["attempts"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(5);
        seen.Text.ShouldNotContain("Ví Dụ");
        seen.Body["subscription"]!["lagEvents"]!.GetValue<long>().ShouldBe(1);
        var sequence = stopped["sequence"]!.GetValue<long>();
        await using (var other = platform.AnotherHost())
        {
            var elsewhere = (await other.Services.GetRequiredService<SubscriptionStatuses>().Read("indicators.measurements_v1", CancellationToken.None))!;
            (elsewhere.State, elsewhere.Stopped!.Sequence, elsewhere.LagEvents).ShouldBe((SubscriptionState.Stopped, sequence, 1));
        }

        (await Subscriptions()).ShouldBe("Degraded");
        (await administrator.Post($"{Figures}/retry", null)).ShouldBe(202);

        var body = new { sequence, reason = "Chương trình khác ghi sai dạng." };
        (await administrator.Post($"{Figures}/skips", body)).ShouldBeProblem(428, "version-required");
        (await administrator.Post($"{Figures}/skips", body, 7)).ShouldBeProblem(412, "changed-meanwhile");
        (await administrator.Post($"{Figures}/skips", new { sequence, reason = "  " }, 0)).ShouldBeProblem(400, "invalid-request");
        (await administrator.Post($"{Figures}/skips", new { sequence = sequence + 1, reason = "Tin khác." }, 0)).ShouldBeProblem(409, "not-stopped-at-this-message");
        (await administrator.Post($"{All}/referrals.list_v1/skips", body, 0)).ShouldBeProblem(409, "not-stopped-at-this-message");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => administrator.Post($"{Figures}/skips", body, 0, ("Idempotency-Key", $"skip-{n / 2}"))));
        var done = answers.Where(a => a.Status == 200).ToList();
        done.Select(a => a.Body["position"]!.GetValue<long>()).Distinct().Count().ShouldBe(1, "one act, whoever sent it twice");
        answers.Except(done).ShouldAllBe(a => a.Status == 412 || a.Status == 409);

        await StoreHost.Until(async () => (await Standing(administrator, Figures))["state"]!.GetValue<string>() == "Running", "it did not go on");
        var skip = (await administrator.Get(Figures)).ShouldBe(200).Body["skipped"]!.AsArray().ShouldHaveSingleItem()!;
        skip["sequence"]!.GetValue<long>().ShouldBe(sequence);
        skip["reason"]!.GetValue<string>().ShouldBe("Chương trình khác ghi sai dạng.");
        skip["skippedByName"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
        (await Scalar("select count(*) from events.mt_events where type = 'message_skipped' and data ->> 'sequence' = $1::text", sequence)).ShouldBe(1);
        (await Scalar("select count(*) from messaging.stopped_subscriptions")).ShouldBe(0);
        (await administrator.Post($"{Figures}/skips", body, 1)).ShouldBeProblem(409, "not-stopped-at-this-message");

        // What was skipped stays skipped when the rows are built anew.
        (await administrator.Post($"{Figures}/rebuilds", new { reason = "Thử." })).ShouldBe(200);
        await StoreHost.Until(async () => (await Standing(administrator, Figures))["rebuild"] is null, "it was not rebuilt");
        (await Standing(administrator, Figures))["state"]!.GetValue<string>().ShouldBe("Running");
    }

    [Fact]
    public async Task A_parked_stream_is_listed_and_only_its_first_message_may_be_skipped()
    {
        var administrator = await platform.As("administrator");
        var stream = Guid.CreateVersion7();
        (await new ForeignWriter(platform.ConnectionString, 2).Append(stream, 2, type: "course_defined", data: """{"code":["sai"]}""")).ShouldBeTrue();
        await StoreHost.Until(async () => (await Standing(administrator, Courses))["parkedMessages"]!.GetValue<int>() == 2, "it was not parked");
        var standing = (await administrator.Get(Courses)).ShouldBe(200);
        standing.Body["subscription"]!["state"]!.GetValue<string>().ShouldBe("Running");
        var parked = standing.Body["parked"]!.AsArray().ShouldHaveSingleItem()!;
        parked["streamId"]!.GetValue<Guid>().ShouldBe(stream);
        var messages = parked["messages"]!.AsArray().Select(m => m!["sequence"]!.GetValue<long>()).ToList();
        messages.Count.ShouldBe(2);
        (await Subscriptions()).ShouldBe("Degraded");

        // Others flow.
        var code = $"K{Guid.CreateVersion7():N}"[..20];
        (await (await platform.As("trainer")).Post("/api/v1/training/courses", new { code, nameVi = "Khóa thử", nameEn = "Trial", audience = "Staff", hours = 2, competencies = Array.Empty<string>() })).ShouldBe(201);
        await platform.Settle();
        (await administrator.Get("/api/v1/training/courses")).Text.ShouldContain(code.ToUpperInvariant());

        var retried = (await administrator.Post($"{Courses}/parked/{stream}/retry", null)).ShouldBe(200).Body;
        (retried["handled"]!.GetValue<int>(), retried["remaining"]!.GetValue<int>()).ShouldBe((0, 2));
        (await administrator.Post($"{Courses}/parked/{Guid.CreateVersion7()}/retry", null)).ShouldBeProblem(404, "not-found");
        (await administrator.Post($"{Courses}/skips", new { sequence = messages[1], reason = "Không phải tin đầu." }, 0)).ShouldBeProblem(409, "not-stopped-at-this-message");
        (await administrator.Post($"{Courses}/skips", new { sequence = messages[0], reason = "Chương trình khác ghi sai." }, 0)).ShouldBe(200);
        (await administrator.Post($"{Courses}/skips", new { sequence = messages[1], reason = "Chương trình khác ghi sai." }, 1)).ShouldBe(200);
        (await Standing(administrator, Courses))["parkedStreams"]!.GetValue<int>().ShouldBe(0);
        (await administrator.Get(Courses)).Body["skipped"]!.AsArray().Select(s => s!["sequence"]!.GetValue<long>()).ShouldBe([messages[1], messages[0]]);
    }

    [Fact]
    public async Task What_has_other_effects_than_its_own_tables_cannot_be_rebuilt()
    {
        var administrator = await platform.As("administrator");
        var others = platform.Services.GetRequiredService<SubscriptionCatalog>().All.Where(s => !s.IsRebuildable).Select(s => s.Name).ToList();
        others.ShouldBe(["cases.erasures", "cases.transfers", "cases.merged_exclusions", "cases.referrals", "registers.erasures", "communications.notices_v1"], ignoreOrder: true);
        foreach (var name in others)
            (await administrator.Post($"{All}/{name}/rebuilds", new { reason = "Thử." })).ShouldBeProblem(409, "not-rebuildable");
    }

    private static async Task<JsonNode> Standing(Caller caller, string path) => (await caller.Get(path)).ShouldBe(200).Body["subscription"]!;

    private async Task<string> Subscriptions() =>
        JsonNode.Parse((await platform.Anonymous().Get("/health/ready")).Text)!["dependencies"]!["subscriptions"]!["status"]!.GetValue<string>();

    private async Task<long> Scalar(string sql, params object[] parameters)
    {
        await using var connection = new NpgsqlConnection(platform.ConnectionString);
        await connection.OpenAsync();
        return await connection.Scalar<long>(sql, parameters);
    }
}
