using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.Integration.BadInput;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.TestServer;
using ProtectionPlatform.Tests.Referrals;
using Xunit.Abstractions;

namespace ProtectionPlatform.Integration.Policy;

/// <summary>
/// Every endpoint there is, as every role at the organisation concerned and at another one, as people excluded from the case, and without signing in:
/// over HTTP the answer is what the policy table says. Nothing is changed on the way: changes are asked for with a version nobody ever saw.
/// </summary>
public sealed partial class Walking_every_endpoint(Platform platform, ITestOutputHelper output) : IClassFixture<Platform>
{
    private const long NoVersion = 999_999;

    private enum Answered
    {
        /// <summary>401.</summary>
        Unauthenticated,

        /// <summary>403.</summary>
        Forbidden,

        /// <summary>404, in every byte as for a thing that is not there.</summary>
        AsIfNotThere,

        /// <summary>The endpoint itself answers, whatever it says.</summary>
        Through,
    }

    /// <summary>What an operation is about.</summary>
    /// <param name="Above">The organisations above the one it belongs to, and that one.</param>
    /// <param name="CaseId">The case it tells of.</param>
    private sealed record Thing(string Name, string Id, Guid? Organisation = null, Guid[]? SentTo = null, Guid[]? Above = null, Guid? CaseId = null, string? Reference = null, Guid? Assignee = null, Guid[]? Near = null);

    /// <summary>After these nothing more can be asked with the session: they come last, in this order.</summary>
    private static readonly string[] endsTheWalk = ["lockSession", "openSession", "SignOut"];

    /// <summary>What tells a program who it is and how to speak; the rest is in its scopes or closed to it, even what is open to anybody without a key.</summary>
    private static readonly string[] alwaysForPrograms = ["GetMe", "openApi", "healthLive", "healthReady"];

    private static readonly string[] dataProtection = ["listReads", "listRightsRequests", "readRightsRequest", "listRetention", "readErasures", "makeAccessCopy", "listConsents", "readConsents"];

    private static readonly Guid[] aboveTheSchool = [DemoIds.BinhCangSchool, DemoIds.Commune, DemoIds.EducationDepartment, DemoIds.Ministry];

