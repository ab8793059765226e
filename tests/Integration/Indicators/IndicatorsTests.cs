using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Cases.Contracts;
using ProtectionPlatform.Indicators.Catalogue;
using ProtectionPlatform.Indicators.Operating;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.Integration.Communications;
using ProtectionPlatform.Referrals.Contracts;
using ProtectionPlatform.Training.Contracts;

namespace ProtectionPlatform.Integration.Indicators;

public sealed class Indicators_over_HTTP(TestServer.Platform platform) : IClassFixture<TestServer.Platform>
{
    private const string Base = "/api/v1/indicators";
    private static readonly Guid School = DemoIds.BinhCangSchool;
    private static readonly Lock Gate = new();
    private static Task<Guid>? _plan;

    [Fact]
    public async Task Show_the_catalogue_as_the_file_says_also_after_the_file_changed()
    {
        var items = (await (await platform.As("partner")).Get(Base + "/")).ShouldBe(200).Body["items"]!.AsArray();
        items.Count.ShouldBe(91);
        items.Single(i => i!["code"]!.GetValue<string>() == "NAP-22")!["verification"]!.GetValue<string>().ShouldBe("M");
        (await platform.Anonymous().Get(Base + "/")).ShouldBeProblem(401, "unauthenticated");

        var loader = platform.Services.GetRequiredService<CatalogueLoader>();
        var rows = CatalogueLoader.Read();
        await loader.Load([.. rows.Skip(1).Select(r => r.Code == "NAP-22" ? r with { NameEn = "Changed" } : r)], CancellationToken.None);
        (await platform.Ask<string>("select name_en from indicators.catalogue where code = 'NAP-22'")).ShouldBe("Changed");
        (await platform.Ask<long>("select count(*) from indicators.catalogue")).ShouldBe(90);
        await loader.Load(rows, CancellationToken.None);
        (await platform.Ask<long>("select count(*) from indicators.catalogue")).ShouldBe(91);
    }

    [Fact]
    public async Task Take_up_the_Binh_Cang_plan_and_hold_approved_figures_against_it()
    {
        var plan = await Plan();
        var worker = await platform.As("socialworker");
        var principal = await platform.As("principal");

        await Approved("SCH-18b", "2023-2024", "9", "700");
        await Approved("SCH-18b", "2024-2025", "5", "700");
        var shown = (await worker.Get($"{Base}/plans/{plan}?position={await Position()}")).ShouldBe(200).Body;

        shown["targets"]!.AsArray().Select(t => t!["indicatorCode"]!.GetValue<string>()).ShouldBe(["SCH-07", "SCH-18a", "SCH-18b", "SCH-19", "SCH-20"]);
        var dropout = shown["targets"]!.AsArray().Single(t => t!["indicatorCode"]!.GetValue<string>() == "SCH-18b")!;
        dropout["targets"]!.AsArray().Select(t => $"{t!["year"]} {t["operator"]} {t["value"]}").ShouldBe(["2025 Lt 0.8", "2030 Lt 0.65"]);
        dropout["latest"]!.ToJsonString().ShouldBe("""{"period":"2024-2025","value":"0.71","numerator":"5","denominator":"700","status":"Met","onTrack":true}""");
        (await platform.Anonymous().Get($"{Base}/plans")).ShouldBeProblem(401, "unauthenticated");
        (await (await platform.As("principal2")).Get($"{Base}/plans/{plan}")).ShouldBeProblem(404, "not-found");
        (await (await platform.As("principal2")).Get($"{Base}/plans")).Body["items"]!.AsArray().ShouldBeEmpty();

        var trend = (await principal.Get($"{Base}/SCH-18b/trend?organisationId={School}&source=SCH")).ShouldBe(200).Body;
        trend["points"]!.ToJsonString().ShouldBe("""[{"period":"2023-2024","value":"1.29","status":"NotMet"},{"period":"2024-2025","value":"0.71","status":"Met"}]""");
        (await principal.Get($"{Base}/SCH-18b/trend?organisationId={DemoIds.HoaMauSchool}")).ShouldBeProblem(404, "not-found");
        (await principal.Get($"{Base}/NONE/trend?organisationId={School}")).ShouldBeProblem(404, "not-found");
        (await principal.Get($"{Base}/SCH-18b/trend")).ShouldBeProblem(400, "invalid-request");
    }

