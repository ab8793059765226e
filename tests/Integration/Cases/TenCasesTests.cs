using System.Text.Json.Nodes;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.TestServer;
using ProtectionPlatform.Tests.Referrals;
using Xunit.Abstractions;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>
/// Ten cases of invented children from report to their end over HTTP, which together pass through every state, every track and every form,
/// and are refused once by every rule of the state machine.
/// </summary>
public sealed class Ten_cases(Platform platform, ITestOutputHelper output) : IClassFixture<Platform>
{
    private readonly SortedSet<string> states = [];
    private readonly SortedSet<string> refusals = [];

    private readonly List<CaseStory> stories = [];

    /// <summary>Refusals that have their own tests: they belong to other parts than the way of a case.</summary>
    private static readonly string[] elsewhere =
    [
        "second-person-required", "case-not-ended", "still-retained", "legal-hold", "already-held", "not-held", "erasure-pending", "already-erased",
        "statutory-limit-is-ceiling", "local-limit-may-only-be-shorter", "not-a-counsellor-here", "already-open-to-you", "urgent-access-too-long", "not-open-urgently", "nobody-would-remain",
        "assigned-since", "hand-over-pending", "no-hand-over-for-you", "no-hand-over-pending", "nobody-has-the-case", "not-yours-to-hand-over", "paper-not-of-this-case", "too-late-to-undo", "too-many-views",
        "issued-for-the-past", "local-form-keeps-rows", "merged-into-another", "not-merged", "merge-pending", "no-merge-waits", "merge-target-not-open", "merge-too-late", "merge-while-something-waits",
        "merge-loses-a-duty", "merge-loses-a-track", "merge-loses-an-authority", "merge-opens-a-wall",
        "school-already-set", "no-such-school", "reporter-cannot-be-reached", "school-first", "no-such-person", "not-excluded", "already-excluded",
    ];

    [Fact]
    public async Task Lead_through_every_state_and_every_refusal()
    {
        await Beaten_at_home();
        await In_danger_tonight();
        await Fight_in_the_yard();
        await Tired_and_often_absent();
        await Nothing_to_it();
        await Comes_back_after_closing();
        await Moves_to_another_school();
        await The_teacher_is_her_uncle();
        await Three_children_one_incident();
        await Ran_out_of_time();
        await Their_papers();

        output.WriteLine($"states: {string.Join(", ", states)}");
        output.WriteLine($"refusals: {string.Join(", ", refusals)}");
        states.ShouldBe(Enum.GetNames<CaseState>().Order());
        var rules = typeof(CaseRules).GetFields().Select(field => field.GetValue(null)).OfType<BuildingBlocks.Web.Rule>().Select(rule => rule.Code).Distinct().Except(elsewhere).ToList();
        rules.Except(refusals).Order().ShouldBeEmpty("refusals of the procedure no case met");
    }

    /// <summary>Every paper of every case can be printed and leaves no place unfilled. TEN_CASES_PAPERS names a folder to keep them in as PDF, to be looked at.</summary>
    private async Task Their_papers()
    {
        var folder = Environment.GetEnvironmentVariable("TEN_CASES_PAPERS");
        var principal = await platform.As("principal");
        var printed = new HashSet<string>();
        foreach (var story in stories)
        {
            var list = await principal.Get($"{story.Path}/documents");
            if (list.Status == 404) continue; // kept from the principal, or with another school
            foreach (var paper in list.ShouldBe(200).Body["items"]!.AsArray())
            {
                var kind = paper.Text("kind")!;
                var numbers = paper!["numbers"]!.AsArray().Select(made => $"&number={made!["number"]}").DefaultIfEmpty("");
                foreach (var number in numbers)
                {
                    (await principal.Get($"{story.Path}/documents/{kind}?format=html{number}")).ShouldBe(200).Text.ShouldNotMatch(@"\{[0-9]\}", $"{story.Reference} {kind}{number}");
                    printed.Add(kind);
                    if (folder is not null) await Keep(principal, $"{story.Path}/documents/{kind}?format=pdf{number}", Path.Combine(folder, $"{stories.IndexOf(story) + 1:00}-{kind}{number.Replace("&number=", "-", StringComparison.Ordinal)}.pdf"));
                }
            }
        }

        printed.Order().ShouldBe(Enum.GetNames<ProtectionPlatform.Cases.Documents.DocumentKind>().Order());
    }