    [Fact]
    public async Task Answers_as_the_policy_table_says()
    {
        var things = await Prepare();
        var people = await Walkers();
        foreach (var excluded in people.Where(p => p.Excluded))
            foreach (var (thing, by) in new[] { (things["case"], "focalperson"), (things["unrouted case"], "departmentofficer") })
                await Exclude(thing.CaseId!.Value, excluded.Who!, by);
        await platform.Settle();

        var endpoints = platform.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .DistinctBy(PolicyGate.NameOf).OrderBy(endpoint => Array.IndexOf(endsTheWalk, PolicyGate.NameOf(endpoint))).ToList();
        var bodies = (await Operation.All(platform)).ToDictionary(operation => operation.Id, operation => Body(operation, things));
        var tried = 0;
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (person, _) =>
        {
            foreach (var endpoint in endpoints)
                foreach (var thing in ThingsOf(endpoint, things))
                {
                    var name = PolicyGate.NameOf(endpoint);
                    var row = AccessPolicy.For(name);
                    var expected = Expect(row, name, person.Who?.Actor ?? Actor.Anonymous, thing, person.Excluded && thing?.CaseId is not null);
                    var answer = await Ask(person.Caller, endpoint, thing, bodies.GetValueOrDefault(name));
                    var found = Found(answer, thing);
                    Interlocked.Increment(ref tried);
                    if (found != expected) wrong.Add($"{name} on {thing?.Name ?? "nothing"} as {person}: expected {expected}, was {found} ({answer.Status} {answer.Problem})");
                    if (expected == Answered.AsIfNotThere)
                    {
                        var nowhere = await Ask(person.Caller, endpoint, thing! with { Id = Guid.CreateVersion7().ToString(), Reference = "BT-AAAAA-AAAAA" }, bodies.GetValueOrDefault(name));
                        if (Bytes(nowhere) != Bytes(answer)) wrong.Add($"{name} on {thing!.Name} as {person}: {Bytes(answer)} differs from {Bytes(nowhere)}");
                    }

                    if (Tells(answer.Text, things.Values.Where(other => !MayKnowOf(person, other, things, name))) is { } told) wrong.Add($"{name} told {person} of {told}");
                }
        });
        output.WriteLine($"{tried} combinations: {endpoints.Count} endpoints, {people.Count} callers.");
        wrong.Order().ShouldBeEmpty();
        tried.ShouldBeGreaterThan(4_000);
    }

    private static Answered Expect(PolicyRow row, string operation, Actor actor, Thing? thing, bool excluded)
    {
        if (operation == "startSecondFactor" && !actor.IsSignedIn) return Answered.Unauthenticated; // a sign-in there must be, though not a complete one
        if (actor.Scopes is { } scopes && !alwaysForPrograms.Contains(operation) && !ApiScopes.All.Any(scope => scopes.Contains(scope.Code) && scope.Operations.Contains(operation))) return Answered.Forbidden;
        if (!row.MayKnock(actor)) return actor.IsSignedIn ? Answered.Forbidden : Answered.Unauthenticated;
        if (thing is null) return Answered.Through;
        if (!excluded && Stands(row, actor, thing)) return Answered.Through;
        if (operation == "ListPeople") return Answered.Forbidden; // that an organisation exists is no secret
        // Who may read a case but not do this with it is told so. A follow-up is asked for by its reference, a referral sent from a case of one's own.
        var known = thing.CaseId.ToString() == thing.Id && operation is not ("messageAboutReport" or "startReportAttachment" or "readReportUpload" or "sendReportPiece" or "finishReportAttachment" or "sendReferral");
        return known && !excluded && Stands(AccessPolicy.For("readCase"), actor, thing) ? Answered.Forbidden : Answered.AsIfNotThere;
    }

    /// <summary>The relations of the table in the words of this test, not of the platform.</summary>
    private static bool Stands(PolicyRow row, Actor actor, Thing thing) => row.Grants.Any(grant => actor.Memberships.Any(held => grant.Roles.Contains(held.Role) && grant.Relation switch
    {
        Relation.OwnOrganisation => held.OrganisationId == thing.Organisation,
        Relation.Assigned => held.OrganisationId == thing.Organisation && actor.Id == thing.Assignee,
        Relation.SameDepartment => thing.Near?.Contains(held.OrganisationId) == true,
        Relation.BodySentTo => thing.SentTo?.Contains(held.OrganisationId) == true,
        Relation.OrganisationAbove => thing.Above?.Contains(held.OrganisationId) == true,
        Relation.NoOrganisationYet => thing.Organisation is null,
        Relation.AnyOrganisation => true,
        _ => false,
    }));

    private static Answered Found(Answer answer, Thing? thing) => (answer.Status, answer.Problem) switch
    {
        (401, "/problems/unauthenticated") => Answered.Unauthenticated,
        (403, "/problems/forbidden") => Answered.Forbidden,
        (404, "/problems/not-found") when thing is not null => Answered.AsIfNotThere,
        _ => Answered.Through,
    };

    private static string Bytes(Answer answer)
    {
        answer.Body.Remove("traceId");
        answer.Body.Remove("instance");
        return $"{answer.Status} {answer.Body.ToJsonString()} {string.Join(' ', answer.Headers.Select(h => h.Key).Order())}";
    }

    /// <summary>Reads are listed for data protection officers by what was read, and their registers name cases, so they know of every case that there is one.</summary>
    private static bool MayKnowOf(Walker person, Thing thing, Dictionary<string, Thing> things, string operation) => thing.CaseId is null || (!person.Excluded && person.Who?.Actor is { } actor
        && (Stands(AccessPolicy.For("readCase"), actor, things.Values.Single(whole => whole.Id == thing.CaseId.ToString())) || Stands(AccessPolicy.For("getReferral"), actor, thing) || (thing.Name == "transfer" && Stands(AccessPolicy.For("answerTransfer"), actor, thing)) || (dataProtection.Contains(operation) && actor.IsAny(Role.DataProtectionOfficer))));

    private static string? Tells(string text, IEnumerable<Thing> things) =>
        things.SelectMany(thing => new[] { thing.Id, thing.CaseId!.Value.ToString(), thing.Reference }).OfType<string>().FirstOrDefault(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Thing?> ThingsOf(RouteEndpoint endpoint, Dictionary<string, Thing> things) => (PolicyGate.NameOf(endpoint), endpoint.RoutePattern.RawText!) switch
    {
        (_, var path) when path.Contains("/cases/{id", StringComparison.Ordinal) || path.Contains("/cases/reports/{", StringComparison.Ordinal) => [things["case"], things["unrouted case"]],
        ("exportEvidence" or "makeAccessCopy" or "takeUrgentAccess", _) => [things["case"], things["unrouted case"]],
        ("sendReferral", _) => [things["case"]],
        ("answerTransfer", _) => [things["transfer"]],
        (_, var path) when path.Contains("/referrals/{id", StringComparison.Ordinal) => [things["referral"]],
        (_, var path) when path.Contains("/sessions/{id", StringComparison.Ordinal) => [things["session"]],
        (_, var path) when path.Contains("/plans/{id", StringComparison.Ordinal) => [things["plan"]],
        (_, var path) when path.Contains("/measurements/{id", StringComparison.Ordinal) => [things["measurement"]],
        (_, var path) when path.Contains("/privacy/requests/{id", StringComparison.Ordinal) => [things["request"]],
        (_, var path) when path.Contains("/privacy/consents/{id", StringComparison.Ordinal) => [things["consents"]],
        ("planSession" or "countWorkforce" or "getWorkforce" or "adoptPlan" or "enterMeasurement" or "readTrend" or "readOperational" or "ListPeople" or "readProcessingDocument" or "writeProcessingDocument", _) => [things["school"]],
        _ => [null],
    };

    private static async Task<Answer> Ask(Caller caller, RouteEndpoint endpoint, Thing? thing, Func<Thing?, JsonObject>? body)
    {
        var path = Parameter().Replace(endpoint.RoutePattern.RawText!, match => match.Groups["name"].Value switch
        {
            "id" or "organisationId" => thing?.Id ?? Guid.CreateVersion7().ToString(),
            "reference" => thing?.Reference ?? "BT-AAAAA-AAAAA",
            "number" when match.Value.Contains('*') => "000",
            "number" => "1",
            "year" => "2026",
            "kind" when PolicyGate.NameOf(endpoint) == "readDocument" => "Form01",
            "kind" => "ImpactAssessment",
            "level" => "0",
            "code" => "SCH-20",
            "name" => "cases.caseload_v1",
            "documentName" => "v1",
            _ => Guid.CreateVersion7().ToString(),
        });
        if (PolicyGate.NameOf(endpoint) is "readTrend" or "readOperational" or "ListPeople") path += $"?organisationId={thing!.Id}";
        var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
        // Of the wrong kind a body is turned away by its kind alone, before anybody asks who sent it.
        var file = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.FirstOrDefault(type => type != "application/json");
        return await caller.Send(HttpMethod.Parse(method), path.StartsWith('/') ? path : "/" + path,
            method is not ("POST" or "PUT") ? null : file is not null ? new StringContent("", null, file) : JsonContent.Create(body?.Invoke(thing) ?? []), method is "POST" or "PUT" ? NoVersion : null);
    }

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}")]
    private static partial Regex Parameter();

    /// <summary>A body that is in order, so that nothing but the table decides. Where the operation is about nothing in particular an empty one will do.</summary>
    private Func<Thing?, JsonObject> Body(Operation operation, Dictionary<string, Thing> things)
    {
        var whole = operation.Whole(platform.Clock.GetUtcNow());
        foreach (var (member, value) in new (string, JsonNode?)[]
                 {
                     ("status", "Started"), ("actions", new JsonArray()), ("reason", "Lý do."), ("shared", new JsonArray()), ("withheld", new JsonArray()), ("olderSizes", new JsonArray()),
                     ("courseId", things["course"].Id), ("period", "2026"), ("hours", 99), // too long: nobody opens a case on this walk
                     ("numerator", "1"), ("denominator", "1"), ("indicatorCode", "SCH-20"),
                     ("targets", new JsonArray(new JsonObject { ["indicatorCode"] = "SCH-20", ["targets"] = new JsonArray(new JsonObject { ["year"] = 2026, ["operator"] = "Ge", ["value"] = "1", ["source"] = "SCH" }) })),
                 })
            if (whole.ContainsKey(member)) whole[member] = value?.DeepClone();
        if (operation.Id == "recordConsent") (whole["textVersion"], whole["expiresOn"], whole["evidence"]) = ("2026.1", null, new JsonObject { ["location"] = "Tủ 2" });
        return thing =>
        {
            if (thing is null) return [];
            var body = (JsonObject)whole.DeepClone();
            if (body.ContainsKey("caseId")) body["caseId"] = thing.Id;
            if (body.ContainsKey("case")) body["case"] = thing.Id;
            if (body.ContainsKey("organisationId")) body["organisationId"] = thing.Id;
            return body;
        };
    }

    private sealed record Walker(string Name, Somebody? Who, Caller Caller, bool Excluded)
    {
        public override string ToString() => Name;
    }

    /// <summary>Each role where it counts and elsewhere, each role excluded from the cases, and nobody in particular.</summary>
    private async Task<List<Walker>> Walkers()
    {
        var walkers = new List<Walker> { new("somebody who has not signed in", null, platform.Anonymous(), false) };
        foreach (var role in Enum.GetValues<Role>().Except([Role.ApiClient]))
        {
            var (own, other) = role switch
            {
                Role.CommuneOfficer => (DemoIds.Commune, People.OtherCommune),
                Role.Partner => (DemoIds.SocialWorkCentre, DemoIds.LegalAidCentre),
                Role.DepartmentOfficer or Role.Auditor or Role.DataProtectionOfficer or Role.Administrator => (DemoIds.EducationDepartment, People.OtherDepartment),
                _ => (DemoIds.BinhCangSchool, DemoIds.HoaMauSchool),
            };
            foreach (var (name, place, excluded) in new[] { ($"{role} here", own, false), ($"{role} elsewhere", other, false), ($"{role} here, excluded", own, true) })
            {
                var who = await People.Add(platform, $"Người Thử {name}", new Membership(role, place));
                walkers.Add(new(name, who, who.Caller, excluded));
            }
        }

        string[] everyScope = [.. ApiScopes.All.Select(scope => scope.Code)];
        foreach (var (name, place, scopes) in new[]
                 {
                     ("program here", DemoIds.BinhCangSchool, everyScope), ("program of the provider", DemoIds.SocialWorkCentre, everyScope), ("program above", DemoIds.EducationDepartment, everyScope),
                     ("program elsewhere", DemoIds.HoaMauSchool, everyScope), ("program that only reports", DemoIds.SocialWorkCentre, ["reports:write"]), ("program that reads figures", DemoIds.BinhCangSchool, ["indicators:read"]),
                 })
        {
            var who = await People.AddProgram(platform, name, place, scopes);
            walkers.Add(new(name, who, who.Caller, false));
        }

        return walkers;
    }

    private async Task Exclude(Guid caseId, Somebody person, string by)
    {
        var caller = await platform.As(by);
        var version = (await caller.Get($"/api/v1/cases/{caseId}")).ShouldBe(200).Version;
        (await caller.Post($"/api/v1/cases/{caseId}/exclusions", new { personId = person.Id, ground = "SuspectedPerson", reason = "Trẻ kể người này có mặt." }, version)).ShouldBe(200);
    }

    private async Task<Dictionary<string, Thing>> Prepare()
    {
        await People.AddOrganisations(platform);
        var story = await new CaseStory(platform).ToApprovedPlan();
        var administrator = await platform.As("administrator");
        var trainer = await platform.As("trainer");
        (await administrator.Post("/api/v1/referrals/providers", ProviderDirectoryTests.Registration(DemoIds.SocialWorkCentre))).ShouldBe(201);
        await platform.Settle();
        var referral = (await (await platform.As("socialworker")).Post("/api/v1/referrals", new
        {
            caseId = story.CaseId,
            planNumber = 1,
            actionNumber = 1,
            providerId = DemoIds.SocialWorkCentre,
            need = "Tham vấn tâm lý",
            measureCode = "50.a",
            urgency = "Normal",
            basis = "LegalDuty",
            shared = Array.Empty<object>(),
        })).ShouldBe(201);
        var report = (await platform.Anonymous().Post("/api/v1/cases/reports", CaseStory.ReportBody())).ShouldBe(201).Body["reference"]!.GetValue<string>();
        await platform.Settle();
        var unrouted = (await (await platform.As("departmentofficer")).Get($"/api/v1/cases?q={report}")).ShouldBe(200).Body["items"]![0]!["id"]!.GetValue<Guid>();
        var course = (await trainer.Post("/api/v1/training/courses", new { code = "DI-01", nameVi = "Khóa", nameEn = "Course", audience = "Staff", hours = 4, competencies = Array.Empty<string>() }));
        course.ShouldBe(201);
        var session = (await trainer.Post("/api/v1/training/sessions", new { courseId = course.Id, organisationId = DemoIds.BinhCangSchool, heldOn = "2026-01-15", place = "Hội trường" })).ShouldBe(201);
        (await trainer.Put($"/api/v1/training/workforce/{DemoIds.BinhCangSchool}/2026", new { headcount = 40 }, 0)).Status.ShouldBeOneOf(200, 201);
        var principal = await platform.As("principal");
        var measurement = (await principal.Post("/api/v1/indicators/measurements", new { indicatorCode = "SCH-20", organisationId = DemoIds.BinhCangSchool, period = "2025-2026", numerator = "5", denominator = "8" })).ShouldBe(201);
        var plan = (await principal.Post("/api/v1/indicators/plans", new
        {
            code = "DI-2026",
            nameVi = "Kế hoạch",
            nameEn = "Plan",
            organisationId = DemoIds.BinhCangSchool,
            period = "2026",
            targets = new[] { new { indicatorCode = "SCH-20", targets = new[] { new { year = 2026, @operator = "Ge", value = "1", source = "SCH" } } } },
        })).ShouldBe(201);
        var officer = await platform.As("dataprotection");
        var request = (await officer.Post("/api/v1/privacy/requests", new
        {
            kind = "Access",
            applicantKind = "Child",
            receivedOn = "2026-01-15",
            words = "Con muốn xem.",
            capacity = "KnownInPerson",
            caseReferences = new[] { story.Reference },
            personInCase = "Child",
        })).ShouldBe(201);
        var socialWorker = await platform.As("socialworker");
        var version = (await socialWorker.Get($"/api/v1/cases/{story.CaseId}")).ShouldBe(200).Version;
        (await socialWorker.Post($"/api/v1/cases/{story.CaseId}/transfers", new { cause = "ChildChangesSchool", reason = "Chuyển trường.", parts = Array.Empty<string>(), basis = "ProtectionDuty", toSchoolId = DemoIds.HoaMauSchool }, version)).ShouldBe(200);
        var transfer = (await socialWorker.Get($"/api/v1/cases/{story.CaseId}")).Body["transfers"]![0]!["id"]!.GetValue<Guid>();
        var consents = (await (await platform.As("socialworker")).Post("/api/v1/privacy/consents", new { caseReference = story.Reference })).ShouldBe(201);
        await platform.Settle();
        Thing Ours(string name, Guid id) => new(name, id.ToString(), DemoIds.BinhCangSchool, Above: aboveTheSchool);
        return new Thing[]
        {
            new("case", story.CaseId.ToString(), DemoIds.BinhCangSchool, [DemoIds.Commune], CaseId: story.CaseId, Reference: story.Reference, Assignee: DemoIds.SocialWorker, Near: [.. aboveTheSchool, DemoIds.HoaMauSchool]),
            new("unrouted case", unrouted.ToString(), CaseId: unrouted, Reference: report),
            new("referral", referral.Id.ToString(), DemoIds.BinhCangSchool, [DemoIds.SocialWorkCentre], CaseId: story.CaseId, Reference: referral.Body["reference"]!.GetValue<string>()),
            new("transfer", transfer.ToString(), DemoIds.HoaMauSchool, CaseId: story.CaseId),
            new("request", request.Id.ToString(), CaseId: story.CaseId),
            new("consents", consents.Id.ToString(), DemoIds.BinhCangSchool, CaseId: story.CaseId),
            Ours("course", course.Id), Ours("session", session.Id), Ours("plan", plan.Id), Ours("measurement", measurement.Id), Ours("school", DemoIds.BinhCangSchool),
        }.ToDictionary(thing => thing.Name);
    }
}
