using System.Globalization;
using System.Text.Json;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.BuildingBlocks.EventStore;

/// <summary>One value of recorded data in words.</summary>
/// <param name="Code">The value itself, when it is a code.</param>
public sealed record SpokenFact(Wording Name, Wording Text, string? Code);

/// <summary>Recorded data as people read it: keys by their names, codes by their words, instants by the clock in Viet Nam.</summary>
public static class SpokenData
{
    /// <summary>Everything in the data that is not an internal id and not empty, in its order.</summary>
    /// <param name="fields">From <see cref="EventWords.Of"/>.</param>
    public static IEnumerable<SpokenFact> Read(JsonElement data, IReadOnlyDictionary<string, FieldWords> fields) =>
        Read(data, "", new Wording("", ""), fields);

    /// <summary>A single value or a list of single values in words; null for anything else, and for nothing.</summary>
    public static Wording? Text(JsonElement value, FieldWords? field) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value.GetString()!, field),
        JsonValueKind.Number => new Wording(value.GetRawText(), value.GetRawText()),
        JsonValueKind.True => new Wording("có", "yes"),
        JsonValueKind.False => new Wording("không", "no"),
        JsonValueKind.Array when value.GetArrayLength() > 0 && value.EnumerateArray().All(IsSingle) =>
            value.EnumerateArray().Select(item => Text(item, field)!).Aggregate((all, next) => new Wording($"{all.Vi}; {next.Vi}", $"{all.En}; {next.En}")),
        _ => null,
    };

    /// <summary>Any value in one line: a single one as above, of a larger one each part with its name. Null for nothing.</summary>
    /// <param name="path">Where in the data the value stands.</param>
    /// <param name="fields">From <see cref="EventWords.Of"/>.</param>
    public static Wording? Text(JsonElement value, string path, IReadOnlyDictionary<string, FieldWords> fields) =>
        Text(value, fields.GetValueOrDefault(path)) ?? Read(value, path, new Wording("", ""), fields)
            .Select(fact => new Wording($"{fact.Name.Vi}: {fact.Text.Vi}", $"{fact.Name.En}: {fact.Text.En}"))
            .DefaultIfEmpty()
            .Aggregate((all, next) => new Wording($"{all!.Vi} · {next!.Vi}", $"{all.En} · {next.En}"));

    private static bool IsSingle(JsonElement item) =>
        item.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    private static Wording Text(string text, FieldWords? field)
    {
        if (field?.Codes?.GetValueOrDefault(text) is { } word) return word;
        var shown = DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Instant(at)
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)
            : text;
        return new Wording(shown, shown);
    }

    /// <summary>An instant by the clock in Viet Nam, to the second.</summary>
    public static string Instant(DateTimeOffset at) => at.ToOffset(Clock.VietNamOffset).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    private static IEnumerable<SpokenFact> Read(JsonElement value, string path, Wording name, IReadOnlyDictionary<string, FieldWords> fields)
    {
        if (value.ValueKind == JsonValueKind.Object)
            return value.EnumerateObject().SelectMany(member =>
            {
                var inner = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                var field = fields.GetValueOrDefault(inner);
                if (field is null && fields.ContainsKey($"{path}.*")) inner = $"{path}.*";
                var own = field?.Name ?? new Wording(member.Name, member.Name);
                return Read(member.Value, inner, name.Vi.Length == 0 ? own : new Wording($"{name.Vi} › {own.Vi}", $"{name.En} › {own.En}"), fields);
            });
        if (value.ValueKind == JsonValueKind.String && Guid.TryParse(value.GetString(), out _)) return [];
        var known = fields.GetValueOrDefault(path);
        if (Text(value, known) is { } text) return text.Vi.Length == 0 ? [] : [new SpokenFact(name, text, known?.Codes is null || value.ValueKind != JsonValueKind.String ? null : value.GetString())];
        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().SelectMany((item, i) => Read(item, path, new Wording($"{name.Vi} {i + 1}", $"{name.En} {i + 1}"), fields))
            : [];
    }
}
