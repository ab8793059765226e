using System.Globalization;
using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Access.Organisations;

/// <summary>
/// One line of the register: what an organisation was called and under whom it stood, from a day up to and including another.
/// A new name or another parent is a new line; the old one stays as it was.
/// </summary>
/// <param name="Code">The official code of the unit or school: by it a line names its organisation, its parent and its successors.</param>
/// <param name="Successors">Only on the line an organisation ends with.</param>
/// <param name="Phone">Of the office, never of a person; so is the e-mail address.</param>
internal sealed record OrganisationLine(
    string Code, OrganisationKind Kind, string Name, string? Parent, DateOnly From, DateOnly? To, IReadOnlyList<string> Successors, string? Phone = null, string? Email = null)
{
    public bool Holds(DateOnly day) => From <= day && (To is null || day <= To);

    /// <summary>The line as the cells of a file, in the order of <see cref="OrganisationColumns.All"/>.</summary>
    public string[] Cells() =>
        [Code, Kind.ToString(), Name, Parent ?? "", Day(From), To is { } to ? Day(to) : "", string.Join('|', Successors), Phone ?? "", Email ?? ""];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>All lines of one organisation, the first one first, without a gap between them.</summary>
internal sealed record OrganisationHistory(Guid Id, IReadOnlyList<OrganisationLine> Lines)
{
    public string Code => Lines[0].Code;

    public OrganisationKind Kind => Lines[0].Kind;

    public DateOnly From => Lines[0].From;

    public DateOnly? To => Lines[^1].To;

    public IReadOnlyList<string> Successors => Lines[^1].Successors;

    public bool ExistsThroughout(DateOnly from, DateOnly? to) => From <= from && (To is null || (to is not null && to <= To));

    public OrganisationLine? On(DateOnly day) => Lines.FirstOrDefault(line => line.Holds(day));

    /// <summary>The line of that day; before the first day the first line, after the last day the last.</summary>
    public OrganisationLine Around(DateOnly day) => On(day) ?? (day < From ? Lines[0] : Lines[^1]);
}

/// <summary>Every organisation there ever was, by its code.</summary>
internal sealed class OrganisationRegister(IEnumerable<OrganisationHistory> histories)
{
    private readonly Dictionary<string, OrganisationHistory> byCode = histories.ToDictionary(history => history.Code, StringComparer.Ordinal);

    public IReadOnlyCollection<OrganisationHistory> All => byCode.Values;

    public OrganisationHistory? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);
}
