using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Policy;

/// <summary>What needs a second permission: opening a case shows it to nobody, and who may see it says why.</summary>
public sealed class The_restricted_part_of_a_case(Platform platform) : IClassFixture<Platform>
{
    private const string Informant = "Bà Kể Kín 7319", Phone = "0907319319", Shelter = "Nhà An Yên 7319, hẻm Minh Họa";

    private static readonly (string, string) why = ("X-Purpose-Reason", Uri.EscapeDataString("Cần gọi lại để hỏi thêm."));

    private static object Report => new
    {
        channel = "InPerson",
        whatHappened = "Em Lê Thị Ví Dụ kể bị người lớn trong nhà đánh.",
        knownAt = DateTimeOffset.UtcNow.AddMinutes(-10),
        concernKind = "Abused",
        child = new { fullName = "Lê Thị Ví Dụ" },
        informant = new { name = Informant, phone = Phone },
    };

    private async Task<CaseStory> Sheltered()
    {
        var story = await (await (await (await new CaseStory(platform).Reported(body: Report)).Triaged()).Notified()).InitiallyAssessed(emergencyNeeded: true);
        (await story.Do("socialworker", "emergency-measures", new { decision = "Taken", measures = new[] { "Đưa trẻ đến nơi tạm lánh." }, shelterAddress = Shelter, occurredAt = platform.Clock.GetUtcNow().AddMinutes(-1) })).ShouldBe(200);
        await platform.Settle();
        return story;
    }

    private static void ShouldKeep(string text, string where)
    {
        foreach (var secret in new[] { Informant, Phone, Shelter }) text.ShouldNotContain(secret, Case.Insensitive, where);
    }

    [Fact]
    public async Task Is_in_no_answer_of_any_reading_endpoint()
    {
        var story = await Sheltered();
        var reading = platform.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true && PolicyGate.NameOf(route) != "readRestricted")
            .DistinctBy(PolicyGate.NameOf).ToList();
        var shown = 0;
        foreach (var who in new[] { "focalperson", "principal", "socialworker", "communeofficer", "auditor" })
        {
            var caller = await platform.As(who);
            foreach (var route in reading)
            {
                var path = "/" + route.RoutePattern.RawText!.TrimStart('/').Replace("{id:guid}", story.CaseId.ToString(), StringComparison.Ordinal).Replace("{reference}", story.Reference, StringComparison.Ordinal);
                if (path.Contains('{', StringComparison.Ordinal)) continue;
                var answer = await caller.Get(path);
                ShouldKeep(answer.Text, $"{path} as {who}");
                if (answer.Status == 200 && answer.Text.Contains("Lê Thị Ví Dụ", StringComparison.Ordinal)) shown++;
            }

            ShouldKeep((await caller.Get($"{story.Path}?version=1")).ShouldBe(200).Text, "the first version");
            ShouldKeep((await caller.Get($"{story.Path}/difference?by=version&from=0")).ShouldBe(200).Text, "all differences");
            ShouldKeep((await caller.Post("/api/v1/cases/search", new { words = "vi du" })).Text, "the search");
        }