    [Fact]
    public async Task Refuse_a_plan_twice_or_from_another_schools_principal()
    {
        await Plan();
        (await (await platform.As("administrator")).Post($"{Base}/plans", await PlanBody())).ShouldBeProblem(409, "plan-code-taken");
        (await (await platform.As("principal2")).Post($"{Base}/plans", await PlanBody())).ShouldBeProblem(404, "not-found");
        (await (await platform.As("socialworker")).Post($"{Base}/plans", await PlanBody())).ShouldBeProblem(403, "forbidden");
        var unknown = await PlanBody();
        unknown["code"] = "X";
        unknown["targets"]![0]!["indicatorCode"] = "NONE";
        (await (await platform.As("principal")).Post($"{Base}/plans", unknown)).ShouldBeProblem(409, "unknown-indicator");
    }

    [Fact]
    public async Task Let_a_second_person_approve_once_at_the_version_they_saw()
    {
        var principal = await platform.As("principal");
        var department = await platform.As("departmentofficer");
        var entered = (await principal.Post($"{Base}/measurements", Figure("SCH-20", "2025-2026", "5", "8"))).ShouldBe(201);
        var approval = $"{Base}/measurements/{entered.Id}/approval";
        var before = await platform.EventCount();

        (await principal.Post($"{Base}/measurements", Figure("SCH-20", "2025-2026", "6", "8"))).ShouldBeProblem(409, "measurement-already-waiting");
        (await principal.Post(approval, new { outcome = "Approved" }, 1)).ShouldBeProblem(409, "measurement-approver-entered-it");
        (await department.Post(approval, new { outcome = "Approved" })).ShouldBeProblem(428, "version-required");
        (await department.Post(approval, new { outcome = "Approved" }, 7)).ShouldBeProblem(412, "changed-meanwhile");
        (await department.Post(approval, new { outcome = "Returned" }, 1)).ShouldBeProblem(409, "measurement-return-needs-reason");
        (await (await platform.As("principal2")).Post(approval, new { outcome = "Approved" }, 1)).ShouldBeProblem(404, "not-found");
        (await (await platform.As("socialworker")).Post(approval, new { outcome = "Approved" }, 1)).ShouldBeProblem(403, "forbidden");
        (await department.Post($"{Base}/measurements/{Guid.NewGuid()}/approval", new { outcome = "Approved" }, 1)).ShouldBeProblem(404, "not-found");
        (await platform.EventCount()).ShouldBe(before);

        var decided = (await department.Post(approval, new { outcome = "Returned", reason = "Thiếu biên bản" }, 1)).ShouldBe(200);
        (await department.Post(approval, new { outcome = "Approved" }, 2)).ShouldBeProblem(409, "measurement-already-decided");
        var rows = (await principal.Get($"{Base}/measurements?organisationId={School}&indicatorCode=SCH-20&status=Returned&position={decided.Body["position"]}")).ShouldBe(200).Body["items"]!.AsArray();
        rows.Single()!["reason"]!.GetValue<string>().ShouldBe("Thiếu biên bản");
        (await principal.Post($"{Base}/measurements", Figure("SCH-20", "2025-2026", "6", "8"))).ShouldBe(201);
    }

    [Fact]
    public async Task Give_the_first_answer_again_to_the_same_key()
    {
        var worker = await platform.As("socialworker");
        var figure = Figure("SCH-07", "2025-2026", "30", "36");
        var first = await worker.Post($"{Base}/measurements", figure, null, ("Idempotency-Key", "figure-1"));
        var again = await worker.Post($"{Base}/measurements", figure, null, ("Idempotency-Key", "figure-1"));

        first.ShouldBe(201);
        again.ShouldBe(201).Text.ShouldBe(first.Text);
        (await worker.Post($"{Base}/measurements", Figure("SCH-07", "2024-2025", "30", "36"), null, ("Idempotency-Key", "figure-1"))).ShouldBeProblem(422, "key-reused");
    }

