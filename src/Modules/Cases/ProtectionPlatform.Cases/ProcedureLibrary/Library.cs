using System.Collections.Immutable;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Cases.AssessingRisk;
using ProtectionPlatform.Cases.Documents;

namespace ProtectionPlatform.Cases.ProcedureLibrary;

/// <summary>A form of the risk assessment in a new version, from a day on, for the country or a locality.</summary>
/// <param name="Decisive">Rows of table A of which one answered High makes the level High.</param>
/// <param name="Source">Where the wording is from: the decree, the circular, the local decision.</param>
internal sealed record AssessmentFormIssued(
    AssessmentForm Form, string Version, DateOnly ValidFrom, Guid? OrganisationId, IReadOnlyList<AssessmentRow> Rows, IReadOnlyList<string> Decisive, string Source, string Reason);

/// <summary>Wording of the papers that replaces ours, from a day on, for the country or a locality.</summary>
internal sealed record PaperWordsIssued(string Version, DateOnly ValidFrom, Guid? OrganisationId, IReadOnlyList<PaperWord> Words, string Source, string Reason);

/// <param name="Key">Of a line in <c>document-templates.json</c>.</param>
/// <param name="Text">With the same places to fill in, such as {0}.</param>
internal sealed record PaperWord(string Key, string Text);

/// <summary>
/// Forms and wording as data: what ships with the module, and every dated version issued since. A case keeps the versions that were in force when it was
/// opened, or last opened again, so that its assessments can be compared with each other; what was assessed keeps its own for ever.
/// </summary>
internal sealed record Library(ImmutableList<AssessmentTemplate> Forms, ImmutableList<PaperWordsIssued> Words) : IState<Library>
{
    /// <summary>There is one library, so one stream.</summary>
    public static readonly Guid StreamId = EventStore.Derived("cases.procedure-library");

    public static Library Initial { get; } = new([.. ReferenceData.Templates], []);

    public static Library? Evolve(Library? before, RecordedEvent happened) => happened.Data switch
    {
        AssessmentFormIssued e => (before ?? Initial) with { Forms = (before ?? Initial).Forms.Add(new(e.Form, e.Version, e.Rows, e.ValidFrom, e.OrganisationId, e.Decisive, e.Source)) },
        PaperWordsIssued e => (before ?? Initial) with { Words = (before ?? Initial).Words.Add(e) },
        _ => before,
    };

    /// <summary>The form a case uses: the newest of the nearest place that has its own, else of the country.</summary>
    /// <param name="places">The school and every organisation above it, nearest first.</param>
    public AssessmentTemplate InForce(AssessmentForm form, DateOnly day, IEnumerable<Guid> places) =>
        places.Select(place => (Guid?)place).Append(null).Select(place => Newest(form, day, place)).OfType<AssessmentTemplate>().First();

    /// <summary>The version something was assessed with.</summary>
    public AssessmentTemplate Of(AssessmentForm form, string version) => Forms.FirstOrDefault(t => t.Form == form && t.Version == version) ?? ReferenceData.Template(form);

    /// <summary>The wording of papers: ours, with what was issued for the country, the province, … and the school itself instead, each as of the day.</summary>
    public Lines LinesOn(DateOnly day, IReadOnlyList<Guid> places)
    {
        var issued = Words.Where(w => w.ValidFrom <= day && (w.OrganisationId is not { } place || places.Contains(place)))
            .OrderByDescending(w => w.OrganisationId is { } place ? places.Index().First(p => p.Item == place).Index : int.MaxValue).ThenBy(w => w.ValidFrom).ToList();
        return issued.Aggregate(Lines.Current, (lines, words) => lines.With(words));
    }

    private AssessmentTemplate? Newest(AssessmentForm form, DateOnly day, Guid? place) =>
        Forms.Where(t => t.Form == form && t.OrganisationId == place && t.ValidFrom <= day).OrderBy(t => t.ValidFrom).LastOrDefault();
}

internal static class LibraryOfCase
{
    /// <summary>From which day's library the case takes its forms.</summary>
    public static DateOnly LibraryDay(this CaseFile file) => (file.Reopenings is [.., { } last] ? last.At : file.OpenedAt).VietNamDay();
}
