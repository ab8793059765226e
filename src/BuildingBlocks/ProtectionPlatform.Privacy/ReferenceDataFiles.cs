using System.Text.Json;
using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Privacy;

/// <summary>Files that come with the module: time limits and texts as data, each with its version.</summary>
internal static class ReferenceDataFiles
{
    public static T Read<T>(string file)
    {
        var assembly = typeof(ReferenceDataFiles).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith(file, StringComparison.Ordinal));
        using var stream = assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<T>(stream, EventTypes.Json)!;
    }
}
