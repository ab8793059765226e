using System.Globalization;
using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Access.Organisations;

/// <summary>A line and the row it stands in.</summary>
internal sealed record FileLine(int Row, OrganisationLine Line);

/// <summary>What a line does to the register.</summary>
public enum LineChange
{
    /// <summary>Its organisation was not known.</summary>
    Created,

    /// <summary>It says something new of a known organisation: a name from a day, or a correction.</summary>
    Changed,

    /// <summary>It gives a known organisation its last day.</summary>
    Ended,

    /// <summary>All of it was known.</summary>
    Unchanged,
}

/// <summary>A cell that will read otherwise.</summary>
public sealed record CellChange(string Column, string Before, string After);

/// <summary>What a row does, cell by cell.</summary>
internal sealed record RowChange(FileLine Of, LineChange Change, IReadOnlyList<CellChange> Cells);

/// <summary>What would come of a file. Where there are faults nothing does.</summary>
/// <param name="Rows">One for each line of the file.</param>
/// <param name="Histories">The organisations of the file as they would then be; a new one has no id yet.</param>
internal sealed record RegisterPlan(IReadOnlyList<RowChange> Rows, IReadOnlyList<OrganisationHistory> Histories, IReadOnlyList<RowFault> Faults)
{
    public int Count(LineChange change) => Rows.Count(row => row.Change == change);

    public bool ChangesSomething => Rows.Any(row => row.Change != LineChange.Unchanged);

    /// <summary>The organisations that will not be as they were.</summary>
    public IEnumerable<OrganisationHistory> Affected
    {
        get
        {
            var codes = Rows.Where(row => row.Change != LineChange.Unchanged).Select(row => row.Of.Line.Code).ToHashSet(StringComparer.Ordinal);
            return Histories.Where(history => codes.Contains(history.Code));
        }
    }
}

/// <summary>
/// Decides what a file would do to the register. A line replaces the one of the same code and first day, or is added; what the file does not name stays.
/// Then everything the file touches is checked as it would stand.
/// </summary>
internal static class RegisterChange
{
    private static readonly DateOnly lastDayOfDistricts = new(2025, 6, 30);

