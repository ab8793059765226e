using System.Globalization;
using System.Text.RegularExpressions;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.DropoutRisks;

/// <param name="Column">Of <see cref="PupilFile.Columns"/>; empty when the row as a whole cannot be read.</param>
/// <param name="Rule">Stable name of what was broken.</param>
internal sealed record PupilFault(int Row, string Column, string Rule, string Vi, string En);

/// <summary>One pupil of a file: what it says; what a file does not say stays as it was.</summary>
internal sealed record PupilLine(int Row, Pupil Pupil, DropoutSignals Signals);

/// <summary>A file of attendance and results: one pupil a row, columns by their headings in either language and any order; all but the code and the name may be missing.</summary>
internal static partial class PupilFile
{
    public sealed record Column(string Name, string Vi, string En);

    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("pupilCode", "Mã học sinh", "Pupil code"), new("name", "Họ và tên", "Full name"), new("bornOn", "Ngày sinh", "Date of birth"), new("className", "Lớp", "Class"),
        new("unexcusedDays", "Vắng không phép 30 ngày", "Absent without leave 30 days"), new("absentDays", "Số buổi nghỉ", "Days absent"), new("schoolDays", "Số buổi học", "School days"),
        new("average", "Điểm trung bình", "Average"), new("averageBefore", "Điểm trung bình kỳ trước", "Average before"), new("failingSubjects", "Số môn chưa đạt", "Subjects failed"), new("conduct", "Rèn luyện", "Conduct"),
    ];

    private static readonly Dictionary<string, string> columnOf = Columns.SelectMany(column => new[] { column.Name, column.Vi, column.En }.Select(heading => (Heading: SearchText.Fold(heading), column.Name)))
        .DistinctBy(it => it.Heading).ToDictionary(it => it.Heading, it => it.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, PupilConduct> conducts = new(StringComparer.Ordinal)
    {
        ["tot"] = PupilConduct.Good,
        ["good"] = PupilConduct.Good,
        ["kha"] = PupilConduct.Fair,
        ["fair"] = PupilConduct.Fair,
        ["dat"] = PupilConduct.Passed,
        ["passed"] = PupilConduct.Passed,
        ["chua dat"] = PupilConduct.NotPassed,
        ["not passed"] = PupilConduct.NotPassed,
    };

    /// <param name="Refused">Why the file as a whole cannot be used, in both languages.</param>
    public sealed record Content(IReadOnlyList<PupilLine> Lines, IReadOnlyList<PupilFault> Faults, (string Vi, string En)? Refused = null);

    public static Content Read(byte[] bytes, bool workbook, DateOnly today)
    {
        IReadOnlyList<TableRow> rows;
        try
        {
            rows = TableFile.Read(bytes, workbook);
        }
        catch (InvalidDataException e)
        {
            return e.Message == "rows"
                ? Refuse($"Tệp có hơn {TableFile.MostRows:N0} dòng. Hãy chia thành nhiều tệp.", $"The file has more than {TableFile.MostRows:N0} rows. Divide it.")
                : Refuse("Không đọc được tệp. Dùng CSV mã UTF-8 hoặc XLSX.", "The file cannot be read. Use CSV in UTF-8 or XLSX.");
        }

        if (rows.Count < 2) return Refuse("Tệp không có dòng nào.", "The file has no rows.");
        var headings = rows[0].Cells.Select(cell => columnOf.GetValueOrDefault(SearchText.Fold(cell.Trim()))).ToList();
        if (headings.Where(name => name is not null).GroupBy(name => name).Any(same => same.Count() > 1) || !headings.Contains("pupilCode") || !headings.Contains("name")
            || headings.Zip(rows[0].Cells).Any(it => it.First is null && !string.IsNullOrWhiteSpace(it.Second)))
            return Refuse($"Dòng tiêu đề chỉ gồm các cột: {string.Join(", ", Columns.Select(c => c.Vi))}; cần có {Columns[0].Vi} và {Columns[1].Vi}.",
                $"The headings may be: {string.Join(", ", Columns.Select(c => c.En))}; {Columns[0].En} and {Columns[1].En} are needed.");

        var lines = new List<PupilLine>();
        var faults = new List<PupilFault>();
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows.Skip(1))
        {
            if (row.Broken)
            {
                faults.Add(new(row.Number, "", "quotes-bad", "Dấu ngoặc kép trong dòng này không khép đúng.", "The quotation marks in this row do not match."));
                continue;
            }

            var cells = headings.Zip(row.Cells).Where(it => it.First is not null).ToDictionary(it => it.First!, it => Plain(it.Second), StringComparer.Ordinal);
            var wrong = faults.Count;
            var line = LineOf(row.Number, cells, today, faults);
            var same = SearchText.Fold(string.Concat(line.Pupil.PupilCode!.Where(letter => !char.IsWhiteSpace(letter))));
            if (same.Length > 0 && !codes.TryAdd(same, row.Number))
                faults.Add(new(row.Number, "pupilCode", "code-repeated", $"Mã này đã có ở dòng {codes[same]}.", $"Row {codes[same]} has the same code."));
            if (faults.Count == wrong) lines.Add(line);
        }

        return new(lines, faults);

        static Content Refuse(string vi, string en) => new([], [], (vi, en));
    }

    private static PupilLine LineOf(int row, Dictionary<string, string> cells, DateOnly today, List<PupilFault> faults)
    {
        string Of(string column) => cells.GetValueOrDefault(column, "");
        void Fault(string column, string rule, string vi, string en) => faults.Add(new(row, column, rule, vi, en));

        var code = Of("pupilCode");
        if (code.Length is 0 or > 40) Fault("pupilCode", "code-missing", "Cần mã học sinh, tối đa 40 ký tự.", "Needs the pupil code, at most 40 characters.");
        var name = Of("name");
        if (name.Length is 0 or > 200 || name.Any(char.IsControl)) Fault("name", "name-bad", "Cần họ và tên, tối đa 200 ký tự.", "Needs the full name, at most 200 characters.");
        var className = Of("className");
        if (className.Length > 50) Fault("className", "class-bad", "Tối đa 50 ký tự.", "At most 50 characters.");
        var born = Day(Of("bornOn"));
        if (born is null ? Of("bornOn").Length > 0 : born > today || born <= today.AddYears(-25))
            Fault("bornOn", "day-bad", "Cần ngày sinh dạng 2013-09-05 hoặc 05/09/2013, trong 25 năm qua.", "Needs a date of birth such as 2013-09-05 or 05/09/2013, within the last 25 years.");

        int? Number(string column, int least, int most)
        {
            var text = Of(column);
            if (text.Length == 0) return null;
            if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number) && number >= least && number <= most) return (int)number;
            Fault(column, "number-bad", $"Cần số nguyên từ {least} đến {most}.", $"Needs a whole number from {least} to {most}.");
            return null;
        }

        int? Mark(string column)
        {
            var text = Of(column).Replace(',', '.');
            if (text.Length == 0) return null;
            if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var mark) && mark <= 10) return (int)Math.Round(mark * 10, MidpointRounding.AwayFromZero);
            Fault(column, "mark-bad", "Cần điểm từ 0 đến 10.", "Needs a mark from 0 to 10.");
            return null;
        }

        PupilConduct? conduct = null;
        if (Of("conduct") is { Length: > 0 } said)
            if (conducts.TryGetValue(SearchText.Fold(said), out var known)) conduct = known;
            else Fault("conduct", "conduct-bad", "Ghi Tốt, Khá, Đạt hoặc Chưa đạt.", "Write Good, Fair, Passed or Not passed.");

        var signals = new DropoutSignals(Number("unexcusedDays", 0, 30), Number("absentDays", 0, 400), Number("schoolDays", 1, 400), Mark("average"), Mark("averageBefore"), Number("failingSubjects", 0, 30), conduct);
        if (signals.AbsentDays > signals.SchoolDays) Fault("absentDays", "absent-too-often", "Nhiều hơn số buổi học.", "More than the school days.");
        return new(row, new Pupil(name, born, null, className.Length == 0 ? null : className, code), signals);
    }

    /// <summary>The cell without blanks around it and without the mark that guards a formula.</summary>
    private static string Plain(string cell)
    {
        var text = cell.Trim();
        return (GuardedFormula().IsMatch(text) ? text[1..] : text).Trim().Normalize();
    }

    /// <summary>Two digits for day and month; or the number of a day, as a workbook keeps it.</summary>
    private static DateOnly? Day(string cell) =>
        DateOnly.TryParseExact(cell, ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial is > 20_000 and < 80_000 ? new DateOnly(1899, 12, 30).AddDays(serial)
        : null;

    [GeneratedRegex(@"^'[=+\-@]", RegexOptions.CultureInvariant)]
    private static partial Regex GuardedFormula();
}
