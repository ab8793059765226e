using System.Globalization;
using System.Text.Json.Nodes;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.BadInput;

/// <summary>A route that takes a JSON body, as the OpenAPI document describes it.</summary>
internal sealed record Operation(string Id, HttpMethod Method, string Path, JsonObject Schema, JsonObject Document)
{
    /// <summary>The path with ids that exist nowhere.</summary>
    public string UnknownPath { get; } = string.Join('/', Path.Split('/').Select(part => part switch
    {
        "{number}" or "{action}" => "1",
        "{year}" => "2026",
        "{kind}" => "ImpactAssessment",
        _ when part.StartsWith('{') => part.Contains("eference", StringComparison.Ordinal) ? "BT-AAAAA-AAAAA" : Guid.CreateVersion7().ToString(),
        _ => part,
    }));

    public bool NamesSomething => Path.Contains("{id}", StringComparison.Ordinal) || Path.Contains("{reference}", StringComparison.Ordinal);

    public IEnumerable<(string Name, JsonObject Schema)> Members => Properties(Schema);

    public IEnumerable<string> Required => Schema["required"]?.AsArray().Select(r => r!.GetValue<string>()) ?? [];

    public static async Task<IReadOnlyList<Operation>> All(Platform platform)
    {
        var document = (await platform.Anonymous().Get("/openapi/v1.json")).ShouldBe(200).Body;
        var operations = new List<Operation>();
        foreach (var (path, item) in document["paths"]!.AsObject())
            foreach (var (method, operation) in item!.AsObject())
                if (method is "post" or "put" or "patch" && operation!["requestBody"]?["content"]?["application/json"]?["schema"] is JsonObject schema)
                    operations.Add(new(operation["operationId"]!.GetValue<string>(), HttpMethod.Parse(method), path, Resolve(schema, document), document));
        return operations;
    }

    /// <summary>A body with every member, each of its type.</summary>
    public JsonObject Whole(DateTimeOffset now) => (JsonObject)Sample(Schema, now)!;

    public JsonNode? Sample(JsonObject schema, DateTimeOffset now)
    {
        schema = Resolve(schema, Document);
        if (schema["enum"] is JsonArray { Count: > 0 } values) return values.First(v => v is not null)!.DeepClone();
        return TypeOf(schema) switch
        {
            "string" => schema["format"]?.GetValue<string>() switch
            {
                "date-time" => now.AddMinutes(-1).ToString("O", CultureInfo.InvariantCulture),
                "date" => now.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                "uuid" => Guid.CreateVersion7().ToString(),
                _ => "Chữ",
            },
            "integer" or "number" => 1,
            "boolean" => true,
            "array" => schema["items"] is JsonObject item ? new JsonArray(Sample(item, now)) : [],
            "any" => 1,
            _ when schema["additionalProperties"] is JsonObject value => new JsonObject { ["A1"] = Sample(value, now) },
            _ => new JsonObject(Properties(schema).Select(p => KeyValuePair.Create(p.Name, Sample(p.Schema, now)))),
        };
    }

    /// <summary>"string", "array", "object", …; what may be null as what it is otherwise.</summary>
    public static string TypeOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray types => types.Select(t => t!.GetValue<string>()).First(t => t != "null"),
        JsonValue type => type.GetValue<string>(),
        _ when schema["enum"] is not null => "string",
        _ => schema["properties"] is null ? "any" : "object",
    };

    public static bool IsText(JsonObject schema) => TypeOf(schema) == "string" && schema["format"] is null && schema["enum"] is null;

    private IEnumerable<(string Name, JsonObject Schema)> Properties(JsonObject schema) =>
        schema["properties"]?.AsObject().Select(p => (p.Key, Resolve(p.Value!.AsObject(), Document))) ?? [];

    private static JsonObject Resolve(JsonObject schema, JsonObject document)
    {
        while (true)
        {
            if (schema["$ref"] is { } reference) schema = reference.GetValue<string>().Split('/')[1..].Aggregate<string, JsonNode>(document, (node, part) => node[part]!).AsObject();
            else if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray choices) schema = choices.Select(c => c!.AsObject()).First(c => c["type"]?.ToJsonString() != "\"null\"");
            else return schema;
        }
    }
}