    /// <param name="unreadable">Faults of rows that hold no line, with the code of the row where it could be read.</param>
    public static RegisterPlan Decide(OrganisationRegister now, IReadOnlyList<FileLine> lines, IReadOnlyList<(RowFault Fault, string? Code)> unreadable)
    {
        var faults = unreadable.Select(it => it.Fault).ToList();
        var first = new Dictionary<(string, DateOnly), FileLine>();
        foreach (var line in lines)
            if (!first.TryAdd((line.Line.Code, line.Line.From), line)) faults.Add(RowFaults.Repeated.At(line.Row, first[(line.Line.Code, line.Line.From)].Row));

        var inFile = first.Values.GroupBy(line => line.Line.Code, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var histories = inFile.Values.Select(group => Merge(now.Find(group[0].Line.Code), group)).ToList();
        var then = new OrganisationRegister(now.All.Where(history => !inFile.ContainsKey(history.Code)).Concat(histories));

        // Of an organisation with an unreadable row nothing more is said, nor of what refers to it: it would only be a consequence.
        var unsettled = unreadable.Select(it => it.Code).OfType<string>().ToHashSet(StringComparer.Ordinal);
        faults.AddRange(new Check(then, inFile, unsettled).Faults());
        var rows = lines.Select(line => Describe(now.Find(line.Line.Code), then.Find(line.Line.Code)!, line)).ToList();
        return new(rows, histories, [.. faults.Distinct().OrderBy(fault => fault.Row).ThenBy(fault => Array.IndexOf(OrganisationColumns.All, fault.Column))]);
    }

    private static OrganisationHistory Merge(OrganisationHistory? known, List<FileLine> group)
    {
        var replaced = group.Select(line => line.Line.From).ToHashSet();
        return new(known?.Id ?? Guid.Empty,
            [.. (known?.Lines ?? []).Where(line => !replaced.Contains(line.From)).Concat(group.Select(line => line.Line)).OrderBy(line => line.From)]);
    }

    private static RowChange Describe(OrganisationHistory? before, OrganisationHistory after, FileLine row)
    {
        if (before is null) return new(row, LineChange.Created, []);
        var line = row.Line;
        var same = before.Lines.FirstOrDefault(old => old.From == line.From);
        // A new line is told by what differs from the one it follows.
        var compared = same ?? after.Lines.LastOrDefault(old => old.From < line.From) ?? before.Lines[0];
        var cells = OrganisationColumns.All.Zip(compared.Cells(), line.Cells())
            .Where(cell => cell.Second != cell.Third && (same is not null || cell.First is not (OrganisationColumns.To or OrganisationColumns.Successors)))
            .Select(cell => new CellChange(cell.First, cell.Second, cell.Third)).ToList();
        return new(row,
            same is not null && cells.Count == 0 ? LineChange.Unchanged
            : before.To is null && line.To is not null && line == after.Lines[^1] ? LineChange.Ended
            : LineChange.Changed, cells);
    }

    /// <summary>The rules of the register, on everything the file touches.</summary>
    private sealed class Check(OrganisationRegister then, Dictionary<string, List<FileLine>> inFile, HashSet<string> unsettled)
    {
        public IEnumerable<RowFault> Faults() =>
        [
            .. inFile.Keys.Where(code => !unsettled.Contains(code)).SelectMany(code => OfOne(then.Find(code)!)),
            .. then.All.Where(history => !inFile.ContainsKey(history.Code)).SelectMany(OfOneBeside),
            .. Cycles(),
        ];

        private IEnumerable<RowFault> OfOne(OrganisationHistory history)
        {
            for (var i = 0; i < history.Lines.Count; i++)
            {
                var line = history.Lines[i];
                var row = RowOf(line);
                if (line.Kind != history.Kind) yield return RowFaults.KindDiffers.At(row);
                if (line.Kind == OrganisationKind.DistrictOffice && (line.To is null || line.To > lastDayOfDistricts)) yield return RowFaults.DistrictsEnded.At(row);
                if (i > 0 && history.Lines[i - 1] is var earlier)
                {
                    if (earlier.To is not { } ended || ended >= line.From) yield return RowFaults.Overlap.At(row, Day(earlier.From));
                    else if (ended < line.From.AddDays(-1)) yield return RowFaults.Gap.At(row, Day(ended));
                }

                if (Above(line) is { } fault) yield return fault.At(row, line.Parent!);
                var isLast = i == history.Lines.Count - 1;
                if (line.Successors.Count > 0 && (!isLast || line.To is null)) yield return RowFaults.SuccessorTooEarly.At(row);
                // A provider may simply close. The duties of everybody else pass to somebody.
                if (isLast && line.To is not null && line.Successors.Count == 0 && line.Kind != OrganisationKind.Provider) yield return RowFaults.SuccessorMissing.At(row);
                if (line.To is not { } last) continue;
                foreach (var code in line.Successors.Where(code => !unsettled.Contains(code)))
                    if (then.Find(code) is not { } successor) yield return RowFaults.SuccessorUnknown.At(row, code);
                    else if (successor.On(last.AddDays(1)) is null) yield return RowFaults.SuccessorNotThere.At(row, code, Day(last.AddDays(1)));
            }
        }

        private RowFault.Kind? Above(OrganisationLine line) =>
            line.Parent is null || unsettled.Contains(line.Parent) ? null
            : line.Parent == line.Code ? RowFaults.ParentIsSelf
            : then.Find(line.Parent) is not { } parent ? RowFaults.ParentUnknown
            : parent.ExistsThroughout(line.From, line.To) ? null : RowFaults.ParentNotThere;

        /// <summary>An organisation the file does not name, but which stands under one it does, or is followed by one.</summary>
        private IEnumerable<RowFault> OfOneBeside(OrganisationHistory history)
        {
            foreach (var line in history.Lines)
                if (line.Parent is { } parent && inFile.ContainsKey(parent) && Above(line) is not null)
                    yield return RowFaults.StillAbove.At(LastRowOf(parent), line.Code);
            foreach (var successor in history.Successors.Where(code => inFile.ContainsKey(code) && !unsettled.Contains(code)))
                if (history.To is { } last && then.Find(successor)!.On(last.AddDays(1)) is null)
                    yield return RowFaults.StillSucceeds.At(LastRowOf(successor), history.Code, Day(last.AddDays(1)));
        }

        /// <summary>
        /// Whoever stands in a circle on some day does so on the day the latest of its lines begins. So it is enough to go up from the first day of every line.
        /// </summary>
        private IEnumerable<RowFault> Cycles()
        {
            foreach (var start in then.All.SelectMany(history => history.Lines))
            {
                var way = new List<OrganisationLine>();
                for (var line = start; line is not null && !way.Contains(line); line = then.Find(line.Parent)?.On(start.From))
                {
                    way.Add(line);
                    if (line.Parent != start.Code || start.Parent == start.Code) continue;
                    foreach (var link in way.Where(link => inFile.ContainsKey(link.Code))) yield return RowFaults.Cycle.At(RowOf(link));
                    break;
                }
            }
        }

        /// <summary>The row of the line; of a line that was known before, the nearest row the file has for its organisation.</summary>
        private int RowOf(OrganisationLine line)
        {
            var rows = inFile[line.Code];
            return (rows.Find(row => row.Line == line) ?? rows.MinBy(row => Math.Abs(row.Line.From.DayNumber - line.From.DayNumber))!).Row;
        }

        private int LastRowOf(string code) => inFile[code].MaxBy(row => row.Line.From)!.Row;

        private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
    }
}
