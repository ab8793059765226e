using System.Text.Json;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases.AssessingRisk;

namespace ProtectionPlatform.Cases;

/// <summary>A measure of Articles 48 to 50 of the Law on Children.</summary>
internal sealed record Measure(string Code, string Level, string NameVi, string NameEn, string Source);

/// <summary>Reference data that ships with the module as files.</summary>
internal static class ReferenceData
{
    public static IReadOnlyList<Measure> Measures { get; } = Read<List<Measure>>("measures.json");

    public static IReadOnlyList<AssessmentTemplate> Templates { get; } = ReadTemplates();

    public static AssessmentTemplate Template(AssessmentForm form) => Templates.Single(t => t.Form == form);

    public static T Read<T>(string file)
    {
        var assembly = typeof(ReferenceData).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith(file, StringComparison.Ordinal));
        using var stream = assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<T>(stream, EventTypes.Json)!;
    }

    private static List<AssessmentTemplate> ReadTemplates()
    {
        var file = Read<TemplateFile>("assessment-templates.json");
        return [.. file.Forms.Select(f => new AssessmentTemplate(f.Key, file.Version, [.. f.Value.Select(code => file.Rows.Single(r => r.Code == code))], file.ValidFrom, null, file.Decisive, file.Source))];
    }

    private sealed record TemplateFile(string Version, DateOnly ValidFrom, string Source, List<string> Decisive, Dictionary<AssessmentForm, List<string>> Forms, List<AssessmentRow> Rows);
}
