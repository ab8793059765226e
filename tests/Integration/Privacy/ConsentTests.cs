using System.Text.Json.Nodes;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.TestServer;
using ProtectionPlatform.Tests.Referrals;

namespace ProtectionPlatform.Integration.Privacy;

/// <summary>Consents, through the API.</summary>
public sealed class ConsentTests(Platform platform) : IClassFixture<Platform>
{
    private const string Path = "/api/v1/privacy/consents";

    private DateOnly Today => DateOnly.FromDateTime(platform.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private object Consent(string giver, string purpose = "ParentPortal", string answer = "Agreed") => new
    {
        purpose,
        textVersion = "2026.1",
        giver,
        answer,
        form = "Written",
        givenOn = Iso(Today),
        evidence = new { location = "Tủ 2, bìa 5" },
        relationProof = giver == "Representative" ? "BirthCertificate" : null,
    };

    private async Task<(string Path, long Version, CaseStory Story)> NewFile(DateOnly? born = null)
    {
        var story = await new CaseStory(platform).Reported();
        await platform.Settle();
        var opened = (await (await platform.As("socialworker")).Post(Path, new { caseReference = story.Reference, birthDate = Iso(born ?? Today.AddYears(-10)) })).ShouldBe(201);
        return ($"{Path}/{opened.Id}", opened.Version, story);
    }

    private static JsonNode Purpose(Answer read, string purpose) => read.ShouldBe(200).Body["purposes"]!.AsArray().Single(p => p!["purpose"]!.GetValue<string>() == purpose)!;

    [Fact]
    public async Task Take_effect_when_child_and_representative_both_agreed_and_are_asked_anew_from_the_seventh_birthday()
    {
        var worker = await platform.As("socialworker");
        var (path, version, story) = await NewFile(Today.AddYears(-7).AddDays(3));
        (await worker.Post(Path, new { caseReference = story.Reference })).ShouldBeProblem(409, "consent-file-exists");
        var recorded = (await worker.Post($"{path}/records", Consent("Representative"), version)).ShouldBe(200);
        Purpose(await worker.Get(path), "ParentPortal")["permits"]!.GetValue<bool>().ShouldBeTrue();
        (await worker.Post($"{path}/records", Consent("Child"), recorded.Version)).ShouldBeProblem(409, "child-not-asked-yet");

        platform.Advance(TimeSpan.FromDays(3));
        worker = await platform.As("socialworker");
        var later = Purpose(await worker.Get(path), "ParentPortal");
        (later["permits"]!.GetValue<bool>(), later["standing"]!.GetValue<string>(), later["missing"]![0]!.GetValue<string>()).ShouldBe((false, "Missing", "Child"));
        (await worker.Post($"{path}/records", Consent("Child"), recorded.Version)).ShouldBe(200);
        Purpose(await worker.Get(path), "ParentPortal")["standing"]!.GetValue<string>().ShouldBe("Effective");
        Purpose(await worker.Get(path), "Research")["standing"]!.GetValue<string>().ShouldBe("Missing");
    }

    [Fact]
    public async Task Where_the_two_disagree_two_persons_decide()
    {
        var worker = await platform.As("socialworker");
        var (path, version, _) = await NewFile();
        var one = (await worker.Post($"{path}/records", Consent("Child", answer: "Declined"), version)).ShouldBe(200);
        var two = (await worker.Post($"{path}/records", Consent("Representative"), one.Version)).ShouldBe(200);
        var proposed = (await worker.Post($"{path}/best-interest", new { purpose = "ParentPortal", permit = true, reason = "Giúp mẹ nắm lịch hẹn." }, two.Version)).ShouldBe(200);
        var proposal = Purpose(await worker.Get(path), "ParentPortal")["decision"]!["id"]!.GetValue<Guid>();
        (await worker.Post($"{path}/best-interest/{proposal}/confirmation", new { }, proposed.Version)).ShouldBeProblem(403, "forbidden");
        (await (await platform.As("principal")).Post($"{path}/best-interest/{proposal}/confirmation", new { }, proposed.Version)).ShouldBe(200);
        var decided = Purpose(await worker.Get(path), "ParentPortal");
        decided["standing"]!.GetValue<string>().ShouldBe("EffectiveByDecision");
        decided["decision"]!["confirmedBy"]!["id"]!.GetValue<Guid>().ShouldBe(DemoIds.Principal);
    }

    [Fact]
    public async Task Permit_a_referral_only_while_all_who_must_be_asked_agree()
    {
        var worker = await platform.As("socialworker");
        var story = await new CaseStory(platform).ToApprovedPlan();
        await platform.Settle();
        var provider = DemoIds.SocialWorkCentre;
        (await (await platform.As("administrator")).Post("/api/v1/referrals/providers", ProviderDirectoryTests.Registration(provider))).Status.ShouldBeOneOf(201, 409);
        await platform.Settle();
        Task<Answer> Refer(string basis, string? note) => worker.Post("/api/v1/referrals", new
        {
            caseId = story.CaseId,
            planNumber = 1,
            actionNumber = 1,
            providerId = provider,
            need = "Tham vấn tâm lý",
            measureCode = "50.a",
            urgency = "Normal",
            basis,
            basisNote = note,
            shared = new[] { new { field = "child.fullName", value = "Lê Thị Ví Dụ" } },
        });

        (await Refer("Consent", "Mẹ nói đồng ý qua điện thoại")).ShouldBeProblem(409, "consent-not-in-force").Text.ShouldContain("Sổ đồng ý");
        (await Refer("VitalInterest", null)).ShouldBeProblem(409, "emergency-not-explained");
        (await Refer("VitalInterest", "Trẻ cần nơi an toàn ngay tối nay.")).ShouldBe(201);

        var opened = (await worker.Post(Path, new { caseReference = story.Reference, birthDate = "2014-05-06" })).ShouldBe(201);
        var path = $"{Path}/{opened.Id}";
        var child = (await worker.Post($"{path}/records", Consent("Child", "ProviderReferral"), opened.Version)).ShouldBe(200);
        (await Refer("Consent", "Em đồng ý")).ShouldBeProblem(409, "consent-not-in-force");
        (await worker.Post($"{path}/records", Consent("Representative", "ProviderReferral"), child.Version)).ShouldBe(200);
        (await Refer("Consent", "Em và mẹ, hôm nay")).ShouldBe(201);
    }

    [Fact]
    public async Task A_withdrawal_lists_the_referral_that_went_out_on_it_until_the_officer_has_looked_after_it()
    {
        var worker = await platform.As("socialworker");
        var story = await new CaseStory(platform).ToApprovedPlan();
        await platform.Settle();
        var opened = (await worker.Post(Path, new { caseReference = story.Reference })).ShouldBe(201);
        var path = $"{Path}/{opened.Id}";
        var child = (await worker.Post($"{path}/records", Consent("Child", "ProviderReferral"), opened.Version)).ShouldBe(200);
        var both = (await worker.Post($"{path}/records", Consent("Representative", "ProviderReferral"), child.Version)).ShouldBe(200);

        (await (await platform.As("administrator")).Post("/api/v1/referrals/providers", ProviderDirectoryTests.Registration(DemoIds.SocialWorkCentre))).Status.ShouldBeOneOf(201, 409);
        await platform.Settle();
        object OnConsent() => new
        {
            caseId = story.CaseId,
            planNumber = 1,
            actionNumber = 1,
            providerId = DemoIds.SocialWorkCentre,
            need = "Tham vấn tâm lý",
            measureCode = "50.a",
            urgency = "Normal",
            basis = "Consent",
            basisNote = "Đồng ý ngày hôm nay",
            shared = Array.Empty<object>(),
        };
        var referral = (await worker.Post("/api/v1/referrals", OnConsent())).ShouldBe(201);
        await platform.Settle();

        var officer = await platform.As("dataprotection");
        var consent = (await officer.Get(path)).ShouldBe(200).Body["records"]!.AsArray().Single(r => r!["giver"]!.GetValue<string>() == "Child")!["id"]!.GetValue<Guid>();
        var withdrawn = (await officer.Post($"{path}/records/{consent}/withdrawal", new { withdrawnOn = Iso(Today) }, both.Version)).ShouldBe(200);
        Purpose(await officer.Get(path), "ProviderReferral")["standing"]!.GetValue<string>().ShouldBe("Withdrawn");
        (await worker.Post("/api/v1/referrals", OnConsent())).ShouldBeProblem(409, "consent-not-in-force");
        var row = (await officer.Get($"{Path}?position={withdrawn.Body["position"]}")).Body["items"]!.AsArray().Single(f => f!["id"]!.GetValue<Guid>() == opened.Id)!;
        row["touchedShares"]!.GetValue<int>().ShouldBe(1);
        var share = (await officer.Get(path)).Body["shares"]!.AsArray().ShouldHaveSingleItem()!;
        (share["id"]!.GetValue<Guid>(), share["touched"]!.GetValue<bool>()).ShouldBe((referral.Id, true));

        (await officer.Post($"{path}/shares/{referral.Id}/settlement", new { done = "Cơ sở đã dừng và xóa." }, withdrawn.Version)).ShouldBe(200);
        var settled = (await officer.Get(path)).Body["shares"]![0]!;
        (settled["touched"]!.GetValue<bool>(), settled["settled"]!.GetValue<string>()).ShouldBe((false, "Cơ sở đã dừng và xóa."));
    }

    [Fact]
    public async Task Are_kept_by_their_own_school_with_proof_and_refused_by_field()
    {
        var worker = await platform.As("socialworker");
        var (path, version, story) = await NewFile();
        var before = await platform.EventCount();
        (await (await platform.As("socialworker2")).Post(Path, new { caseReference = story.Reference })).ShouldBeProblem(400, "invalid-request").Body["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["caseReference"]);
        (await (await platform.As("socialworker2")).Get(path)).ShouldBeProblem(404, "not-found");
        (await (await platform.As("socialworker2")).Post($"{path}/records", Consent("Child"), version)).ShouldBeProblem(404, "not-found");
        (await (await platform.As("counsellor")).Get(path)).ShouldBeProblem(403, "forbidden");
        (await (await platform.As("dataprotection")).Post($"{path}/records", Consent("Child"), version)).ShouldBeProblem(403, "forbidden");
        (await worker.Post($"{path}/records", new { purpose = "Research", textVersion = "2020.1", giver = "Representative", answer = "Agreed", form = "Written", givenOn = Iso(Today.AddDays(1)), evidence = new { }, expiresOn = Iso(Today) }, version))
            .ShouldBeProblem(400, "invalid-request").Body["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["textVersion", "givenOn", "expiresOn", "relationProof", "evidence"], ignoreOrder: true);
        (await worker.Post($"{path}/shares", new { purpose = "Research", recipient = "Viện Mẫu", sharedAt = platform.Clock.GetUtcNow().AddMinutes(-5), basis = "Consent" }, version)).ShouldBeProblem(409, "not-consented-to");
        (await platform.EventCount()).ShouldBe(before);
        (await worker.Get(path)).ShouldBe(200).Version.ShouldBe(version);

        var marked = (await worker.Post($"{path}/representative-conflict", new { inConflict = true, reason = "Là người bị nghi vấn." }, version)).ShouldBe(200);
        (await worker.Post($"{path}/records", Consent("Representative"), marked.Version)).ShouldBeProblem(409, "representative-in-conflict");
        (await (await platform.As("auditor")).Get(path)).ShouldBe(200).Body["representativeInConflict"]!.GetValue<bool>().ShouldBeTrue();
    }
}
