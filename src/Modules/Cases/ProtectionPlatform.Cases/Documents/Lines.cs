using ProtectionPlatform.Cases.ProcedureLibrary;

namespace ProtectionPlatform.Cases.Documents;

/// <summary>
/// The fixed wording of the papers: titles, labels, sentences, as data in <c>ReferenceData/document-templates.json</c>, so that official wording
/// replaces ours without code. Each line says where it is from: [V] read in an official text, [M] from memory and to be checked, [D] ours.
/// </summary>
/// <param name="Version">Printed at the foot of every paper.</param>
internal sealed record Lines(string Version, IReadOnlyList<Lines.Line> All)
{
    public sealed record Line(string Key, string Tag, string Vi);

    public static Lines Current { get; } = ReferenceData.Read<Lines>("document-templates.json");

    /// <summary>Null when the papers have no such line.</summary>
    public string? Find(string key) => byKey.GetValueOrDefault(key);

    /// <summary>With other words for some of the lines; both versions stand at the foot.</summary>
    public Lines With(PaperWordsIssued issued)
    {
        var words = issued.Words.ToDictionary(word => word.Key, word => word.Text);
        return new($"{Version} + {issued.Version}", [.. All.Select(line => words.TryGetValue(line.Key, out var text) ? line with { Vi = text } : line)]);
    }

    private readonly Dictionary<string, string> byKey = All.ToDictionary(line => line.Key, line => line.Vi);

    /// <exception cref="KeyNotFoundException">The template has no such line.</exception>
    public string this[string key] => byKey.TryGetValue(key, out var text) ? text : throw new KeyNotFoundException($"document-templates.json has no line {key}.");
}