    [Fact]
    public async Task Hide_small_cells_from_the_department_but_not_from_the_school()
    {
        await Approved("SCH-18a", "2024-2025", "158", "160");
        var path = $"{Base}/SCH-18a/trend?organisationId={School}";

        (await (await platform.As("principal")).Get(path)).Body["points"]!.ToJsonString().ShouldContain("\"98.75\"");
        (await (await platform.As("departmentofficer")).Get(path)).Body["points"]!.ToJsonString().ShouldBe("""[{"period":"2024-2025","value":null,"status":"Suppressed"}]""");
        var row = (await (await platform.As("departmentofficer")).Get($"{Base}/measurements?indicatorCode=SCH-18a")).ShouldBe(200).Body["items"]!.AsArray().Single()!;
        (row["suppressed"]!.GetValue<bool>(), row["numerator"]).ShouldBe((true, null));
    }

    [Theory]
    [InlineData("""{"indicatorCode":"SCH-18b","organisationId":"01980000-0000-7000-8000-000000000009","period":"2025-2026","numerator":"1"}""", "denominator")]
    [InlineData("""{"indicatorCode":"SCH-18b","organisationId":"01980000-0000-7000-8000-000000000009","period":"2025-2026","numerator":"1","denominator":"2","extra":1}""", "extra")]
    [InlineData("""{"indicatorCode":"SCH-18b","organisationId":"x","period":"2025-2026","numerator":"1","denominator":"2"}""", "organisationId")]
    [InlineData("""{"indicatorCode":"SCH-18b","organisationId":"01980000-0000-7000-8000-000000000009","period":"1753","numerator":"1","denominator":"2"}""", "period")]
    [InlineData("""{"indicatorCode":"SCH-18b","organisationId":"01980000-0000-7000-8000-000000000009","period":"9999-10000","numerator":"1","denominator":"2"}""", "period")]
    [InlineData("""{"indicatorCode":"SCH-18b","organisationId":"01980000-0000-7000-8000-000000000009","period":"2025-2026","numerator":-1,"denominator":"2"}""", "numerator")]
    [InlineData("""{"indicatorCode":"SCH-18b","organisationId":"01980000-0000-7000-8000-000000000009","period":"2025-2026","numerator":1e400,"denominator":"2"}""", "numerator")]
    [InlineData("""{"indicatorCode":"SCH-18b","organisationId":"01980000-0000-7000-8000-000000000009","period":"2025-2026","numerator":true,"denominator":"2"}""", "numerator")]
    [InlineData("""{"indicatorCode":"SCH-18b","organisationId":"01980000-0000-7000-8000-000000000009","period":"2025-2026","numerator":"1","denominator":"2","evidence":"a\u0000b"}""", "evidence")]
    [InlineData("""{"indicatorCode":"SCH-18b","organisationId":"01980000-0000-7000-8000-000000000009","period":"2025-2026","numerator":"1","denominator":"2","evidence":"\ud800"}""", "evidence")]
    [InlineData("""{"indicatorCode":"SCH-18b","organisationId":"01980000-0000-7000-8000-000000000009","period":"2025-2026","numerator":"1","denominator":"2","evidence":"  "}""", "evidence")]
    public async Task Name_the_field_that_is_wrong_and_record_nothing(string body, string field)
    {
        var worker = await platform.As("socialworker");
        var before = await platform.EventCount();

        var answer = await worker.Send(HttpMethod.Post, $"{Base}/measurements", new StringContent(body, Encoding.UTF8, "application/json"));

        answer.ShouldBeProblem(400, "invalid-request").Body["errors"]!.AsObject().ShouldContain(e => e.Key == field);
        (await platform.EventCount()).ShouldBe(before);
    }

    [Fact]
    public async Task Keep_numbers_and_text_as_written()
    {
        var worker = await platform.As("socialworker");
        const string body = """{"indicatorCode":"SCH-18b","organisationId":"01980000-0000-7000-8000-000000000009","period":"2025-2026","numerator":3,"denominator":640.50,"evidence":"Bie\u0302n bản 𝔘 \u05d0"}""";

        var entered = (await worker.Send(HttpMethod.Post, $"{Base}/measurements", new StringContent(body, Encoding.UTF8, "application/json"))).ShouldBe(201);

        var row = (await worker.Get($"{Base}/measurements?status=Entered&indicatorCode=SCH-18b&position={entered.Body["position"]}")).Body["items"]!.AsArray().Single()!;
        (row["numerator"]!.GetValue<string>(), row["denominator"]!.GetValue<string>(), row["value"]!.GetValue<string>(), row["evidence"]!.GetValue<string>()).ShouldBe(("3", "640.50", "0.47", "Biên bản 𝔘 \u05d0"));
    }

