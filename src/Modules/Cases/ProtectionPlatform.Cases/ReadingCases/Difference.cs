using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Cases.ReadingCases;

internal enum ChangeKind
{
    Added,
    Changed,
    Removed,
}

/// <summary>One thing that differs between two views.</summary>
/// <param name="Path">Keys from the top; an item of a list stands under its number or id, or its place counted from 1 when it has neither.</param>
/// <param name="Label">The path in words.</param>
/// <param name="Before">Null when it was not there.</param>
/// <param name="After">Null when it is there no more.</param>
/// <param name="BeforeText">The value in words, of a larger one each part with its name.</param>
/// <param name="AfterText">The same of the later value.</param>
/// <param name="Position">For an item added to a list its place (from 0) in the later list, for a removed one its place in the earlier list.</param>
internal sealed record Change(
    IReadOnlyList<string> Path, Wording Label, ChangeKind Kind, JsonElement? Before, JsonElement? After, Wording? BeforeText, Wording? AfterText, int? Position);

/// <summary>
/// What differs between two JSON views of one thing, in the order of the views. Items of a list are the same when they carry the same
/// number or id. A member that is null and one that is absent are alike. Applied to the first view the changes give the second.
/// </summary>
internal sealed class Difference(IReadOnlyDictionary<string, FieldWords> fields)
{
    private static readonly JsonElement nothing = JsonSerializer.SerializeToElement<object?>(null);

    /// <param name="leftOut">Members of the top that are not compared.</param>
    public IReadOnlyList<Change> Between(JsonElement before, JsonElement after, params IReadOnlyCollection<string> leftOut) =>
        [.. Members(Place.Top, before, after).Where(c => !leftOut.Contains(c.Path[0]))];

    private IEnumerable<Change> Compare(Place at, JsonElement before, JsonElement after) => (before.ValueKind, after.ValueKind) switch
    {
        _ when JsonElement.DeepEquals(before, after) => [],
        (JsonValueKind.Object, JsonValueKind.Object) => Members(at, before, after),
        (JsonValueKind.Array, JsonValueKind.Array) => Items(at, before, after),
        (JsonValueKind.Null, _) => [Tell(at, ChangeKind.Added, before, after)],
        (_, JsonValueKind.Null) => [Tell(at, ChangeKind.Removed, before, after)],
        _ => [Tell(at, ChangeKind.Changed, before, after)],
    };

    private IEnumerable<Change> Members(Place at, JsonElement before, JsonElement after)
    {
        var old = Keys(before);
        var now = Keys(after);
        return old.Keys.Union(now.Keys).SelectMany(key =>
            Compare(at.Member(key, fields), old.GetValueOrDefault(key, nothing), now.GetValueOrDefault(key, nothing)));
    }

    private IEnumerable<Change> Items(Place at, JsonElement before, JsonElement after)
    {
        var old = before.EnumerateArray().ToList();
        var now = after.EnumerateArray().ToList();
        var oldKeys = Identities(old);
        var newKeys = Identities(now);
        if (oldKeys is not null && newKeys is not null && oldKeys.Intersect(newKeys).SequenceEqual(newKeys.Intersect(oldKeys)))
        {
            var (placesBefore, placesAfter) = (Places(oldKeys), Places(newKeys));
            foreach (var key in oldKeys.Where(k => !placesAfter.ContainsKey(k)))
                yield return Tell(at.Item(key, old[placesBefore[key]], fields), ChangeKind.Removed, old[placesBefore[key]], nothing, placesBefore[key]);
            foreach (var key in newKeys)
                if (!placesBefore.TryGetValue(key, out var was)) yield return Tell(at.Item(key, now[placesAfter[key]], fields), ChangeKind.Added, nothing, now[placesAfter[key]], placesAfter[key]);
                else
                    foreach (var change in Compare(at.Item(key, now[placesAfter[key]], fields), old[was], now[placesAfter[key]])) yield return change;
            yield break;
        }

        // Without names for the items: what was only added to at the end, or cut there, is told item by item; anything else as a whole.
        var same = old.Zip(now).TakeWhile(pair => JsonElement.DeepEquals(pair.First, pair.Second)).Count();
        if (same < old.Count && same < now.Count)
        {
            yield return Tell(at, ChangeKind.Changed, before, after);
            yield break;
        }

        foreach (var place in Enumerable.Range(same, old.Count - same))
            yield return Tell(at.Item(Counted(place), old[place], fields), ChangeKind.Removed, old[place], nothing, place);
        foreach (var place in Enumerable.Range(same, now.Count - same))
            yield return Tell(at.Item(Counted(place), now[place], fields), ChangeKind.Added, nothing, now[place], place);
    }

    private Change Tell(Place at, ChangeKind kind, JsonElement before, JsonElement after, int? position = null) =>
        new(at.Path, at.Label, kind, OrNull(before), OrNull(after), SpokenData.Text(before, at.Field, fields), SpokenData.Text(after, at.Field, fields), position);

    private static OrderedDictionary<string, JsonElement> Keys(JsonElement value)
    {
        var keys = new OrderedDictionary<string, JsonElement>();
        foreach (var member in value.EnumerateObject()) keys[member.Name] = member.Value;
        return keys;
    }

    /// <summary>What tells the items apart; null when something lacks it or two share it.</summary>
    private static List<string>? Identities(List<JsonElement> items)
    {
        var keys = items.Select(Identity).OfType<string>().ToList();
        return keys.Distinct().Count() < items.Count ? null : keys;
    }

    private static string? Identity(JsonElement item) =>
        item.ValueKind != JsonValueKind.Object ? null
        : item.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()
        : item.TryGetProperty("number", out var number) && number.ValueKind == JsonValueKind.Number ? number.GetRawText()
        : null;

    private static Dictionary<string, int> Places(List<string> keys) => keys.Select((key, place) => (key, place)).ToDictionary(k => k.key, k => k.place);

    private static string Counted(int place) => (place + 1).ToString(CultureInfo.InvariantCulture);

    private static JsonElement? OrNull(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value;

    /// <summary>Where a change is: its path, the same without places in lists, and in words.</summary>
    private sealed record Place(ImmutableList<string> Path, string Field, Wording Label)
    {
        public static Place Top { get; } = new([], "", new("", ""));

        public Place Member(string key, IReadOnlyDictionary<string, FieldWords> fields)
        {
            var field = Field.Length == 0 ? key : $"{Field}.{key}";
            if (!fields.ContainsKey(field) && fields.ContainsKey($"{Field}.*")) field = $"{Field}.*";
            var name = field.EndsWith(".*", StringComparison.Ordinal) ? new Wording(key, key) : fields.GetValueOrDefault(field)?.Name ?? new Wording(key, key);
            return new(Path.Add(key), field, Label.Vi.Length == 0 ? name : new($"{Label.Vi} › {name.Vi}", $"{Label.En} › {name.En}"));
        }

        /// <summary>An item is called by its code if it has one, or by its number or place.</summary>
        public Place Item(string key, JsonElement item, IReadOnlyDictionary<string, FieldWords> fields)
        {
            var coded = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("code", out var code) ? SpokenData.Text(code, fields.GetValueOrDefault($"{Field}.code")) : null;
            var name = coded is not null ? new($" › {coded.Vi}", $" › {coded.En}") : Guid.TryParse(key, out _) ? new Wording("", "") : new Wording($" {key}", $" {key}");
            return new(Path.Add(key), Field, new(Label.Vi + name.Vi, Label.En + name.En));
        }
    }
}
