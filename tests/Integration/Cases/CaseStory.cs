using System.Text.Json.Nodes;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>The steps of the main job as the demonstration people take them over HTTP, to bring a case to where a test begins.</summary>
/// <param name="caseId">The case, when there is one already.</param>
internal sealed class CaseStory(Platform platform, Guid caseId = default)
{
    public Guid CaseId { get; private set; } = caseId;

    public long Version { get; private set; }

    public string Reference { get; private set; } = "";

    public string Path => $"/api/v1/cases/{CaseId}";

    /// <summary>After each step: the moment between it and the next, and what the API answered then.</summary>
    public List<(DateTimeOffset At, string Body)> Readings { get; } = [];

    public bool KeepsReadings { get; init; }

    private DateTimeOffset AMinuteAgo => platform.Clock.GetUtcNow().AddMinutes(-1);

    public static object ReportBody(DateTimeOffset? knownAt = null) => new
    {
        channel = "InPerson",
        whatHappened = "Em Lê Thị Ví Dụ kể bị người lớn trong nhà đánh.",
        knownAt = knownAt ?? DateTimeOffset.UtcNow.AddMinutes(-10),
        concernKind = "Abused",
        incidentTypes = new[] { "Violence" },
        child = new { fullName = "Lê Thị Ví Dụ", dateOfBirth = "2014-05-06", sex = "Female", className = "6A" },
    };

    public async Task<CaseStory> Reported(string by = "socialworker", object? body = null)
    {
        var answer = (await (await platform.As(by)).Post("/api/v1/cases/reports", body ?? ReportBody(AMinuteAgo.AddMinutes(-9)))).ShouldBe(201);
        CaseId = answer.Body["caseId"]!.GetValue<Guid>();
        Version = answer.Version;
        Reference = answer.Body["reference"]!.GetValue<string>();
        await Read();
        return this;
    }

    public async Task<Answer> Do(string by, string step, object? body)
    {
        var answer = await (await platform.As(by)).Post($"{Path}/{step}", body, Version);
        if (answer.Status is 200 or 201)
        {
            Version = answer.Version;
            await Read();
        }

        return answer;
    }

    private async Task Read()
    {
        if (!KeepsReadings) return;
        var reading = (await (await platform.As("principal")).Get(Path)).ShouldBe(200);
        Readings.Add((platform.Clock.GetUtcNow(), reading.Text));
    }

    /// <summary>The version after something else than a step of this story changed the case.</summary>
    public async Task<JsonObject> Refresh()
    {
        var reading = (await (await platform.As("principal")).Get(Path)).ShouldBe(200);
        Version = reading.Version;
        return reading.Body;
    }

    public async Task<CaseStory> Triaged(params string[] tracks)
    {
        (await Do("focalperson", "triage", new { decision = "Proceed", tracks = tracks.Length > 0 ? tracks : ["ChildProtection"], reason = "Có dấu hiệu bạo lực.", assigneeId = DemoIds.SocialWorker })).ShouldBe(200);
        return this;
    }

    public async Task<CaseStory> Notified()
    {
        (await Do("focalperson", "notifications", new
        {
            recipientKind = "Commune",
            recipientOrganisationId = DemoIds.Commune,
            channel = "Phone",
            occurredAt = AMinuteAgo,
            personSpokenTo = "Cán bộ trực",
        })).ShouldBe(200);
        return this;
    }

    public async Task<CaseStory> InitiallyAssessed(bool emergencyNeeded = false)
    {
        (await Do("socialworker", "assessments", new
        {
            form = "Form02",
            occurredAt = AMinuteAgo,
            answers = new Dictionary<string, string> { ["A1"] = "Medium", ["A2"] = "Medium", ["B1"] = "Low", ["B2"] = "Medium" },
            emergencyNeeded,
            safetyNeeds = new[] { new { need = "An toàn thể chất", action = "Đón trẻ cuối buổi học" } },
        })).ShouldBe(200);
        return this;
    }