        shown.ShouldBeGreaterThan(10, "the case itself is told");
        var file = (await (await platform.As("principal")).Get(story.Path)).ShouldBe(200).Body;
        file["restricted"]!.AsArray().Select(field => field!.GetValue<string>()).ShouldBe(["informant", "shelterAddress"]);
        (await (await platform.As("principal")).Get($"{story.Path}/history")).ShouldBe(200).Body["items"]![0]!["restricted"]!.ToJsonString().ShouldBe("""["informant"]""");
    }

    [Fact]
    public async Task Is_printed_in_a_chronology_only_when_asked_for_with_a_reason()
    {
        var story = await Sheltered();
        var auditor = await platform.As("auditor");
        foreach (var (name, text) in await Evidence.Files(auditor, new { caseId = story.CaseId })) ShouldKeep(text, name);
        (await Evidence.Files(auditor, new { caseId = story.CaseId }))["chronology.en.html"].ShouldContain("Restricted, not printed here");
        (await auditor.Post("/api/v1/audit/evidence", new { caseId = story.CaseId, restricted = true })).ShouldBeProblem(400, "invalid-request");
        var asked = await Evidence.Files(auditor, new { caseId = story.CaseId, restricted = true, reason = "Tòa yêu cầu." });
        foreach (var secret in new[] { Informant, Phone, Shelter }) asked["chronology.vi.html"].ShouldContain(secret);
        asked.Where(file => !file.Key.StartsWith("chronology", StringComparison.Ordinal) && !file.Key.StartsWith("disclosed/", StringComparison.Ordinal)).ShouldAllBe(file => !file.Value.Contains(Informant, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_shown_one_value_at_a_time_to_the_second_permission_and_recorded_as_its_own_read()
    {
        var story = await Sheltered();
        var path = $"{story.Path}/restricted?field=informant";
        var before = await platform.Head();
        foreach (var who in new[] { "focalperson", "principal", "communeofficer", "auditor", "socialworker" })
        {
            var answer = (await (await platform.As(who)).Get(path, why)).ShouldBe(200);
            answer.Body["values"]![0]!["text"].Text("vi").ShouldBe($"Họ và tên: {Informant} · Điện thoại: {Phone}");
            answer.Text.ShouldNotContain(Shelter, Case.Insensitive, "one value at a time");
        }

        (await (await platform.As("principal")).Get($"{story.Path}/restricted?field=shelterAddress", why)).ShouldBe(200).Body["values"]![0]!["text"].Text("en").ShouldBe(Shelter);
        (await (await platform.As("counsellor")).Get(path, why)).ShouldBeProblem(403, "forbidden");
        (await (await platform.As("principal2")).Get(path, why)).ShouldBeProblem(404, "not-found");
        (await (await platform.As("principal")).Get(path)).ShouldBeProblem(400, "invalid-request").Text.ShouldContain("X-Purpose-Reason");
        (await (await platform.As("principal")).Get($"{story.Path}/restricted?field=report", why)).ShouldBeProblem(400, "invalid-request").Text.ShouldContain("informant, reportedBy, shelterAddress");
        (await (await platform.As("principal")).Get($"{story.Path}/restricted", why)).ShouldBeProblem(400, "invalid-request");

        var reads = (await platform.RecordedReads(before)).Where(read => read.Data.Text("what") == "readRestricted").ToList();
        reads.Count(read => read.Type == "content_read").ShouldBe(6);
        reads.Count(read => read.Type == "read_denied").ShouldBe(2);
        reads[0].Data["filters"]!.ToJsonString().ShouldBe("""{"field":"informant"}""");
        reads[0].Data["as"].Text("reason").ShouldBe("Cần gọi lại để hỏi thêm.");

        async Task<IEnumerable<string?>> Steps(string who) => (await (await platform.As(who)).Get($"{story.Path}/next-steps")).ShouldBe(200).Body["steps"]!.AsArray().Select(step => step.Text("kind"));
        (await Steps("principal")).ShouldContain("RestrictedReading");
        (await Steps("counsellor")).ShouldNotContain("RestrictedReading");
    }

    [Fact]
    public async Task Stays_closed_to_the_person_in_charge_once_the_case_is_given_to_another()
    {
        var story = await Sheltered();
        (await story.Do("focalperson", "assignment", new { assigneeId = DemoIds.Counsellor })).ShouldBe(200);
        (await (await platform.As("socialworker")).Get($"{story.Path}/restricted?field=informant", why)).ShouldBeProblem(403, "forbidden");
        (await (await platform.As("counsellor")).Get($"{story.Path}/restricted?field=informant", why)).ShouldBe(200);
    }

    [Fact]
    public async Task Names_no_shelter_where_no_measure_was_taken()
    {
        var story = await (await (await new CaseStory(platform).Reported()).Triaged()).Notified();
        (await story.Do("socialworker", "emergency-measures", new { decision = "NotNeeded", reason = "Trẻ an toàn.", shelterAddress = Shelter, occurredAt = platform.Clock.GetUtcNow().AddMinutes(-1) })).ShouldBeProblem(400, "invalid-request").Text.ShouldContain("shelterAddress");
    }
}