    [Fact]
    public async Task Refuse_what_does_not_fit_or_is_not_the_callers()
    {
        var worker = await platform.As("socialworker");
        (await worker.Post($"{Base}/measurements", Figure("SCH-19", "2026", "1", "1"))).ShouldBeProblem(409, "period-not-of-this-indicator");
        (await worker.Post($"{Base}/measurements", Figure("OP-R01", "2026", "1", "1"))).ShouldBeProblem(409, "indicator-is-computed");
        (await worker.Post($"{Base}/measurements", Figure("SCH-18a", "2025-2026", "3", "2"))).ShouldBeProblem(409, "numerator-over-denominator");
        (await (await platform.As("socialworker2")).Post($"{Base}/measurements", Figure("SCH-19", "2025-2026", "1", "1"))).ShouldBeProblem(404, "not-found");
        (await (await platform.As("partner")).Post($"{Base}/measurements", Figure("SCH-19", "2025-2026", "1", "1"))).ShouldBeProblem(403, "forbidden");
        (await worker.Get($"{Base}/measurements?status=Lost")).ShouldBeProblem(400, "invalid-request");
        (await worker.Get($"{Base}/operational?organisationId=x")).ShouldBeProblem(400, "invalid-request");
        (await worker.Get($"{Base}/operational?organisationId={School}&year=1753")).ShouldBeProblem(400, "invalid-request");
        (await worker.Get($"{Base}/operational?organisationId={DemoIds.HoaMauSchool}")).ShouldBeProblem(404, "not-found");
    }

    private Task<Guid> Plan()
    {
        lock (Gate) return _plan ??= Make();

        async Task<Guid> Make()
        {
            var made = (await (await platform.As("principal")).Post($"{Base}/plans", await PlanBody())).ShouldBe(201);
            (await (await platform.As("principal")).Get($"{Base}/plans?position={made.Body["position"]}")).Body["items"]!.AsArray().Count.ShouldBe(1);
            return made.Id;
        }
    }

