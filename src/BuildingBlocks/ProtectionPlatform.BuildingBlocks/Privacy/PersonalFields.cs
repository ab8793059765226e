using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.BuildingBlocks.Privacy;

/// <summary>
/// Where in an event's JSON personal data stand, from the marks on its type. A sealed value is an object of a person and a ciphertext where
/// the value stood: <c>{"$person":"…","$text":"…"}</c>. The second name tells what stands there when the key is destroyed
/// (<c>$text</c>, <c>$list</c> or nothing for <c>$value</c>), so that reading needs no type: an event under an old name opens like any other.
/// </summary>
internal sealed partial class PersonalFields
{
    /// <summary>What a text reads as once its key is destroyed.</summary>
    public const string Erased = "[đã xóa / erased]";

    public const string PersonMember = "$person";
    private const string Text = "$text";
    private const string List = "$list";
    private const string Value = "$value";

    private static readonly ConcurrentDictionary<Type, PersonalFields?> known = new();

    private readonly Dictionary<string, Mark> marked = [];
    private readonly Dictionary<string, PersonalFields> inner = [];
    private readonly Dictionary<string, Wall> walls = [];

    private PersonalFields()
    {
    }

    /// <param name="Form">Name of the ciphertext's member.</param>
    private sealed record Mark(Whose Whose, string Form);

    /// <summary>Null for a type that holds nothing personal.</summary>
    public static PersonalFields? Of(Type type) => known.GetOrAdd(type, static type => Describe(EventTypes.Json.GetTypeInfo(type), []));

    /// <summary>Whether the type has a place for this person's data.</summary>
    public bool MayHold(Whose whose) => marked.Values.Any(mark => mark.Whose == whose) || inner.Values.Any(fields => fields.MayHold(whose));

    /// <summary>Whose data it holds, in the values that are there.</summary>
    public IEnumerable<Whose> Holds(JsonNode data) => Values(data, "").Select(found => found.Mark.Whose).Distinct();

    /// <summary>Keys of this type, and of what is in it, whose values are behind a wall.</summary>
    public IReadOnlyDictionary<string, Wall> Walls => walls;

    /// <summary>Leaves out what is behind a wall. By its key wherever that stands, sealed or not: a foreign program seals nothing, and an older form of an event has it elsewhere.</summary>
    /// <param name="open">The wall the reader may look behind.</param>
    /// <returns>What was left out. A value whose key is destroyed is not: there is nothing to see.</returns>
    public IReadOnlyList<Withheld> Withhold(JsonNode? data, Wall open)
    {
        switch (data)
        {
            case JsonArray list:
                return [.. list.SelectMany(item => Withhold(item, open)).Distinct()];
            case JsonObject it:
                var here = it.Where(member => member.Value is not null && walls.TryGetValue(member.Key, out var wall) && wall != open && !IsErased(member.Value))
                    .Select(member => new Withheld(member.Key, walls[member.Key])).ToList();
                foreach (var withheld in here) it.Remove(withheld.Field);
                return [.. here, .. it.SelectMany(member => Withhold(member.Value, open)).Distinct().Except(here)];
            default:
                return [];
        }
    }

    private static bool IsErased(JsonNode value) => value is JsonValue text && text.TryGetValue<string>(out var words) && words == Erased;

    /// <summary>Puts a sealed value in the place of each marked one.</summary>
    /// <param name="seal">Seals a value that stands at a path.</param>
    public void Seal(JsonNode data, Func<Whose, string, JsonNode, (Guid Person, string Sealed)> seal)
    {
        foreach (var (mark, path, value) in Values(data, "").ToList())
        {
            var (person, text) = seal(mark.Whose, path, value);
            value.ReplaceWith(new JsonObject { [PersonMember] = person.ToString(), [mark.Form] = text });
        }
    }

    /// <summary>Takes away what is sealed of these people.</summary>
    public static void Remove(JsonNode? data, Predicate<Guid> isOf)
    {
        if (data is JsonArray list)
            foreach (var item in list) Remove(item, isOf);
        if (data is not JsonObject members) return;
        foreach (var (name, value) in members.ToList())
            if (value is JsonObject { Count: 2 } it && it[PersonMember] is JsonValue person && isOf(Guid.Parse(person.GetValue<string>()))) members.Remove(name);
            else Remove(value, isOf);
    }

    private IEnumerable<(Mark Mark, string Path, JsonNode Value)> Values(JsonNode? data, string path)
    {
        if (data is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
                foreach (var found in Values(list[i], $"{path}[{i}]")) yield return found;
            yield break;
        }

        if (data is not JsonObject members) yield break;
        foreach (var (name, mark) in marked)
            if (members[name] is { } value) yield return (mark, $"{path}.{name}", value);
        foreach (var (name, fields) in inner)
            foreach (var found in fields.Values(members[name], $"{path}.{name}")) yield return found;
    }

    private static PersonalFields? Describe(JsonTypeInfo type, HashSet<Type> within)
    {
        if (type.Kind == JsonTypeInfoKind.Enumerable && type.ElementType is { } element) return Describe(EventTypes.Json.GetTypeInfo(element), within);
        if (type.Kind != JsonTypeInfoKind.Object || !within.Add(type.Type)) return null;
        var fields = new PersonalFields();
        foreach (var property in type.Properties.Where(p => p.Get is not null))
        {
            var info = EventTypes.Json.GetTypeInfo(property.PropertyType);
            if (AttributeOf(property) is { } mark)
            {
                if (property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null)
                    throw new InvalidOperationException($"{type.Type.Name}.{property.Name} is personal, so it must be able to be absent.");
                fields.marked.Add(property.Name, new Mark(mark.Whose, FormOf(info)));
                if (mark.Behind != Wall.None) fields.walls[property.Name] = mark.Behind;
            }
            else if (Describe(info, within) is { } inside)
            {
                fields.inner.Add(property.Name, inside);
                foreach (var (name, wall) in inside.walls) fields.walls[name] = wall;
            }
        }

        within.Remove(type.Type);
        return fields.marked.Count + fields.inner.Count == 0 ? null : fields;
    }

    /// <summary>The mark stands on the property, or on the parameter of a record.</summary>
    public static Whose? MarkOf(JsonPropertyInfo property) => AttributeOf(property)?.Whose;

    private static PersonalAttribute? AttributeOf(JsonPropertyInfo property) => new[] { property.AttributeProvider, property.AssociatedParameter?.AttributeProvider }
        .SelectMany(provider => provider?.GetCustomAttributes(typeof(PersonalAttribute), inherit: false) ?? []).Cast<PersonalAttribute>().FirstOrDefault();

    private static string FormOf(JsonTypeInfo type) => type switch
    {
        _ when type.Type == typeof(string) => Text,
        { Kind: JsonTypeInfoKind.Enumerable } => List,
        _ => Value,
    };

    /// <summary>What stands, as JSON, for a value whose key is destroyed; null when nothing does.</summary>
    private static byte[]? WhenErased(string form) => form switch
    {
        Text => erasedText,
        List => "[]"u8.ToArray(),
        _ => null,
    };

    private static readonly byte[] erasedText = JsonSerializer.SerializeToUtf8Bytes(Erased, EventTypes.Json);
}
