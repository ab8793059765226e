using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;

namespace ProtectionPlatform.BuildingBlocks.EventStore;

/// <summary>The same in Vietnamese and in English.</summary>
public sealed record Wording(string Vi, string En)
{
    public string In(bool vietnamese) => vietnamese ? Vi : En;
}

/// <summary>What one key of recorded data is called.</summary>
/// <param name="Path">Keys from the top joined by dots; places in a list are left out, and <c>*</c> stands for the keys of a dictionary: <c>report.child.fullName</c>.</param>
/// <param name="Name">The name of the last key.</param>
/// <param name="Codes">The words of its values when those are codes.</param>
public sealed record FieldWords(string Path, Wording Name, IReadOnlyDictionary<string, Wording>? Codes);

/// <summary>
/// What the keys and codes in recorded data are called, as the modules declare it beside their events: the one dictionary for the
/// chronology of an evidence bundle, the differences of a case, and the pages.
/// </summary>
public sealed class EventWords
{
    private readonly Dictionary<(string Module, string Key), Wording> names = [];
    private readonly Dictionary<(string Module, string Key), IReadOnlyDictionary<string, Wording>> codesOfKeys = [];
    private readonly Dictionary<Type, IReadOnlyDictionary<string, Wording>> codesOfEnums = [];
    private readonly ConcurrentDictionary<(string Module, Type Type), IReadOnlyDictionary<string, FieldWords>> described = new();

    /// <summary>The keys of a type of data and of everything in it, by path, in the order they are written. A key nobody named keeps its code name.</summary>
    public IReadOnlyDictionary<string, FieldWords> Of(string module, Type data) => described.GetOrAdd((module, data), key =>
    {
        var found = new OrderedDictionary<string, FieldWords>();
        Describe(key.Module, EventTypes.Json.GetTypeInfo(key.Type), "", found);
        return found;
    });

    /// <summary>The words of a code; the code itself when nobody gave it any.</summary>
    public Wording CodeOf<TEnum>(TEnum code) where TEnum : struct, Enum =>
        codesOfEnums.GetValueOrDefault(typeof(TEnum))?.GetValueOrDefault(code.ToString()) ?? new Wording(code.ToString(), code.ToString());

    /// <summary>The words of a code that stands under a key; the code itself when nobody gave it any.</summary>
    public Wording CodeOf(string module, string key, string code) => codesOfKeys.GetValueOrDefault((module, key))?.GetValueOrDefault(code) ?? new Wording(code, code);

    /// <summary>Whether a module gave the key a name.</summary>
    public bool Knows(string module, string key) => names.ContainsKey((module, key));

    internal void Name(string module, string key, Wording name) => names.Add((module, key), name);

    internal void Codes(string module, string key, IReadOnlyDictionary<string, Wording> codes) => codesOfKeys.Add((module, key), codes);

    internal void Codes(Type type, IReadOnlyDictionary<string, Wording> codes) => codesOfEnums.Add(type, codes);

    private void Describe(string module, JsonTypeInfo type, string path, OrderedDictionary<string, FieldWords> found)
    {
        if (type.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary && type.ElementType is { } element)
        {
            var inner = type.Kind == JsonTypeInfoKind.Dictionary ? $"{path}.*" : path;
            if (inner != path) found[inner] = new FieldWords(inner, found[path].Name, CodesOf(element));
            Describe(module, EventTypes.Json.GetTypeInfo(element), inner, found);
        }

        if (type.Kind != JsonTypeInfoKind.Object) return;
        foreach (var property in type.Properties.Where(p => p.Get is not null))
        {
            var inner = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            var name = names.GetValueOrDefault((module, property.Name)) ?? new Wording(property.Name, property.Name);
            found[inner] = new FieldWords(inner, name, codesOfKeys.GetValueOrDefault((module, property.Name)) ?? CodesOf(property.PropertyType));
            Describe(module, EventTypes.Json.GetTypeInfo(property.PropertyType), inner, found);
        }
    }

    private IReadOnlyDictionary<string, Wording>? CodesOf(Type type)
    {
        var info = EventTypes.Json.GetTypeInfo(type);
        if (info.Kind == JsonTypeInfoKind.Enumerable && info.ElementType is { } element) type = element;
        return codesOfEnums.GetValueOrDefault(Nullable.GetUnderlyingType(type) ?? type);
    }
}

/// <summary>Where a module names the keys and codes of its events' data.</summary>
public sealed class WordsBuilder(string module, EventWords words)
{
    /// <summary>A key of the module's data, wherever in it the key stands.</summary>
    public WordsBuilder Field(string key, string vi, string en)
    {
        words.Name(module, key, new Wording(vi, en));
        return this;
    }

    /// <summary>The values of an enumeration.</summary>
    public WordsBuilder Codes<TEnum>(params (TEnum Code, string Vi, string En)[] codes) where TEnum : struct, Enum
    {
        words.Codes(typeof(TEnum), codes.ToDictionary(c => c.Code.ToString(), c => new Wording(c.Vi, c.En)));
        return this;
    }

    /// <summary>The values of a key that holds codes as text.</summary>
    public WordsBuilder Codes(string key, params (string Code, string Vi, string En)[] codes)
    {
        words.Codes(module, key, codes.ToDictionary(c => c.Code, c => new Wording(c.Vi, c.En)));
        return this;
    }
}
