using System.Text.Json.Nodes;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Cases.Contracts;
using ProtectionPlatform.Communications.Notifying;
using ProtectionPlatform.Privacy.Contracts;
using ProtectionPlatform.Referrals.Contracts;

namespace ProtectionPlatform.Integration.Communications;

public sealed class Notices_go_to(TestServer.Platform platform) : IClassFixture<TestServer.Platform>
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);
    private static int _references;

    private readonly string reference = $"TH-{Interlocked.Increment(ref _references)}";
    private readonly Guid caseId = Guid.CreateVersion7();

    [Fact]
    public async Task Focal_person_and_social_worker_for_a_report_and_to_the_principal_in_danger()
    {
        await Tell(new ConcernReported(caseId, reference, DemoIds.BinhCangSchool, false, Now), ConcernReportedHandler.Handle);
        (await Told()).ShouldBe(["NewReport focalperson", "NewReport socialworker"]);

        await Tell(new ConcernReported(Guid.CreateVersion7(), reference + "K", DemoIds.BinhCangSchool, true, Now), ConcernReportedHandler.Handle);
        (await Told("K")).ShouldBe(["NewReport focalperson", "NewReport principal", "NewReport socialworker"]);
    }

    [Fact]
    public async Task The_department_when_no_school_is_named_then_to_the_school_it_gives_the_report_to()
    {
        await Tell(new ConcernReported(caseId, reference, null, true, Now), ConcernReportedHandler.Handle);
        (await Told()).ShouldBe(["NewReport departmentofficer"]);

        await Tell(new CaseSchoolSet(caseId, DemoIds.HoaMauSchool), CaseSchoolSetHandler.Handle);
        (await Told()).ShouldBe(["NewReport departmentofficer", "NewReport socialworker2"]);
    }

    [Fact]
    public async Task Whoever_is_responsible_when_a_clock_runs_low_and_to_the_principal_when_it_ran_out()
    {
        await Tell(new DeadlineWarned(caseId, reference, DemoIds.BinhCangSchool, Guid.CreateVersion7(), "DL-PLAN", Now, null), DeadlineWarnedHandler.Handle);
        (await Told()).ShouldBe(["ClockWarning focalperson", "ClockWarning socialworker"]);

        await Tell(new CaseAssigned(caseId, DemoIds.Counsellor), CaseAssignedHandler.Handle);
        await Tell(new DeadlineMissed(caseId, reference + "M", DemoIds.BinhCangSchool, Guid.CreateVersion7(), "DL-PLAN", Now, null), DeadlineMissedHandler.Handle);
        (await Told("M")).ShouldBe(["ClockOverdue counsellor", "ClockOverdue focalperson", "ClockOverdue principal"]);

        await Tell(new DeadlineEscalated(caseId, reference + "E", DemoIds.BinhCangSchool, Guid.CreateVersion7(), "DL-PLAN", Now), DeadlineEscalatedHandler.Handle);
        (await Told("E")).ShouldBe(["ClockEscalated departmentofficer", "ClockEscalated principal"]);
        (await Mine("departmentofficer")).Single(n => n["reference"]!.GetValue<string>() == reference + "E")["link"]!.GetValue<string>().ShouldBe("/thong-bao", "the department does not see the case");

        var notice = (await Mine("principal")).Single(n => n["reference"]!.GetValue<string>() == reference + "M");
        notice["link"]!.GetValue<string>().ShouldBe($"/ca/{caseId}");
        notice["detail"]!["code"]!.GetValue<string>().ShouldBe("DL-PLAN");
        notice["detail"]!["dueAt"]!.GetValue<string>().ShouldBe("2026-11-20T01:00:00Z");
    }

    [Fact]
    public async Task Who_decides_a_plan_and_never_to_its_author()
    {
        await Tell(new PlanSubmitted(caseId, reference, DemoIds.BinhCangSchool, 1, DemoIds.SocialWorker, true, DemoIds.Commune), PlanSubmittedHandler.Handle);
        (await Told()).ShouldBe(["PlanToDecide communeofficer", "PlanToDecide principal"]);

        await Tell(new PlanSubmitted(caseId, reference + "P", DemoIds.BinhCangSchool, 2, DemoIds.Principal, false, null), PlanSubmittedHandler.Handle);
        (await Told("P")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_person_for_a_triage_that_ends_a_case_and_never_to_who_proposed_it()
    {
        await Tell(new TriageClosureProposed(caseId, reference, DemoIds.BinhCangSchool, DemoIds.FocalPerson), TriageClosureProposedHandler.Handle);
        (await Told()).ShouldBe(["TriageToConfirm principal"]);
    }

    [Fact]
    public async Task A_second_person_for_whatever_waits_for_one_and_never_to_who_asked()
    {
        await Tell(new ConcernReported(caseId, reference, DemoIds.BinhCangSchool, false, Now), ConcernReportedHandler.Handle);
        await Tell(new WaiverRequested(caseId, DemoIds.FocalPerson), WaiverRequestedHandler.Handle);
        await Tell(new LowerRiskProposed(caseId, DemoIds.SocialWorker), LowerRiskProposedHandler.Handle);
        await Tell(new MergeProposed(caseId, DemoIds.SocialWorker), MergeProposedHandler.Handle);
        await Tell(new BestInterestProposed(caseId, Guid.CreateVersion7(), DemoIds.FocalPerson), BestInterestProposedHandler.Handle);
        await Tell(new ErasureProposed(caseId, DemoIds.DataProtectionOfficer), ErasureProposedHandler.Handle);

        var principal = (await Mine("principal")).Where(n => n["reference"]!.GetValue<string>() == reference).ToList();
        principal.Select(n => n["kind"]!.GetValue<string>()).ShouldAllBe(kind => kind == "SecondPerson");
        principal.Select(n => n["detail"]!["code"]!.GetValue<string>()).Order().ShouldBe(["BestInterest", "Erasure", "LowerRisk", "Merge", "Waiver"]);
        principal.Single(n => n["detail"]!["code"]!.GetValue<string>() == "Erasure")["link"]!.GetValue<string>().ShouldBe("/bao-ve-du-lieu/luu-xoa");
        (await Told()).ShouldBe(["NewReport focalperson", "NewReport socialworker", "SecondPerson focalperson", "SecondPerson focalperson", "SecondPerson principal", "SecondPerson principal", "SecondPerson principal", "SecondPerson principal", "SecondPerson principal"]);
    }

    [Fact]
    public async Task The_provider_for_a_referral_and_to_its_sender_for_the_answers()
    {
        var referral = Guid.CreateVersion7();
        await Tell(new ReferralSent(referral, reference, caseId, DemoIds.BinhCangSchool, DemoIds.SocialWorker, DemoIds.SocialWorkCentre, 1, 1, Now, Now.AddDays(2), OnConsent: false), ReferralSentHandler.Handle);
        await Tell(new ReferralAccepted(referral, reference, caseId, DemoIds.BinhCangSchool, DemoIds.SocialWorker, Now), ReferralAcceptedHandler.Handle);
        await Tell(new ReferralCompleted(referral, reference, caseId, DemoIds.BinhCangSchool, DemoIds.SocialWorker, Now), ReferralCompletedHandler.Handle);

        (await Told()).ShouldBe(["ReferralAnswered socialworker", "ReferralAnswered socialworker", "ReferralReceived partner"]);
        (await Mine("partner")).Single(n => n["reference"]!.GetValue<string>() == reference)["link"]!.GetValue<string>().ShouldBe($"/chuyen-gui/{referral}");
    }

    [Fact]
    public async Task Everybody_once_however_often_a_message_comes()
    {
        var message = new ConcernReported(caseId, reference, DemoIds.BinhCangSchool, true, Now);
        var id = await Tell(message, ConcernReportedHandler.Handle);
        var mails = await platform.Ask<long>("select count(*) from communications.emails where message_id = @id", new { id });

        await platform.Deliver("Communications", message, ConcernReportedHandler.Handle, id);

        mails.ShouldBe(3);
        (await platform.Ask<long>("select count(*) from communications.notices where message_id = @id", new { id })).ShouldBe(3);
        (await platform.Ask<long>("select count(*) from communications.emails where message_id = @id", new { id })).ShouldBe(3);
    }

    [Fact]
    public async Task Their_reader_who_alone_can_mark_them_read()
    {
        await Tell(new ConcernReported(caseId, reference, DemoIds.HoaMauSchool, true, Now), ConcernReportedHandler.Handle);
        var owner = await platform.As("principal2");
        var before = await owner.Get("/api/v1/communications/notices?unread=true");
        var id = before.Body["items"]!.AsArray().Single(n => n!["reference"]!.GetValue<string>() == reference)!["id"]!.GetValue<string>();

        (await (await platform.As("principal")).Post($"/api/v1/communications/notices/{id}/read", null)).ShouldBeProblem(404, "not-found");
        (await platform.Anonymous().Post($"/api/v1/communications/notices/{id}/read", null)).ShouldBeProblem(401, "unauthenticated");
        (await owner.Post($"/api/v1/communications/notices/{Guid.NewGuid()}/read", null)).ShouldBeProblem(404, "not-found");
        (await owner.Post($"/api/v1/communications/notices/{id}/read", null)).ShouldBe(204);
        (await owner.Post($"/api/v1/communications/notices/{id}/read", null)).ShouldBe(204);

        var after = await owner.Get("/api/v1/communications/notices");
        after.Body["unread"]!.GetValue<long>().ShouldBe(before.Body["unread"]!.GetValue<long>() - 1);
        after.Body["items"]!.AsArray().Single(n => n!["id"]!.GetValue<string>() == id)!["readAt"].ShouldNotBeNull();
        (await owner.Post("/api/v1/communications/notices/read-all", null)).ShouldBe(204);
        (await owner.Get("/api/v1/communications/notices?unread=true")).Body["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_that_neither_repeat_nor_miss_one()
    {
        for (var i = 0; i < 7; i++)
            await Tell(new ReferralSent(Guid.CreateVersion7(), $"{reference}-{i}", caseId, DemoIds.BinhCangSchool, DemoIds.SocialWorker, DemoIds.LegalAidCentre, 1, 1, Now, Now, OnConsent: false), ReferralSentHandler.Handle);
        var reader = await platform.As("partner2");
        var found = new List<string>();
        string? next = null;
        do
        {
            var page = await reader.Get($"/api/v1/communications/notices?limit=3{(next is null ? "" : $"&after={next}")}");
            found.AddRange(page.ShouldBe(200).Body["items"]!.AsArray().Select(n => n!["reference"]!.GetValue<string>()));
            next = page.Body["next"]?.GetValue<string>();
        } while (next is not null);

        found.ShouldBe(Enumerable.Range(0, 7).Select(i => $"{reference}-{6 - i}"));
    }

    [Theory]
    [InlineData("/api/v1/communications/notices?limit=0")]
    [InlineData("/api/v1/communications/notices?limit=201")]
    [InlineData("/api/v1/communications/notices?limit=x")]
    [InlineData("/api/v1/communications/notices?after=-1")]
    [InlineData("/api/v1/communications/notices?after=%00")]
    [InlineData("/api/v1/communications/notices?unread=maybe")]
    public async Task Nobody_who_asks_wrongly(string path)
    {
        (await (await platform.As("principal")).Get(path)).ShouldBeProblem(400, "invalid-request");
    }

    [Fact]
    public async Task The_administrator_as_deliveries_without_address_and_reference()
    {
        await Tell(new ConcernReported(caseId, reference, DemoIds.BinhCangSchool, false, Now), ConcernReportedHandler.Handle);
        var administrator = await platform.As("administrator");

        var listed = await administrator.Get("/api/v1/communications/deliveries?state=Queued&limit=200");

        var mine = listed.ShouldBe(200).Body["items"]!.AsArray().First(m => m!["recipient"]!.GetValue<string>() == "Nguyễn Thị Ví Dụ")!;
        mine["attempts"]!.GetValue<int>().ShouldBe(0);
        mine["lastError"]!.GetValue<string>().ShouldContain("Chưa cấu hình máy chủ thư");
        listed.Text.ShouldNotContain(reference);
        listed.Text.ShouldNotContain("@");
        (await administrator.Get("/api/v1/communications/deliveries?state=Lost")).ShouldBeProblem(400, "invalid-request");
        (await (await platform.As("principal")).Get("/api/v1/communications/deliveries")).ShouldBeProblem(403, "forbidden");
        (await platform.Anonymous().Get("/api/v1/communications/deliveries")).ShouldBeProblem(401, "unauthenticated");
    }

    private Task<Guid> Tell<TMessage>(TMessage message, Func<TMessage, BuildingBlocks.Messaging.MessageContext, Task> handle) =>
        platform.Deliver("Communications", message, handle);

    private Task<IReadOnlyList<string>> Told(string suffix = "") => platform.Rows<string>("""
        select n.kind || ' ' || u.user_name from communications.notices n join identity.users u on u.id = n.recipient_id
        where n.reference = @reference order by 1
        """, new { reference = reference + suffix });

    private async Task<IEnumerable<JsonNode>> Mine(string userName) =>
        (await (await platform.As(userName)).Get("/api/v1/communications/notices?limit=200")).ShouldBe(200).Body["items"]!.AsArray()!;
}