    private static async Task Keep(Caller by, string path, string file)
    {
        using var answer = await by.Http.GetAsync(path);
        await File.WriteAllBytesAsync(file, await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
    }

    private DateTimeOffset Now => platform.Clock.GetUtcNow().AddMinutes(-1);

    private DateOnly Today => Now.VietNamDay();

    private async Task<CaseStory> Reported(object body, string by = "socialworker") => await Seen(await new CaseStory(platform).Reported(by, body));

    private async Task<CaseStory> Seen(CaseStory story)
    {
        if (!stories.Contains(story)) stories.Add(story);
        states.Add((await story.Refresh())["state"]!.GetValue<string>());
        return story;
    }

    private async Task<Answer> Does(CaseStory story, string by, string step, object body)
    {
        var answer = await story.Do(by, step, body);
        answer.Status.ShouldBeOneOf([200, 201], $"{step}: {answer.Text}");
        await Seen(story);
        return answer;
    }

    private async Task Refused(CaseStory story, string by, string step, object body, string code, int status = 409)
    {
        var before = story.Version;
        (await story.Do(by, step, body)).ShouldBeProblem(status, code);
        await story.Refresh();
        story.Version.ShouldBe(before, $"{step} was refused and still left something");
        refusals.Add(code);
    }

    private object Form(string what, string name, string born, string? kind = null, params string[] types) => new
    {
        channel = "InPerson",
        whatHappened = what,
        knownAt = Now.AddMinutes(-5),
        place = "Nhà ví dụ, thôn Mẫu",
        concernKind = kind,
        incidentTypes = types,
        statements = new[] { new { kind = "SaidByChild", text = "Con sợ." }, new { kind = "Opinion", text = "Tôi nghĩ em không an toàn." } },
        child = new { fullName = name, dateOfBirth = born, sex = "Unknown", className = "6A", presentState = "Lo lắng", presumedConsequences = "Có thể bị tiếp", familyCircumstances = "Sống với bà", caregiver = "Bà ngoại" },
    };

    private static object Triage(params string[] tracks) => new { decision = "Proceed", tracks, reason = "Có căn cứ.", assigneeId = DemoIds.SocialWorker };

    private object Notice() => new { recipientKind = "Commune", recipientOrganisationId = DemoIds.Commune, channel = "Phone", occurredAt = Now, personSpokenTo = "Cán bộ trực ví dụ" };

    private object Form02(string harm = "Medium", bool? emergency = false, string? officer = null, string? why = null) => new
    {
        form = "Form02",
        occurredAt = Now,
        answers = new Dictionary<string, string> { ["A1"] = harm, ["A2"] = "Medium", ["B1"] = "Low", ["B2"] = "Medium" },
        emergencyNeeded = emergency,
        officerLevel = officer,
        officerReason = why,
    };

    private object Form03() => new
    {
        form = "Form03",
        occurredAt = Now,
        answers = new Dictionary<string, string> { ["A1"] = "Medium", ["A2"] = "Low", ["A3"] = "Medium", ["A4"] = "Low", ["B1"] = "Medium", ["B2"] = "High", ["B3"] = "Medium", ["B4"] = "Medium", ["B5"] = "Medium" },
        facts = new { physical = "Khỏe", familyEconomy = "Khó khăn", protectiveCapacity = "Bà bảo vệ được", childWishes = "Muốn ở với bà" },
        needs = new[] { new { description = "Tham vấn", priority = "High" } },
    };

    private object Meeting() => new
    {
        heldAt = Now,
        attendees = new[] { new { name = "Cán bộ xã ví dụ", role = "UBND xã" } },
        absent = new[] { "Cha (được mời, không đến)" },
        minutes = "Thống nhất kế hoạch.",
        childHeard = true,
        childWish = "Con muốn đi học.",
        dissent = new[] { new { name = "Bà ngoại", view = "Muốn đón cháu về ngay." } },
        decisions = new[] { new { text = "Đưa đón mỗi ngày", owner = "Cô chủ nhiệm", dueOn = Today.AddDays(3) } },
    };

    private object Plan(string? opinion = "Con đồng ý.", object[]? actions = null) => new
    {
        problemSummary = "Tóm tắt",
        overallGoal = "An toàn",
        basis = "Biên bản họp",
        goals = new[] { new { need = "An toàn", goal = "Không còn bị đánh" } },
        actions = actions ?? [new { description = "Tham vấn", measureCode = "50.a", owner = "CTXH", dueOn = Today.AddDays(20), goal = 1 }],
        childOpinion = opinion,
        caregiverAgreement = "Agreed",
    };

    private object Decision05() => new { outcome = "Approved", decisionNo = "12/QĐ-UBND", decidedOn = Today, signer = "Chủ tịch ví dụ", effectiveOn = Today, responsible = new[] { "Trường" }, recipients = new[] { "Gia đình" } };

    private async Task<CaseStory> ToAssessed(string name, string[]? tracks = null)
    {
        var story = await Reported(Form("Em kể bị đánh ở nhà.", name, "2014-02-03", "Abused", "Violence"));
        await Does(story, "focalperson", "triage", Triage(tracks ?? ["ChildProtection"]));
        await Does(story, "focalperson", "notifications", Notice());
        await Does(story, "socialworker", "assessments", Form02());
        return story;
    }

    private async Task<CaseStory> ToPlan(string name)
    {
        var story = await ToAssessed(name);
        await Does(story, "socialworker", "assessments", Form03());
        await Does(story, "socialworker", "needs-meetings", Meeting());
        await Does(story, "socialworker", "plans", Plan());
        await Does(story, "socialworker", "plans/1/submission", new { });
        await Does(story, "communeofficer", "plans/1/decision", Decision05());
        return story;
    }

    private async Task Finish(CaseStory story, string closer = "principal")
    {
        await Does(story, "socialworker", "actions/1/progress", new { status = "Started", occurredAt = Now });
        await Does(story, "socialworker", "actions/1/progress", new { status = "Done", occurredAt = Now });
        await Does(story, "socialworker", "reviews", CaseStory.ReviewBody(at: Now));
        await Does(story, closer, "closure", new { summary = "Trẻ an toàn, ổn định." });
    }

    /// <summary>The whole straight way of Decree 56 with Forms 01 to 06, every step tried too early on the way.</summary>
    private async Task Beaten_at_home()
    {
        var story = await Reported(Form("Em kể bị cha đánh.", "Trần Văn Ví Dụ Một", "2014-02-03", "Abused", "Violence"));
        await Refused(story, "focalperson", "notifications", Notice(), "triage-first");
        await Refused(story, "focalperson", "triage", new { decision = "Proceed", tracks = Array.Empty<string>(), reason = "Lý do." }, "tracks-required");
        await Refused(story, "focalperson", "triage", Triage("SchoolSupport"), "child-protection-track-required");
        await Refused(story, "focalperson", "triage", new { decision = "Proceed", tracks = new[] { "ChildProtection" }, reason = "Lý do.", assigneeId = DemoIds.Trainer }, "assignee-not-case-staff");
        await Does(story, "focalperson", "triage", Triage("ChildProtection"));
        await Refused(story, "socialworker", "assessments", Form02(), "notification-first");
        await Refused(story, "socialworker", "notifications", Notice(), "notification-by-focal-person");
        await Refused(story, "focalperson", "notifications", new { recipientKind = "Commune", recipientOrganisationId = Guid.CreateVersion7(), channel = "Phone", occurredAt = Now, personSpokenTo = "Ai đó" }, "no-such-recipient");
        await Does(story, "focalperson", "notifications", Notice());
        await Refused(story, "socialworker", "assessments", Form02(emergency: null), "emergency-decision-required");
        await Refused(story, "socialworker", "assessments", new { form = "Form02", occurredAt = Now, answers = new Dictionary<string, string> { ["B5"] = "Low" }, emergencyNeeded = false }, "unknown-assessment-row");
        await Refused(story, "socialworker", "assessments", Form02(officer: "Low"), "officer-level-needs-reason");
        await Does(story, "socialworker", "assessments", Form02(officer: "Low", why: "Bà đã đón cháu."));
        await Refused(story, "principal", "assessments/9/confirmation", new { agree = true, reason = "?" }, "nothing-to-confirm");
        await Does(story, "principal", "assessments/1/confirmation", new { agree = false, reason = "Chưa đủ an toàn." });
        await Refused(story, "socialworker", "plans", Plan(), "detailed-assessment-first");
        await Does(story, "socialworker", "assessments", Form03());
        await Refused(story, "socialworker", "plans", Plan(), "needs-meeting-first");
        await Does(story, "socialworker", "needs-meetings", Meeting());
        await Refused(story, "socialworker", "plans", Plan(actions: [new { description = "x", measureCode = "99.z", owner = "CTXH" }]), "unknown-measure-code");
        await Does(story, "socialworker", "plans", Plan(opinion: null));
        await Refused(story, "socialworker", "plans/1/submission", new { }, "plan-incomplete");
        await Refused(story, "communeofficer", "plans/1/decision", Decision05(), "plan-not-submitted");
        var worker = await platform.As("socialworker");
        (await worker.Put($"{story.Path}/plans/1", Plan(), story.Version)).ShouldBe(200);
        await story.Refresh();
        await Does(story, "socialworker", "plans/1/submission", new { });
        await Refused(story, "socialworker", "plans/1/submission", new { }, "plan-not-draft");
        await Refused(story, "communeofficer", "plans/1/decision", new { outcome = "Returned" }, "return-reason-required");
        await Refused(story, "communeofficer", "plans/1/decision", new { outcome = "Approved" }, "decision-incomplete");
        await Refused(story, "principal", "plans/1/decision", Decision05(), "commune-decides");
        await Does(story, "communeofficer", "plans/1/decision", Decision05());
        await Refused(story, "socialworker", "actions/7/progress", new { status = "Done", occurredAt = Now }, "no-such-action");
        await Does(story, "socialworker", "actions/1/progress", new { status = "Started", occurredAt = Now });
        await Refused(story, "principal", "closure", new { summary = "Xong." }, "review-first");
        await Refused(story, "socialworker", "reviews", CaseStory.ReviewBody(at: Now), "review-not-due");
        await Does(story, "socialworker", "actions/1/progress", new { status = "Done", occurredAt = Now });
        await Refused(story, "socialworker", "actions/1/progress", new { status = "Done", occurredAt = Now }, "action-already-closed");
        await Does(story, "principal", "reviews", CaseStory.ReviewBody(at: Now));
        await Refused(story, "principal", "closure", new { summary = "Xong." }, "author-cannot-approve");
        await Does(story, "communeofficer", "closure", new { summary = "Trẻ an toàn." });
    }

    /// <summary>Emergency and Form 07, with an extension, an order and an end; justice, one interview.</summary>
    private async Task In_danger_tonight()
    {
        var story = await Reported(Form("Em bị cha dọa giết.", "Lò Thị Ví Dụ Hai", "2013-07-08", "Abused", "Violence"));
        await Does(story, "focalperson", "triage", Triage("ChildProtection"));
        await Does(story, "focalperson", "notifications", Notice());
        await Does(story, "socialworker", "assessments", Form02("High", emergency: true));
        await Refused(story, "socialworker", "assessments", Form03(), "safety-need-unsettled");
        await Refused(story, "communeofficer", "emergency-measures", new { decision = "Taken", occurredAt = Now }, "emergency-reason-required");
        object Order(int days, string by = "Commune") => new
        {
            decisionNo = "7/QĐ-UBND",
            decidedOn = Today,
            signer = "Chủ tịch ví dụ",
            grounds = new[] { "AbusedByCaregiver", "MayAbuseAgain" },
            reason = "Cha đe dọa trẻ.",
            separatedFrom = new[] { "Cha" },
            receivedBy = "Bà ngoại",
            shelterAddress = "Nhà bà ngoại, xã bên",
            startsAt = Now,
            until = Today.AddDays(days),
            performedBy = by,
        };
        await Refused(story, "communeofficer", "separation-end", new { reason = "An toàn.", occurredAt = Now }, "no-separation-in-force");
        await Refused(story, "communeofficer", "separations", Order(16), "separation-too-long");
        await Refused(story, "communeofficer", "separations", Order(-1), "separation-not-longer");
        await Does(story, "communeofficer", "separations", Order(7));
        (await story.Refresh()).ToJsonString().ShouldNotContain("xã bên", Case.Sensitive, "where the child is kept safe needs a second permission");
        await Refused(story, "communeofficer", "separations", Order(7), "separation-in-force");
        await Does(story, "communeofficer", "separation-extensions", new { decisionNo = "8/QĐ-UBND", decidedOn = Today, until = Today.AddDays(14), reason = "Chưa an toàn." });
        await Does(story, "communeofficer", "separation-extensions", new { decisionNo = "9/QĐ-UBND", decidedOn = Today, until = Today.AddDays(40), reason = "Tòa yêu cầu.", competentOrder = "Công văn 5/TA" });
        await Does(story, "communeofficer", "emergency-measures", new { decision = "Taken", occurredAt = Now, measures = new[] { "Đưa trẻ tới nơi an toàn" } });
        await Does(story, "socialworker", "justice-events", new { kind = "Interview", authority = "Công an xã", note = "Một buổi, có cô giáo.", occurredAt = Now, adultChosenByChild = "Cô giáo ví dụ", sharedWith = new[] { "Viện kiểm sát" } });
        await Refused(story, "socialworker", "justice-events", new { kind = "Interview", authority = "Viện kiểm sát", note = "Hỏi lại.", occurredAt = Now }, "one-interview");
        await Does(story, "socialworker", "justice-events", new { kind = "CourtRequest", authority = "Tòa án khu vực", note = "Đề nghị hạn chế quyền của cha.", occurredAt = Now });
        await Does(story, "socialworker", "assessments", Form03());
        await Does(story, "socialworker", "needs-meetings", Meeting());
        await Does(story, "socialworker", "plans", Plan());
        await Does(story, "socialworker", "plans/1/submission", new { });
        await Does(story, "communeofficer", "plans/1/decision", new { outcome = "Returned", reason = "Thiếu nơi ở." });
        (await (await platform.As("socialworker")).Put($"{story.Path}/plans/1", Plan(), story.Version)).ShouldBe(200);
        await story.Refresh();
        await Does(story, "socialworker", "plans/1/submission", new { });
        await Does(story, "communeofficer", "plans/1/decision", Decision05());
        await Does(story, "socialworker", "actions/1/progress", new { status = "Started", occurredAt = Now });
        await Does(story, "socialworker", "actions/1/progress", new { status = "NotDone", occurredAt = Now, note = "Trẻ chuyển nơi ở." });
        await Does(story, "socialworker", "reviews", CaseStory.ReviewBody(at: Now));
        await Refused(story, "principal", "closure", new { summary = "Xong." }, "separation-in-force");
        await Does(story, "communeofficer", "separation-end", new { reason = "Cha đã đi cải tạo.", occurredAt = Now });
        await Does(story, "principal", "closure", new { summary = "Trẻ an toàn với bà." });
    }

    /// <summary>School violence, Decree 80; no commune has to decide the plan.</summary>
    private async Task Fight_in_the_yard()
    {
        var story = await Reported(Form("Hai em đánh nhau ở sân.", "Vàng A Ví Dụ Ba", "2012-01-01", null, "SchoolViolence"));
        await Refused(story, "counsellor", "violence-steps", new { step = "Stopped", note = "Đã tách hai em.", occurredAt = Now }, "triage-first");
        await Does(story, "focalperson", "triage", Triage("SchoolViolence"));
        foreach (var step in new[] { "Stopped", "HarmAssessed", "MedicalCare", "VictimSupported", "PupilEducated" })
            await Does(story, "counsellor", "violence-steps", new { step, note = "Đã làm.", occurredAt = Now });
        await Does(story, "counsellor", "parent-notices", new { occurredAt = Now, notInformed = "NotReached", reason = "Không nghe máy." });
        (await story.Refresh())["deadlines"]!.AsArray().Single(d => d!["code"]!.GetValue<string>() == "DL-VIOL-PARENT")!["status"]!.GetValue<string>().ShouldBe("Pending");
        await Does(story, "counsellor", "parent-notices", new { occurredAt = Now, who = "Mẹ em", channel = "Phone" });
        (await story.Refresh())["deadlines"]!.AsArray().Single(d => d!["code"]!.GetValue<string>() == "DL-VIOL-PARENT")!["status"]!.GetValue<string>().ShouldBe("Met");
        await Refused(story, "counsellor", "emergency-measures", new { decision = "Taken", occurredAt = Now, measures = new[] { "x" } }, "not-child-protection");
        await Does(story, "counsellor", "body-marks", new { side = "Front", x = 480, y = 120, kind = "Bruise", description = "Bầm ở má trái", occurredAt = Now, sizeMm = 20 });
        await Does(story, "counsellor", "body-marks/1/looks", new { course = "Smaller", occurredAt = Now, sizeMm = 10 });
        await Refused(story, "counsellor", "body-marks/4/looks", new { course = "Healed", occurredAt = Now }, "no-such-mark");
        await Does(story, "counsellor", "assessments", Form02());
        await Does(story, "counsellor", "assessments", Form03());
        await Does(story, "counsellor", "needs-meetings", Meeting());
        await Does(story, "counsellor", "plans", Plan());
        await Does(story, "counsellor", "plans/1/submission", new { });
        await Does(story, "principal", "plans/1/decision", new { outcome = "Approved" });
        await Finish(story);
    }

    /// <summary>School support: the pupil's own goals; later it says it is hit, so child protection after all.</summary>
    private async Task Tired_and_often_absent()
    {
        var story = await Reported(Form("Em hay ngủ gật, nghỉ học.", "Bùi Thị Ví Dụ Bốn", "2012-09-09"));
        await Refused(story, "counsellor", "goals", new { goal = "Đi học đúng giờ", occurredAt = Now }, "triage-first");
        await Does(story, "focalperson", "triage", Triage("SchoolSupport"));
        await Refused(story, "counsellor", "violence-steps", new { step = "Stopped", note = "x", occurredAt = Now }, "not-on-school-violence-track");
        await Does(story, "counsellor", "goals", new { goal = "Đi học đúng giờ", occurredAt = Now, firstStep = "Ngủ trước 22 giờ" });
        await Does(story, "counsellor", "goals/1/progress", new { standing = "PartWay", occurredAt = Now, childSays = "Con dậy được ba hôm." });
        await Refused(story, "counsellor", "goals/3/progress", new { standing = "Reached", occurredAt = Now }, "no-such-goal");
        await Does(story, "counsellor", "counselling-notes", new { form = "Individual", text = "Chỉ cho tư vấn.", occurredAt = Now, topic = "Psychology", summary = "Đã gặp em.", nextStep = "Gặp lại thứ hai" });
        await Does(story, "counsellor", "child-opinions", new { about = "Đi học", occurredAt = Now, opinion = "Con muốn nghỉ ở nhà.", adultChosenByChild = "Cô tư vấn" });
        await Refused(story, "counsellor", "child-opinions", new { about = "Đi học", occurredAt = Now }, "opinion-or-reason");
        await Does(story, "counsellor", "assessments", Form02());
        await Does(story, "counsellor", "escalation", new { reason = "Em kể bị đánh ban đêm." });
        (await story.Refresh())["tracks"]!.AsArray().Count.ShouldBe(2);
        await Does(story, "focalperson", "notifications", Notice());
        await Does(story, "socialworker", "assessments", Form02());
        await Does(story, "counsellor", "corrections", new { entry = 2, text = "Chọn thêm quy trình bảo vệ từ đầu.", reason = "Chưa biết em bị đánh." });
        await Refused(story, "counsellor", "corrections", new { entry = 999, text = "x", reason = "y" }, "no-such-entry");
        var history = (await (await platform.As("auditor")).Get($"{story.Path}/history")).ShouldBe(200).Body["items"]!.AsArray();
        history.Single(e => e!["version"]!.GetValue<long>() == 2)!["corrections"]!.AsArray().Count.ShouldBe(1);
        await Does(story, "socialworker", "assessments", Form03());
        await Does(story, "socialworker", "needs-meetings", Meeting());
        await Does(story, "socialworker", "plans", Plan());
        await Does(story, "socialworker", "plans/1/submission", new { });
        await Does(story, "principal", "plans/1/decision", new { outcome = "Approved", decisionNo = "3/QĐ", decidedOn = Today, signer = "Chủ tịch ví dụ", performedBy = "Commune" });
        await Finish(story);
    }

    /// <summary>Two ways of not going on: unfounded, and no further action; each by two persons.</summary>
    private async Task Nothing_to_it()
    {
        var report = (await platform.Anonymous().Post("/api/v1/cases/reports", new { channel = "Online", whatHappened = "Có người nói em bị bỏ mặc.", knownAt = Now, schoolId = DemoIds.BinhCangSchool, concernKind = "AtRiskOfAbandonment" })).ShouldBe(201);
        await platform.Settle();
        var row = (await (await platform.As("principal")).Get($"/api/v1/cases?q={report.Body["reference"]!.GetValue<string>()}")).ShouldBe(200).Body["items"]!.AsArray().Single()!;
        var story = await Seen(new CaseStory(platform, row["id"]!.GetValue<Guid>()));
        await Does(story, "focalperson", "triage", new { decision = "Unfounded", reason = "Nhầm người." });
        await Refused(story, "socialworker", "assessments", Form02(), "confirmation-pending");
        await Does(story, "principal", "triage/confirmation", new { agree = true, reason = "Đã kiểm tra." });
        await Refused(story, "socialworker", "child-opinions", new { about = "x", occurredAt = Now, opinion = "y" }, "step-not-possible-now");
        await Does(story, "counsellor", "reopening", new { reason = "Có người kể thêm." });
        await Refused(story, "counsellor", "reopening", new { reason = "Lại." }, "case-not-ended");
        await Does(story, "focalperson", "triage", new { decision = "NoFurtherAction", reason = "Gia đình đã thu xếp." });
        await Does(story, "principal", "triage/confirmation", new { agree = true, reason = "Đồng ý." });
    }

    /// <summary>Closed, looked after, opened again, closed again: both endings stay.</summary>
    private async Task Comes_back_after_closing()
    {
        var story = await ToPlan("Hà Thị Ví Dụ Sáu");
        await Refused(story, "socialworker", "follow-ups", new { occurredAt = Now, safe = true, note = "x" }, "step-not-possible-now");
        await Finish(story);
        await Does(story, "socialworker", "follow-ups", new { occurredAt = Now, safe = false, note = "Trẻ lại có vết bầm." });
        await Does(story, "socialworker", "reopening", new { reason = "Vết bầm mới." });
        await Does(story, "socialworker", "assessments", Form02());
        await Does(story, "socialworker", "assessments", Form03());
        await Does(story, "socialworker", "plans", Plan());
        await Does(story, "socialworker", "plans/2/submission", new { });
        await Does(story, "communeofficer", "plans/2/decision", Decision05());
        await Does(story, "socialworker", "actions/1/progress", new { status = "Started", occurredAt = Now });
        await Does(story, "socialworker", "actions/1/progress", new { status = "Done", occurredAt = Now });
        await Does(story, "socialworker", "reviews", CaseStory.ReviewBody(at: Now));
        (await (await platform.As("administrator")).Post("/api/v1/referrals/providers", ProviderDirectoryTests.Registration(DemoIds.SocialWorkCentre))).ShouldBe(201);
        await platform.Settle();
        var worker = await platform.As("socialworker");
        var referral = (await worker.Post("/api/v1/referrals", new
        {
            caseId = story.CaseId,
            planNumber = 2,
            actionNumber = 1,
            providerId = DemoIds.SocialWorkCentre,
            need = "Tham vấn tâm lý",
            measureCode = "50.a",
            urgency = "Normal",
            basis = "LegalDuty",
            shared = Array.Empty<object>(),
        })).ShouldBe(201);
        await platform.Settle();
        await Refused(await Seen(story), "principal", "closure", new { summary = "Xong." }, "referral-still-open");
        (await worker.Post($"/api/v1/referrals/{referral.Id}/cancellation", new { reason = "Không còn cần." }, 1)).ShouldBe(200);
        await platform.Settle();
        await Seen(story);
        await Does(story, "principal", "closure", new { summary = "Trẻ an toàn, ổn định." });
        var file = await story.Refresh();
        file["deadlines"]!.AsArray().Single(d => d!["code"]!.GetValue<string>() == "DL-REF-ACK")!["status"]!.GetValue<string>().ShouldBe("Waived");
        file["plans"]!.AsArray().Select(p => p!["status"]!.GetValue<string>()).ShouldBe(["Superseded", "Approved"]);
        file["reopenings"]!.AsArray().Count.ShouldBe(1);
    }

    /// <summary>The child changes school; the other school takes the case over with the parts it was given.</summary>
    private async Task Moves_to_another_school()
    {
        var early = await Reported(Form("Em bị đánh.", "Ma Văn Ví Dụ Bảy", "2014-04-04", "Abused", "Violence"));
        object To(Guid? school, string? name = null) => new { cause = "ChildChangesSchool", reason = "Gia đình chuyển nhà.", parts = new[] { "Report", "Plans" }, basis = "ProtectionDuty", toSchoolId = school, toName = name };
        await Does(early, "focalperson", "triage", Triage("ChildProtection"));
        await Refused(early, "socialworker", "transfers", To(DemoIds.HoaMauSchool), "transfer-not-in-emergency");

        var story = await ToPlan("Ma Văn Ví Dụ Tám");
        await Refused(story, "socialworker", "transfer-withdrawal", new { reason = "x" }, "no-transfer-waits");
        await Refused(story, "socialworker", "transfers", To(null), "one-receiver");
        await Refused(story, "socialworker", "transfers", new { cause = "FamilyMoves", reason = "Chuyển nhà.", parts = Array.Empty<string>(), basis = "Consent", toName = "UBND xã khác" }, "consent-named");
        await Does(story, "socialworker", "transfers", To(DemoIds.HoaMauSchool));
        await Refused(story, "socialworker", "transfers", To(DemoIds.HoaMauSchool), "transfer-pending");
        await Refused(story, "socialworker", "transfer-answer", new { accepted = true, receivedBy = "Ai đó" }, "receiver-answers-itself");

        var receiver = await platform.As("principal2");
        (await receiver.Get(story.Path)).ShouldBeProblem(404, "not-found");
        var offered = (await receiver.Get("/api/v1/cases/transfers")).ShouldBe(200).Body["items"]!.AsArray().Single()!;
        offered["childName"]!.GetValue<string>().ShouldBe("Ma Văn Ví Dụ Tám");
        var answer = (await receiver.Post($"/api/v1/cases/transfers/{offered["id"]!.GetValue<Guid>()}/answer", new { accepted = true }, offered["version"]!.GetValue<long>())).ShouldBe(200);
        await Seen(story);
        await Refused(story, "socialworker", "reopening", new { reason = "x" }, "step-not-possible-now");
        await platform.Settle();

        var file = (await receiver.Get($"/api/v1/cases/{answer.Body["caseId"]!.GetValue<Guid>()}")).ShouldBe(200).Body;
        states.Add(file["state"]!.GetValue<string>());
        var copy = file["transferredFrom"]!;
        copy["copy"]!["plans"]!.AsArray().Count.ShouldBe(1);
        copy["copy"]!["assessments"].ShouldBeNull();
        copy["copySha256"]!.GetValue<string>().ShouldBe((await story.Refresh())["transfers"]![0]!["copySha256"]!.GetValue<string>());
        (await (await platform.As("socialworker")).Get($"/api/v1/cases/{file["id"]!.GetValue<Guid>()}")).ShouldBeProblem(404, "not-found");
    }

    /// <summary>Conflict of interest: the case does not exist for who is a relative of the suspected person.</summary>
    private async Task The_teacher_is_her_uncle()
    {
        var story = await ToAssessed("Chu Thị Ví Dụ Chín");
        await Does(story, "focalperson", "exclusions", new { personId = DemoIds.Counsellor, ground = "Relative", reason = "Là chú của trẻ." });
        (await (await platform.As("counsellor")).Get(story.Path)).ShouldBeProblem(404, "not-found");
        await Does(story, "focalperson", "parent-notices", new { occurredAt = Now, notInformed = "SuspectedPerson", reason = "Cha bị nghi vấn." });
        await Does(story, "socialworker", "assessments", Form03());
        await Does(story, "socialworker", "needs-meetings", Meeting());
        await Does(story, "socialworker", "plans", Plan(opinion: "Con muốn ở với mẹ."));
        await Does(story, "socialworker", "plans/1/submission", new { });
        await Does(story, "communeofficer", "plans/1/decision", Decision05());
        await Does(story, "socialworker", "actions/1/progress", new { status = "Started", occurredAt = Now });
        await Does(story, "socialworker", "actions/1/progress", new { status = "Done", occurredAt = Now });
        await Does(story, "socialworker", "reviews", CaseStory.ReviewBody(harm: "Medium", conclusion: "Continue", at: Now));
        await Refused(story, "principal", "closure", new { summary = "Xong." }, "risk-remains");
        await Does(story, "socialworker", "plans", Plan());
        await Does(story, "socialworker", "plans/2/submission", new { });
        await Does(story, "communeofficer", "plans/2/decision", Decision05());
        await Finish(story);
    }

    /// <summary>Three children, each with a file of its own; one of them was linked by mistake.</summary>
    private async Task Three_children_one_incident()
    {
        var hurt = await Reported(Form("Đánh nhau sau giờ học.", "Giàng A Ví Dụ Mười", "2012-03-03", null, "SchoolViolence"));
        var caused = await Reported(Form("Đánh bạn sau giờ học.", "Sùng A Ví Dụ Mười Một", "2012-06-06", null, "SchoolViolence"));
        var mistaken = await Reported(Form("Có mặt sau giờ học.", "Sùng A Ví Dụ Mười Hai", "2012-07-07", null, "SchoolViolence"));
        var worker = await platform.As("socialworker");
        async Task Join(CaseStory other, string role, string? refused = null)
        {
            var answer = await worker.Post($"{hurt.Path}/incident", new { reference = other.Reference, role, roleHere = "Affected" });
            if (refused is null) answer.ShouldBe(200);
            else
            {
                answer.ShouldBeProblem(409, refused);
                refusals.Add(refused);
            }
        }

        (await worker.Post($"{hurt.Path}/incident/correction", new { ground = "WrongChild" })).ShouldBeProblem(409, "in-no-incident");
        refusals.Add("in-no-incident");
        await Join(hurt, "Witness", "no-such-other-case");
        await Join(caused, "Caused");
        await Join(caused, "Caused", "in-an-incident-already");
        await Join(mistaken, "Caused");
        (await worker.Get($"{hurt.Path}/incident")).ShouldBe(200).Body["others"]!.AsArray().Select(o => o!["role"]!.GetValue<string>()).ShouldBe(["Caused", "Caused"]);

        // Taken out, the file of the child that had nothing to do with it is as if nobody had ever said so.
        var before = (await worker.Get(mistaken.Path)).ShouldBe(200).Text;
        (await worker.Post($"{mistaken.Path}/incident/correction", new { ground = "WrongChild" })).ShouldBe(200);
        (await worker.Get(mistaken.Path)).ShouldBe(200).Text.ShouldBe(before);
        (await worker.Get($"{mistaken.Path}/incident")).ShouldBe(200).Body["others"]!.AsArray().ShouldBeEmpty();
        (await worker.Get($"{mistaken.Path}/history")).ShouldBe(200).Text.ShouldNotContain("incident_child");
        (await worker.Get($"{hurt.Path}/incident")).ShouldBe(200).Body["others"]!.AsArray().Count.ShouldBe(1);
        (await worker.Post($"{caused.Path}/incident/correction", new { ground = "WrongRole", role = "Witness" })).ShouldBe(200);
        (await worker.Get($"{hurt.Path}/incident")).ShouldBe(200).Body["others"]![0]!["role"]!.GetValue<string>().ShouldBe("Witness");
    }

    /// <summary>Clocks: paused where they may be, waived by two, asked for twice.</summary>
    private async Task Ran_out_of_time()
    {
        var story = await ToPlan("Kha Thị Ví Dụ Mười Ba");
        JsonNode Clock(JsonObject file, string code) => file["deadlines"]!.AsArray().Last(d => d!["code"]!.GetValue<string>() == code)!;
        var file = await story.Refresh();
        var review = Clock(file, "DL-REVIEW")["id"]!.GetValue<Guid>();
        var action = Clock(file, "DL-ACTION");
        action["about"]!.GetValue<string>().ShouldBe("1");
        await Refused(story, "socialworker", $"deadlines/{action["id"]!.GetValue<Guid>()}/pause", new { ground = "ChildAway", reason = "Đi xa." }, "deadline-may-not-pause");
        await Refused(story, "socialworker", $"deadlines/{Guid.CreateVersion7()}/pause", new { ground = "ChildAway", reason = "Đi xa." }, "no-running-deadline");
        await Does(story, "socialworker", $"deadlines/{review}/pause", new { ground = "ChildInHospital", reason = "Trẻ nằm viện." });
        await Refused(story, "socialworker", $"deadlines/{review}/pause", new { ground = "ChildInHospital", reason = "Trẻ nằm viện." }, "deadline-paused");
        await Does(story, "socialworker", $"deadlines/{review}/resumption", new { });
        await Refused(story, "socialworker", $"deadlines/{review}/resumption", new { }, "deadline-not-paused");
        await Does(story, "socialworker", $"deadlines/{review}/waiver", new { reason = "Trẻ ra nước ngoài." });
        await Refused(story, "socialworker", $"deadlines/{review}/waiver", new { reason = "Lại." }, "waiver-pending");
        await Does(story, "principal", $"deadlines/{review}/waiver/confirmation", new { agree = true, reason = "Đồng ý." });
        Clock(await story.Refresh(), "DL-REVIEW")["status"]!.GetValue<string>().ShouldBe("Waived");
        await Refused(story, "principal", "plans/1/decision", Decision05(), "plan-not-submitted");
    }
}
