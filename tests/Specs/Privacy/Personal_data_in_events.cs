using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.Specs.EventStore;

namespace ProtectionPlatform.Specs.Privacy;

/// <summary>
/// Every text in every event is either marked as personal, and sealed, or stands in the approved list of those that are not:
/// a new text cannot be forgotten.
/// </summary>
public sealed class Personal_data_in_events
{
    [Fact]
    public void Are_marked_or_approved_as_telling_of_nobody()
    {
        var clear = StoredEventSpecs.All.StoredNames.SelectMany(name => ClearTexts(EventTypes.Json.GetTypeInfo(StoredEventSpecs.All.ClassOf(name)), name)).ToList();

        var folder = Path.GetDirectoryName(Here())!;
        var (approved, received) = (Path.Combine(folder, "clear-texts.approved.txt"), Path.Combine(folder, "clear-texts.received.txt"));
        File.WriteAllLines(received, clear);
        File.ReadAllLines(approved).SequenceEqual(clear).ShouldBeTrue($"mark what is personal, or move {received} over the approved list when the new texts tell of nobody");
        File.Delete(received);
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [Fact]
    public void Can_all_be_absent() =>
        Should.NotThrow(() => StoredEventSpecs.All.StoredNames.Select(name => PersonalFields.Of(StoredEventSpecs.All.ClassOf(name))).ToList());

    private static IEnumerable<string> ClearTexts(JsonTypeInfo type, string path)
    {
        if (type.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary && type.ElementType is { } element)
            return element == typeof(string) ? [$"{path}[]"] : ClearTexts(EventTypes.Json.GetTypeInfo(element), $"{path}[]");
        if (type.Kind != JsonTypeInfoKind.Object) return [];
        return type.Properties.Where(p => p.Get is not null && PersonalFields.MarkOf(p) is null).SelectMany(p =>
            p.PropertyType == typeof(string) ? [$"{path}.{p.Name}"] : ClearTexts(EventTypes.Json.GetTypeInfo(p.PropertyType), $"{path}.{p.Name}"));
    }
}