    public async Task<CaseStory> AssessedInDetail()
    {
        (await Do("socialworker", "assessments", new
        {
            form = "Form03",
            occurredAt = AMinuteAgo,
            answers = new Dictionary<string, string> { ["A1"] = "Medium", ["A2"] = "Low", ["A3"] = "Medium", ["A4"] = "Medium", ["B1"] = "Low", ["B2"] = "High", ["B3"] = "High", ["B4"] = "Medium", ["B5"] = "Medium" },
            facts = new { physical = "Vết bầm ở tay.", childAccount = "Con sợ về nhà." },
            needs = new[] { new { description = "Tham vấn tâm lý", priority = "High" } },
        })).ShouldBe(200);
        (await Do("socialworker", "needs-meetings", new
        {
            heldAt = AMinuteAgo,
            attendees = new[] { new { name = "Cán bộ xã", role = "UBND xã" } },
            minutes = "Thống nhất nhu cầu.",
            childHeard = true,
        })).ShouldBe(200);
        return this;
    }

    public static object PlanBody(string? childOpinion = "Con muốn được học tiếp.") => new
    {
        problemSummary = "Trẻ bị bạo lực gia đình.",
        overallGoal = "Trẻ an toàn và ổn định.",
        goals = new[] { new { need = "An toàn", goal = "Không còn bị đánh" } },
        actions = new[]
        {
            new { description = "Tham vấn hằng tuần", measureCode = "50.a", owner = "Nhân viên CTXH", dueOn = "2099-12-31" },
            new { description = "Tư vấn cho cha mẹ", measureCode = "50.đ", owner = "UBND xã", dueOn = "2099-12-31" },
        },
        childOpinion,
        caregiverAgreement = "Agreed",
    };

    public async Task<CaseStory> Planned()
    {
        (await Do("socialworker", "plans", PlanBody())).ShouldBe(201);
        (await Do("socialworker", "plans/1/submission", new { })).ShouldBe(200);
        return this;
    }

    public async Task<CaseStory> Approved()
    {
        (await Do("communeofficer", "plans/1/decision", new { outcome = "Approved", decisionNo = "12/QĐ-UBND", decidedOn = AMinuteAgo.VietNamDay(), signer = "Chủ tịch UBND xã" })).ShouldBe(200);
        return this;
    }

    public async Task<CaseStory> CarriedOut()
    {
        foreach (var action in new[] { 1, 2 })
            foreach (var status in new[] { "Started", "Done" })
                (await Do("socialworker", $"actions/{action}/progress", new { status, occurredAt = AMinuteAgo, note = "Đúng hẹn." })).ShouldBe(200);
        return this;
    }

    public static object ReviewBody(string harm = "Low", string conclusion = "Close", DateTimeOffset? at = null) => new
    {
        occurredAt = at ?? DateTimeOffset.UtcNow.AddMinutes(-1),
        answers = new Dictionary<string, string> { ["A1"] = harm, ["A2"] = "Low", ["A3"] = "Low", ["B1"] = "High", ["B2"] = "High", ["B3"] = "High", ["B4"] = "High", ["B5"] = "High" },
        childState = new { physical = "Khỏe", psychological = "Ổn định", cognitive = "Ổn định", emotional = "Vui" },
        environmentSafe = true,
        stable = true,
        conclusion,
    };

    public async Task<CaseStory> Reviewed(string harm = "Low", string conclusion = "Close")
    {
        (await Do("socialworker", "reviews", ReviewBody(harm, conclusion, AMinuteAgo))).ShouldBe(200);
        return this;
    }

    public async Task<CaseStory> Closed()
    {
        (await Do("principal", "closure", new { summary = "Trẻ ổn định, không còn nguy cơ." })).ShouldBe(200);
        return this;
    }

    public async Task<CaseStory> ToApprovedPlan() =>
        await (await (await (await (await (await (await Reported()).Triaged()).Notified()).InitiallyAssessed()).AssessedInDetail()).Planned()).Approved();
}
