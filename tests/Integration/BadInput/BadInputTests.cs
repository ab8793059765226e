using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.BadInput;

/// <summary>
/// Whatever is sent to any route that takes a body: never a 500, always a whole problem document in the caller's language that
/// names the field, and nothing recorded. The routes come from the OpenAPI document, so a new one is tried without a change here.
/// </summary>
public sealed class Bad_input(Platform platform) : IClassFixture<Platform>
{
    private static readonly string[] People = ["focalperson", "counsellor", "principal", "socialworker", "departmentofficer", "administrator", "partner", "trainer", "communications", "communeofficer", "auditor", "dataprotection"];

    private static readonly byte[] TenMegabytes = Encoding.UTF8.GetBytes($"{{\"x\":\"{new string('a', 10 * 1024 * 1024)}\"}}");

    private readonly List<string> faults = [];

    private DateTimeOffset Now => platform.Clock.GetUtcNow();

    [Fact]
    public async Task Of_the_wrong_shape_is_named_and_leaves_nothing()
    {
        foreach (var operation in await Operation.All(platform))
        {
            var caller = await platform.As(WhoMayKnock(operation));
            var whole = operation.Whole(Now).ToJsonString();
            var before = await platform.EventCount();

            await Refused(operation, caller, "empty", "", 400);
            await Refused(operation, caller, "a list", "[]", 400);
            await Refused(operation, caller, "null", "null", 400);
            await Refused(operation, caller, "not JSON", whole[..^1], 400);
            await Refused(operation, caller, "bytes that are no UTF-8", [.. Encoding.UTF8.GetBytes("{\"x\":\""), 0xC3, 0x28, .. "\"}"u8], 400);
            await Refused(operation, caller, "too deep", $"{{\"x\":{new string('[', 200)}{new string(']', 200)}}}", 400);
            await Refused(operation, caller, "form data", Encoding.UTF8.GetBytes("a=b"), 415, type: "application/x-www-form-urlencoded");
            await Refused(operation, caller, "no content type", Encoding.UTF8.GetBytes(whole), 415, type: null);
            await Refused(operation, caller, "over 1 MB", $"{{\"x\":\"{new string('a', 1024 * 1024)}\"}}", 413);
            await Refused(operation, caller, "10 MB", TenMegabytes, 413, languages: ["vi"]);
            await Refused(operation, caller, "10 MB in chunks", TenMegabytes, 413, chunked: true, languages: ["vi"]);
            if (operation.Required.Any()) await Refused(operation, caller, "nothing in it", "{}", 400, [.. operation.Required]);
            await Refused(operation, caller, "an unknown member", Insert(whole, "\"khongCo\":1"), 400, ["khongCo"]);
            await Refused(operation, caller, "a lone surrogate as a name", Insert(whole, "\"\\ud800\":1"), 400);
            await Refused(operation, caller, "NUL in a name", Insert(whole, "\"a\\u0000b\":1"), 400);

            foreach (var (name, schema) in operation.Members)
            {
                foreach (var wrong in Operation.TypeOf(schema) switch
                {
                    "string" => ["12", "true", "{}", "[]", .. Operation.IsText(schema) ? Array.Empty<string>() : ["\"nhầm\"", "\"\""]],
                    "integer" => ["\"1\"", "1.5", "1e400", "99999999999999999999", "{}"],
                    "boolean" => ["\"true\"", "1"],
                    "array" => ["{}", "\"a\"", "[null]", "[[[]]]"],
                    "any" => ["[]", "{}", "true", "\"nhầm\""],
                    _ => new[] { "[]", "\"a\"", "1" },
                })
                    await Refused(operation, caller, $"{name} = {wrong}", With(operation, name, wrong), 400, [name]);
                if (operation.Required.Contains(name)) await Refused(operation, caller, $"{name} = null", With(operation, name, "null"), 400, [name]);
                await Refused(operation, caller, $"{name} twice", Insert(whole, $"\"{name}\":1"), 400);
                if (!Operation.IsText(schema)) continue;
                foreach (var text in new[] { "a\\u0000b", "\\ud800", "a\\udc00\\ud800" })
                    await Refused(operation, caller, $"{name} = {text}", With(operation, name, $"\"{text}\""), 400, [name]);
            }

            (await platform.EventCount()).ShouldBe(before, operation.Id);
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_impossible_values_is_named_and_leaves_nothing()
    {
        foreach (var operation in await Operation.All(platform))
        {
            if (await WhoMay(operation) is not { } caller) continue;
            var before = await platform.EventCount();
            foreach (var (name, schema) in operation.Members)
            {
                IEnumerable<string> impossible = schema["format"]?.GetValue<string>() switch
                {
                    "date" => ["\"1753-01-01\"", "\"9999-12-31\""],
                    "date-time" => ["\"1753-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"2026-11-22T08:00:00\"",
                        .. name is "occurredAt" or "knownAt" or "heldAt" or "happenedAt" or "deliveredAt" ? [JsonSerializer.Serialize(Now.AddHours(1))] : Array.Empty<string>()],
                    _ when Operation.IsText(schema) => ["\"   \"", $"\"{new string('a', 30_000)}\""],
                    _ => [],
                };
                foreach (var value in impossible) await Refused(operation, caller, $"{name} = {value[..Math.Min(value.Length, 40)]}", With(operation, name, value), 400, [name]);
            }

            (await platform.EventCount()).ShouldBe(before, operation.Id);
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task About_what_does_not_exist_answers_404_without_a_trace()
    {
        // A view is saved under an id its owner makes up.
        foreach (var operation in (await Operation.All(platform)).Where(o => o.NamesSomething && o.Id != "saveView"))
        {
            if (await WhoMay(operation) is not { } caller) continue;
            var before = await platform.EventCount();
            var bodies = new List<string>();
            foreach (var language in new[] { "vi", "en" })
            {
                var answer = await Send(operation, caller, Encoding.UTF8.GetBytes(Valid(operation)), "application/json", language);
                if (answer.Status != 404) faults.Add($"{operation.Id}: unknown id answered {answer.Status}: {answer.Text}");
                else Whole(operation, "unknown id", answer, 404);
                bodies.Add(answer.Body["title"]?.GetValue<string>() ?? "");
            }

            bodies[0].ShouldNotBe(bodies[1], operation.Id);
            (await platform.EventCount()).ShouldBe(before, operation.Id);
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task That_is_only_unusual_is_kept_composed_and_unchanged()
    {
        var nfd = "Trẻ bị đánh ở trường".Normalize(NormalizationForm.FormD);
        const string mixed = "\u202eעברית العربية\u202c 👩‍👧‍👦 𠮷";
        var socialWorker = await platform.As("socialworker");
        var report = (await socialWorker.Post("/api/v1/cases/reports", new { channel = "InPerson", whatHappened = $"{nfd} {mixed}", knownAt = Now.AddMinutes(-1), child = new { fullName = "Nguyễn Văn Ảo".Normalize(NormalizationForm.FormD) } })).ShouldBe(201);
        var kept = (await socialWorker.Get($"/api/v1/cases/{report.Body["caseId"]!.GetValue<Guid>()}")).ShouldBe(200).Body["report"]!;
        kept["whatHappened"]!.GetValue<string>().ShouldBe($"{nfd.Normalize(NormalizationForm.FormC)} {mixed}");
        kept["child"]!["fullName"]!.GetValue<string>().ShouldBe("Nguyễn Văn Ảo".Normalize(NormalizationForm.FormC));
        await platform.Settle();
        foreach (var q in new[] { "nguyen van ao", "Nguyễn Văn Ảo".Normalize(NormalizationForm.FormD) })
            (await socialWorker.Post("/api/v1/cases/search", new { words = q })).ShouldBe(200).Body["items"]!.AsArray().ShouldNotBeEmpty(q);
    }

    [Theory]
    [InlineData("/api/v1/cases?q=%00")]
    [InlineData("/api/v1/cases?q=%ED%A0%80")]
    [InlineData("/api/v1/cases?q=%25_%5C'\"")]
    [InlineData("/api/v1/cases?limit=-1&q=a")]
    [InlineData("/api/v1/cases/reports/BT-%27%22")]
    public async Task In_a_query_finds_what_there_is_and_breaks_nothing(string path) => (await (await platform.As("auditor")).Get(path)).Status.ShouldBeOneOf(200, 404);

    [Theory]
    [InlineData("/api/v1/cases?limit=abc", "limit")]
    [InlineData("/api/v1/cases?limit=99999999999", "limit")]
    [InlineData("/api/v1/cases?state=Nope", "state")]
    [InlineData("/api/v1/cases?after=%00", "after")]
    [InlineData("/api/v1/cases?after=bm9wZQ==", "after")]
    [InlineData("/api/v1/cases?organisation=1", "organisation")]
    [InlineData("/api/v1/cases/deadlines?before=gestern", "before")]
    [InlineData("/api/v1/cases/deadlines?before=2026-11-22T08:00:00", "before")]
    public async Task In_a_query_names_the_parameter(string path, string name)
    {
        var auditor = await platform.As("auditor");
        foreach (var language in new[] { "vi", "en" })
        {
            auditor.Language = language;
            (await auditor.Get(path)).ShouldBeProblem(400, "invalid-request").Body["errors"]!.AsObject().Select(e => e.Key).ShouldBe([name]);
        }

        auditor.Language = "vi";
    }

    // ----

    /// <summary>Somebody the policy table admits: of anybody else nothing is read.</summary>
    private static string WhoMayKnock(Operation operation) => People.First(name =>
        Enum.TryParse<Role>(name == "dataprotection" ? nameof(Role.DataProtectionOfficer) : name, ignoreCase: true, out var role) && AccessPolicy.For(operation.Id).MayKnock(new Actor(Guid.Empty, name, [new(role, Guid.Empty)])));

    private Task Refused(Operation operation, Caller caller, string what, string body, int status, string[]? fields = null, string[]? languages = null) =>
        Refused(operation, caller, what, Encoding.UTF8.GetBytes(body), status, fields, languages: languages);

    /// <summary>Sends in both languages; notes every way in which the answer is not what it has to be.</summary>
    private async Task Refused(Operation operation, Caller caller, string what, byte[] body, int status, string[]? fields = null, string? type = "application/json", bool chunked = false, string[]? languages = null)
    {
        var (reasons, titles) = (new List<string>(), new HashSet<string>());
        foreach (var language in languages ?? ["vi", "en"])
        {
            var answer = await Send(operation, caller, body, type, language, chunked);
            if (answer.Status != status)
            {
                faults.Add($"{operation.Id}: {what}: {answer.Status} instead of {status}: {answer.Text[..Math.Min(300, answer.Text.Length)]}");
                return;
            }

            Whole(operation, what, answer, status);
            var errors = answer.Body["errors"] as JsonObject;
            if (status == 400 && errors is not { Count: > 0 }) faults.Add($"{operation.Id}: {what}: no field named: {answer.Text}");
            foreach (var field in fields ?? [])
                if (errors?.Any(e => e.Key == field || e.Key.StartsWith(field + ".", StringComparison.Ordinal) || e.Key.StartsWith(field + "[", StringComparison.Ordinal)) != true)
                    faults.Add($"{operation.Id}: {what}: {field} is not named: {answer.Text}");
            reasons.Add($"{answer.Body["title"]} {errors?.ToJsonString()}");
            titles.Add(answer.Body["title"]!.GetValue<string>());
        }

        if (titles.Count != reasons.Count) faults.Add($"{operation.Id}: {what}: the same words in both languages: {reasons[0]}");
        if (status == 400 && reasons.Count == 2)
        {
            var (vi, en) = (JsonNode.Parse(reasons[0][reasons[0].IndexOf('{', StringComparison.Ordinal)..])!.AsObject(), JsonNode.Parse(reasons[1][reasons[1].IndexOf('{', StringComparison.Ordinal)..])!.AsObject());
            foreach (var (field, text) in vi)
                if (en[field]?.ToJsonString() == text!.ToJsonString()) faults.Add($"{operation.Id}: {what}: {field} reads alike in both languages: {text.ToJsonString()}");
        }
    }

    private void Whole(Operation operation, string what, Answer answer, int status)
    {
        var missing = new[] { "type", "title", "status", "detail", "instance", "traceId" }.Where(member => string.IsNullOrWhiteSpace(answer.Body[member]?.ToString())).ToList();
        if (missing.Count > 0 || answer.Body["status"]!.GetValue<int>() != status || !answer.Problem!.StartsWith("/problems/", StringComparison.Ordinal))
            faults.Add($"{operation.Id}: {what}: not a whole problem document: {answer.Text}");
    }

    private static async Task<Answer> Send(Operation operation, Caller caller, byte[] body, string? type, string language, bool chunked = false)
    {
        caller.Language = language;
        using HttpContent content = chunked ? new StreamContent(new Unsized(body)) : new ByteArrayContent(body);
        if (type is not null) content.Headers.ContentType = new MediaTypeHeaderValue(type);
        var answer = await caller.Send(operation.Method, operation.UnknownPath, content, 1);
        caller.Language = "vi";
        return answer;
    }

    /// <summary>Somebody whose role the route lets in, so that the request gets as far as its values.</summary>
    private async Task<Caller?> WhoMay(Operation operation)
    {
        // Who brings the proof with the request: none that is right can be made up here, and the shape is looked at first.
        if (operation.Id is "SignIn" or "signInWithPasskey" or "openSessionWithPasskey" or "beginPasskey" or "addPasskey") return platform.Anonymous();
        foreach (var person in People)
        {
            var caller = await platform.As(person);
            if ((await Send(operation, caller, Encoding.UTF8.GetBytes(Valid(operation)), "application/json", "vi")).Status is not (401 or 403)) return caller;
        }

        faults.Add($"{operation.Id}: nobody may");
        return null;
    }

    /// <summary>The whole body, with values where the document says less than the validators.</summary>
    private string Valid(Operation operation)
    {
        var body = operation.Whole(Now);
        foreach (var (name, value) in operation.Id switch
        {
            "progressAction" => new JsonObject { ["status"] = "Started" },
            "draftPlan" or "revisePlan" => new JsonObject { ["actions"] = new JsonArray() },
            // The document knows one Attendee; training means another.
            "recordAttendance" => new JsonObject { ["attendees"] = new JsonArray(new JsonObject { ["personId"] = Guid.CreateVersion7().ToString(), ["present"] = true }) },
            "recordConsent" => new JsonObject { ["textVersion"] = "2026.1", ["expiresOn"] = null, ["evidence"] = new JsonObject { ["location"] = "Tủ 2" } },
            "assessBreach" => new JsonObject { ["persons"] = 2 },
            "startAttachment" or "startReportAttachment" => new JsonObject { ["mediaType"] = "image/jpeg" },
            "reportConcern" => new JsonObject { ["child"] = null, ["schoolId"] = null },
            _ => [],
        })
            body[name] = value?.DeepClone();
        return body.ToJsonString();
    }

    private string With(Operation operation, string name, string value)
    {
        var body = JsonNode.Parse(Valid(operation))!.AsObject();
        body[name] = "\u0001here\u0001";
        return body.ToJsonString().Replace("\"\\u0001here\\u0001\"", value, StringComparison.Ordinal);
    }

    private static string Insert(string body, string member) => body == "{}" ? $"{{{member}}}" : $"{{{member},{body[1..]}";

    /// <summary>A stream that does not know its length, so that it travels in chunks.</summary>
    private sealed class Unsized(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
