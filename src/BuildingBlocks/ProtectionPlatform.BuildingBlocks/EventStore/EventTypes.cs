using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ProtectionPlatform.BuildingBlocks.Privacy;

namespace ProtectionPlatform.BuildingBlocks.EventStore;

/// <summary>
/// Stored names of events and what they are in code. Names are written out, never taken from a class name,
/// so that a rename in C# cannot orphan history. An old name stays readable for ever.
/// </summary>
public sealed class EventTypes
{
    /// <summary>How events are stored. Frozen: history is an API.</summary>
    public static JsonSerializerOptions Json { get; } = Ready(new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false), new MicrosecondInstantConverter() },
    });

    private readonly Dictionary<string, (Type Type, Func<JsonObject, JsonObject>? Upcast)> byName = [];
    private readonly Dictionary<Type, (string Module, Wording Title)> told = [];
    private readonly Dictionary<Type, string> byType = [];
    private readonly Dictionary<Type, (string StreamType, string Owner)> streams = [];

    /// <summary>All stored names ever used, in alphabetical order. May grow, never lose one.</summary>
    public IReadOnlyList<string> StoredNames => [.. byName.Keys.Order(StringComparer.Ordinal)];

    public IReadOnlyDictionary<string, string> StreamOwners => streams.Values.ToDictionary(s => s.StreamType, s => s.Owner);

    /// <summary>What an event is called for people; an old name as the event it is read as today.</summary>
    public Wording TitleOf(string storedName) =>
        byName.TryGetValue(storedName, out var known) ? told[known.Type].Title : new Wording(storedName, storedName);

    /// <summary>The module that declared the event; null for a foreign one.</summary>
    public string? ModuleOf(string storedName) => byName.TryGetValue(storedName, out var known) ? told[known.Type].Module : null;

    internal void AddEvent(Type type, string storedName, string module, Wording title)
    {
        if (!byName.TryAdd(storedName, (type, null)))
            throw new InvalidOperationException($"Two events share the stored name {storedName}.");
        if (!byType.TryAdd(type, storedName))
            throw new InvalidOperationException($"{type} has two stored names.");
        told.Add(type, (module, title));
    }

    /// <summary>An old stored name, read as a newer event after a pure change of its JSON.</summary>
    internal void AddOldName(Type type, string storedName, Func<JsonObject, JsonObject> upcast)
    {
        if (!byName.TryAdd(storedName, (type, upcast)))
            throw new InvalidOperationException($"Two events share the stored name {storedName}.");
    }

    internal void AddStream(Type state, string streamType, string owner)
    {
        if (streams.Values.Any(s => s.StreamType == streamType))
            throw new InvalidOperationException($"Streams of type {streamType} have an owner already.");
        streams.Add(state, (streamType, owner));
    }

    internal (string StreamType, string Owner) StreamOf(Type state) =>
        streams.TryGetValue(state, out var stream) ? stream : throw new InvalidOperationException($"No module declares a stream of {state}.");

    public string NameOf(Type type) =>
        byType.TryGetValue(type, out var name) ? name : throw new InvalidOperationException($"No module declares the event {type}.");

    /// <summary>Every stored name that reads as this event, old ones included.</summary>
    internal IEnumerable<string> NamesOf(Type type) => byName.Where(n => n.Value.Type == type).Select(n => n.Key);

    /// <summary>What a stored name is read as today.</summary>
    public Type ClassOf(string storedName) => byName[storedName].Type;

    /// <summary>Keys, in the events of a module, whose values are behind a wall.</summary>
    public IReadOnlyList<string> FieldsBehind(Wall wall, string module) =>
        [.. told.Where(e => e.Value.Module == module).SelectMany(e => PersonalFields.Of(e.Key) is { } fields ? fields.Walls.AsEnumerable() : []).Where(field => field.Value == wall).Select(field => field.Key).Distinct().Order()];

    public bool Knows(string storedName) => byName.ContainsKey(storedName);

    /// <param name="data">JSON in UTF-8.</param>
    /// <exception cref="UnknownEventException">Nobody here knows the name.</exception>
    public object Read(string storedName, ReadOnlySpan<byte> data)
    {
        if (!byName.TryGetValue(storedName, out var known)) throw new UnknownEventException(storedName);
        if (known.Upcast is { } upcast) data = JsonSerializer.SerializeToUtf8Bytes(upcast(JsonNode.Parse(data)!.AsObject()), Json);
        return JsonSerializer.Deserialize(data, known.Type, Json)
            ?? throw new JsonException($"A stored {storedName} is null.");
    }

    /// <summary>Locked at once: unlocked options know no types until something was serialised.</summary>
    private static JsonSerializerOptions Ready(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class MicrosecondInstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset().ToUniversalTime();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }
}

/// <summary>A stream holds an event of ours under a name nobody here knows: a newer version wrote it, or a registration was lost.</summary>
public sealed class UnknownEventException(string storedName) : Exception($"Nobody knows the stored event {storedName}.");
