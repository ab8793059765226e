using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProtectionPlatform.Integration.OpenApi;

/// <summary>The public surface: a change of it must be seen in review, and integrators must be able to read it.</summary>
public sealed class OpenApiTests(TestServer.Platform platform) : IClassFixture<TestServer.Platform>
{
    private static readonly JsonSerializerOptions pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Document_is_the_approved_one()
    {
        var received = Sorted(await Document())!.ToJsonString(pretty).ReplaceLineEndings("\n") + "\n";
        var folder = Folder();
        var approved = Path.Combine(folder, "openapi.approved.json");
        var asReceived = Path.Combine(folder, "openapi.received.json");
        if (File.Exists(approved) && await File.ReadAllTextAsync(approved) == received)
        {
            File.Delete(asReceived);
            return;
        }

        await File.WriteAllTextAsync(asReceived, received);
        Assert.Fail($"""
            The public surface changed. Compare {asReceived} with openapi.approved.json beside it;
            if the change is meant, move it over the approved file and run `npm run generate:api` in src/Host/ui.
            """);
    }

    [Fact]
    public async Task Every_operation_says_what_it_is()
    {
        var operations = Operations(await Document());
        var lacking = (
            from operation in operations
            from member in new[] { "operationId", "summary", "description" }
            where string.IsNullOrWhiteSpace(operation.Body[member]?.GetValue<string>())
            select $"{operation.Name}: {member}")
            .Concat(operations.Where(operation => operation.Body["tags"] is not JsonArray { Count: > 0 }).Select(operation => $"{operation.Name}: tags"));

        operations.ShouldNotBeEmpty();
        lacking.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own() =>
        Operations(await Document()).GroupBy(operation => operation.Body["operationId"]?.GetValue<string>())
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(operation => operation.Name))}")
            .ShouldBeEmpty();

    /// <summary>Where two modules use one word, the host gives two names or refuses to describe itself at all.</summary>
    [Theory]
    [InlineData("ReferralState", "CaseReferralState")]
    [InlineData("Attendee", "TrainingAttendee")]
    public async Task Types_of_two_modules_keep_two_names(string one, string other)
    {
        var names = (await Document())["components"]!["schemas"]!.AsObject().Select(schema => schema.Key).ToArray();
        names.ShouldContain(one);
        names.ShouldContain(other);
    }

    private async Task<JsonObject> Document()
    {
        var answer = await platform.Anonymous().Get("/openapi/v1.json");
        answer.ShouldBe(200);
        return answer.Body;
    }

    private static (string Name, JsonObject Body)[] Operations(JsonObject document) =>
        [.. from path in document["paths"]!.AsObject()
            from method in path.Value!.AsObject()
            where method.Key is "get" or "post" or "put" or "patch" or "delete"
            select ($"{method.Key.ToUpperInvariant()} {path.Key}", method.Value!.AsObject())];

    /// <summary>Members by name, so that the order in which the host finds its routes is no change.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
