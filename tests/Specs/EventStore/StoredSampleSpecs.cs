using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Specs.EventStore;

/// <summary>
/// One stored event of every name ever used, with what it is read as today: <c>samples/&lt;name&gt;.json</c>, <c>{ "stored", "read" }</c>.
/// "stored" never changes; "read" changes only with today's class, which the diff then shows. The people in them do not exist.
/// </summary>
public sealed class StoredSampleSpecs
{
    private static readonly JsonSerializerOptions pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> StoredNames => StoredEventSpecs.StoredNames;

    [Theory]
    [MemberData(nameof(StoredNames))]
    public void Every_stored_name_has_a_sample_that_reads_as_it_always_did(string storedName)
    {
        var file = Path.Combine(Folder(), $"{storedName}.json");
        if (!File.Exists(file))
        {
            var proposal = Path.Combine(Folder(), $"{storedName}.received.json");
            var made = JsonSerializer.SerializeToNode(Made(StoredEventSpecs.All.ClassOf(storedName), "", 0), StoredEventSpecs.All.ClassOf(storedName), EventTypes.Json)!;
            File.WriteAllText(proposal, Text(made, Read(storedName, made)));
            Assert.Fail($"""
                There is no {file}: a sample of the stored event must be kept for ever. A proposal stands in {proposal}; for an old name take one that was really stored under it.
                """);
        }

        var sample = JsonNode.Parse(File.ReadAllText(file))!;
        var read = Read(storedName, sample["stored"]!);
        JsonNode.DeepEquals(read, sample["read"]).ShouldBeTrue($"{file} is read differently now. If that is meant, its \"read\" becomes:\n{read.ToJsonString(pretty)}");
    }

    [Fact]
    public void No_sample_lost_its_name() =>
        Directory.GetFiles(Folder(), "*.json").Select(f => Path.GetFileName(f)).Where(f => !f.EndsWith(".received.json", StringComparison.Ordinal))
            .Select(f => f[..^".json".Length]).Except(StoredEventSpecs.All.StoredNames).ShouldBeEmpty("what was once stored must stay readable");

    private static JsonNode Read(string storedName, JsonNode stored)
    {
        var read = StoredEventSpecs.All.Read(storedName, JsonSerializer.SerializeToUtf8Bytes(stored));
        return JsonSerializer.SerializeToNode(read, read.GetType(), EventTypes.Json)!;
    }

    private static string Text(JsonNode stored, JsonNode read) =>
        new JsonObject { ["stored"] = stored, ["read"] = read }.ToJsonString(pretty).ReplaceLineEndings("\n") + "\n";

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "samples");

    /// <summary>A value with every member filled, always the same.</summary>
    private static object? Made(Type type, string name, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0);
        if (type == typeof(string)) return Words(name);
        if (type == typeof(int)) return 1;
        if (type == typeof(long)) return 1L;
        if (type == typeof(bool)) return true;
        if (type == typeof(Guid)) return Guid.Parse("0190d0d0-0000-7000-8000-000000000001");
        if (type == typeof(DateOnly)) return new DateOnly(2026, 9, 5);
        if (type == typeof(TimeOnly)) return new TimeOnly(8, 30);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 9, 5, 1, 30, 0, TimeSpan.Zero);
        if (type.IsGenericType && type.GetGenericArguments() is [var key, var value] && type.IsAssignableFrom(typeof(Dictionary<,>).MakeGenericType(key, value)))
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
            map[Made(key, "code", depth + 1)!] = Made(value, name, depth + 1);
            return map;
        }

        var item = type.IsArray ? type.GetElementType() : type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[0] : null;
        if (item is not null)
        {
            var items = Array.CreateInstance(item, depth > 4 ? 0 : 1);
            if (items.Length > 0) items.SetValue(Made(item, name, depth + 1), 0);
            return type.IsAssignableFrom(items.GetType()) ? items : Activator.CreateInstance(typeof(List<>).MakeGenericType(item), items);
        }

        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Made(p.ParameterType, p.Name!, depth + 1))]);
    }

    private static string Words(string name) => name.ToUpperInvariant() switch
    {
        "NUMERATOR" or "VALUE" => "3",
        "DENOMINATOR" => "10",
        "PERIOD" => "2026",
        var n when n.Contains("NAME", StringComparison.Ordinal) => "Nguyễn Thị Ví Dụ",
        var n when n.Contains("REFERENCE", StringComparison.Ordinal) => "BT-VIDU0-00001",
        var n when n.Contains("PHONE", StringComparison.Ordinal) => "0000 000 000",
        var n when n.Contains("MAIL", StringComparison.Ordinal) => "vi.du@example.invalid",
        var n when n.Contains("CODE", StringComparison.Ordinal) => "VI-DU",
        _ => "Ví dụ",
    };
}