    private static async Task<JsonObject> PlanBody([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Host/Demo/binh-cang-plan.json")))!.AsObject();

    private async Task Approved(string code, string period, string numerator, string denominator)
    {
        var entered = (await (await platform.As("focalperson")).Post($"{Base}/measurements", Figure(code, period, numerator, denominator))).ShouldBe(201);
        (await (await platform.As("principal")).Post($"{Base}/measurements/{entered.Id}/approval", new { outcome = "Approved" }, 1)).ShouldBe(200);
        await platform.Settle();
    }

    private Task<long> Position() => platform.Ask<long>("select last_seq from ledger.gate");

    private static object Figure(string code, string period, string numerator, string denominator) =>
        new { indicatorCode = code, organisationId = School, period, numerator, denominator };
}

public sealed class Operational_indicators(TestServer.Platform platform) : IClassFixture<TestServer.Platform>
{
    private static readonly DateTimeOffset In2024 = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Count_clocks_referrals_and_training_of_a_school_and_year()
    {
        var school = DemoIds.BinhCangSchool;
        var people = Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7()).ToArray();
        for (var i = 0; i < 20; i++)
        {
            var clock = Guid.CreateVersion7();
            await Deliver(new DeadlineStarted(Guid.CreateVersion7(), "R", school, clock, "DL-PLAN", In2024, In2024, In2024, null), DeadlineStartedHandler.Handle);
            if (i < 14) await Deliver(new DeadlineSettled(Guid.CreateVersion7(), school, clock, "DL-PLAN", In2024, Late: i == 0, Waived: i == 1), DeadlineSettledHandler.Handle);
        }

        for (var i = 0; i < 6; i++)
        {
            var referral = Guid.CreateVersion7();
            await Deliver(new ReferralSent(referral, "C", Guid.CreateVersion7(), school, DemoIds.SocialWorker, DemoIds.SocialWorkCentre, 1, 1, In2024, In2024, OnConsent: false), ReferralSentHandler.Handle);
            if (i < 3) await Deliver(new ReferralAccepted(referral, "C", Guid.CreateVersion7(), school, DemoIds.SocialWorker, In2024), ReferralAcceptedHandler.Handle);
        }

        var session = Guid.CreateVersion7();
        await Deliver(new TrainingAttended(session, school, Guid.CreateVersion7(), new(2024, 5, 1), people), TrainingAttendedHandler.Handle);
        await Deliver(new TrainingAttended(session, school, Guid.CreateVersion7(), new(2024, 5, 1), people[..8]), TrainingAttendedHandler.Handle);
        await Deliver(new TrainingAttended(Guid.CreateVersion7(), school, Guid.CreateVersion7(), new(2024, 6, 1), people[6..10]), TrainingAttendedHandler.Handle);
        await Deliver(new WorkforceCounted(school, 2024, 40), WorkforceCountedHandler.Handle);

        (await Read("principal", school)).ShouldBe(["OP-C03 / NoData", "OP-C04 12/20 60 NotMet", "OP-R01 3/6 50 NotMet", "OP-T01 10/40 25 NotMet"]);
        (await Read("departmentofficer", school)).ShouldBe(["OP-C03 / NoData", "OP-C04 12/20 60 NotMet", "OP-R01  Suppressed", "OP-T01 10/40 25 NotMet"]);
    }

    private Task<Guid> Deliver<TMessage>(TMessage message, Func<TMessage, BuildingBlocks.Messaging.MessageContext, Task> handle) => platform.Deliver("Indicators", message, handle);

    private async Task<IEnumerable<string>> Read(string userName, Guid school) =>
        (await (await platform.As(userName)).Get($"/api/v1/indicators/operational?organisationId={school}&year=2024")).ShouldBe(200).Body["items"]!.AsArray()
        .Select(i => $"{i!["indicatorCode"]} {(i["numerator"] is null ? "" : $"{i["numerator"]}/{i["denominator"]} {i["value"]}")} {i["status"]}".Replace("0/0  ", "/ ", StringComparison.Ordinal));
}

public sealed class Operational_figures_built_again(TestServer.Platform platform) : IClassFixture<TestServer.Platform>
{
    [Fact]
    public async Task Are_the_same_over_the_old_rows_and_from_nothing()
    {
        var story = new CaseStory(platform);
        await story.Reported();
        await story.Triaged();
        await story.Notified();
        await story.InitiallyAssessed();
        await platform.Settle();
        (await platform.Ask<long>("select count(*) from indicators.clocks_v1")).ShouldBeGreaterThan(0);
        var first = await Digest();

        await Rebuild("select 1");
        (await Digest()).ShouldBe(first);
        await Rebuild("truncate indicators.clocks_v1, indicators.referrals_v1, indicators.sessions_v1, indicators.workforce_v1");
        (await Digest()).ShouldBe(first);
    }

    private async Task Rebuild(string before)
    {
        await platform.Ask<object>(before);
        (await platform.Ask<int>("update events.mt_event_progression set last_seq_id = 0 where name = 'indicators.operational_v1:All' returning 1")).ShouldBe(1);
        await using var again = platform.AnotherHost();
        _ = again.Server;
        (await again.Services.GetRequiredService<BuildingBlocks.Messaging.SubscriptionRunner>().Settle(TimeSpan.FromSeconds(30), CancellationToken.None)).ShouldBeTrue();
    }

    private Task<string> Digest() => platform.Ask<string>("""
        select md5(coalesce((select string_agg(c::text, ',' order by deadline_id) from indicators.clocks_v1 c), '')
          || coalesce((select string_agg(r::text, ',' order by referral_id) from indicators.referrals_v1 r), '')
          || coalesce((select string_agg(s::text, ',' order by session_id) from indicators.sessions_v1 s), '')
          || coalesce((select string_agg(w::text, ',' order by organisation_id, year) from indicators.workforce_v1 w), ''))
        """);
}
