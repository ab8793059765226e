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

    private readonly Dictionary<string, string> byKey = All.ToDictionary(line => line.Key, line => line.Vi);

    /// <exception cref="KeyNotFoundException">The template has no such line.</exception>
    public string this[string key] => byKey.TryGetValue(key, out var text) ? text : throw new KeyNotFoundException($"document-templates.json has no line {key}.");
}
