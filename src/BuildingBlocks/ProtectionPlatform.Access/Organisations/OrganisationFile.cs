using System.Globalization;
using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;

namespace ProtectionPlatform.Access.Organisations;

/// <summary>Reads and writes the register as CSV: UTF-8, comma or semicolon, one line of the register a row.</summary>
internal static partial class OrganisationFile
{
    public const int LargestFile = 5 * 1024 * 1024, MostRows = 20_000, LongestName = 200;

    /// <summary>What a file holds: its lines, and what is wrong with the rows that hold none.</summary>
    /// <param name="Refused">Why the file as a whole cannot be read, in both languages; then there is nothing else.</param>
    internal sealed record Content(IReadOnlyList<FileLine> Lines, IReadOnlyList<(RowFault Fault, string? Code)> Faults, (string Vi, string En)? Refused = null);

    public static Content Read(byte[] bytes)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Refuse("Tệp không phải UTF-8. Trong Excel, chọn lưu dạng “CSV UTF-8”.", "The file is not UTF-8. In Excel, save it as “CSV UTF-8”.");
        }

        var heading = text.Split('\n').FirstOrDefault(line => line.Trim() is not "" && !IsNote(line)) ?? "";
        var broken = new HashSet<long>();
        using var csv = CsvReader.FromText(text, new CsvReaderOptions
        {
            HasHeader = false, // notes may stand above it
            Separator = heading.Count(letter => letter == ';') > heading.Count(letter => letter == ',') ? ';' : ',',
            AllowLineBreaksInQuotes = false, // no cell has several lines, and one missing quotation mark must not swallow the rest
            OnMalformedRecord = record => broken.Add(record.LineNumber),
            TrackLineNumbers = true,
        });
        string[]? columns = null;
        var lines = new List<FileLine>();
        var faults = new List<(RowFault, string?)>();
        var rows = 0;
        while (csv.Read())
        {
            var cells = Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).ToArray();
            var row = (int)csv.LineNumber;
            if (IsNote(cells[0]) || cells.All(string.IsNullOrWhiteSpace)) continue;
            if (columns is null)
            {
                columns = [.. cells.Select(cell => OrganisationColumns.Column(cell) ?? "")];
                if (!columns.Where(column => column.Length > 0).Order(StringComparer.Ordinal).SequenceEqual(OrganisationColumns.All.Order(StringComparer.Ordinal))
                    || cells.Zip(columns).Any(it => it.Second.Length == 0 && !string.IsNullOrWhiteSpace(it.First)))
                    return Refuse($"Dòng tiêu đề cần đúng các cột: {string.Join(", ", OrganisationColumns.Headings(vi: true))}.", $"The headings must be: {string.Join(", ", OrganisationColumns.All)}.");
                continue;
            }

            if (++rows > MostRows) return Refuse($"Tệp có hơn {MostRows:N0} dòng. Hãy chia thành nhiều tệp.", $"The file has more than {MostRows:N0} rows. Divide it.");
            if (broken.Contains(row))
            {
                faults.Add((RowFaults.BadQuotes.At(row), null));
                continue;
            }

            if (cells.Length < columns.Length || cells.Skip(columns.Length).Any(cell => !string.IsNullOrWhiteSpace(cell)))
            {
                faults.Add((RowFaults.Unreadable.At(row, cells.Length, columns.Length), null));
                continue;
            }

            var byColumn = columns.Zip(cells).Where(it => it.First.Length > 0).ToDictionary(it => it.First, it => Plain(it.Second), StringComparer.Ordinal);
            var (line, wrong, code) = LineOf(byColumn, row);
            if (line is null) faults.AddRange(wrong.Select(fault => (fault, code)));
            else lines.Add(new(row, line));
        }

        return rows == 0 ? Refuse("Tệp không có dòng nào.", "The file has no rows.") : new(lines, faults);

        static Content Refuse(string vi, string en) => new([], [], (vi, en));

        static bool IsNote(string line) => line.TrimStart(' ', '"').StartsWith('#');
    }

    /// <summary>Whatever a spreadsheet could take for a formula is written as text.</summary>
    public static byte[] Write(IEnumerable<OrganisationLine> lines, bool vi)
    {
        using var file = new MemoryStream();
        using (var csv = CsvWriter.Create(file, new CsvWriterOptions { WriteByteOrderMark = true }, leaveOpen: true)) // Excel takes the file for UTF-8 only with the mark
        {
            foreach (var heading in OrganisationColumns.Headings(vi)) csv.WriteField(heading);
            csv.EndRecord();
            foreach (var line in lines)
            {
                foreach (var cell in line.Cells()) csv.WriteField(Formula().IsMatch(cell) ? $"'{cell}" : cell);
                csv.EndRecord();
            }
        }

        return file.ToArray();
    }

    /// <summary>The cell without blanks around it and without the mark that <see cref="Write"/> sets before a formula.</summary>
    private static string Plain(string cell)
    {
        var text = cell.Trim();
        return (MarkedFormula().IsMatch(text) ? text[1..] : text).Trim().Normalize();
    }

    private static (OrganisationLine? Line, List<RowFault> Faults, string? Code) LineOf(Dictionary<string, string> cells, int row)
    {
        var faults = new List<RowFault>();
        var code = Code(cells[OrganisationColumns.Code]);
        if (code is null) faults.Add(RowFaults.CodeBad.At(row));
        var kind = OrganisationColumns.KindOf(cells[OrganisationColumns.Kind]);
        if (kind is null) faults.Add(RowFaults.KindUnknown.At(row));
        var name = cells[OrganisationColumns.Name];
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl)) faults.Add(RowFaults.NameBad.At(row));
        var parent = cells[OrganisationColumns.Parent];
        if (parent.Length > 0 && Code(parent) is null) faults.Add(RowFaults.ParentUnknown.At(row, parent));
        var from = Day(cells[OrganisationColumns.From]);
        if (from is null) faults.Add(RowFaults.FromBad.At(row));
        var to = Day(cells[OrganisationColumns.To]);
        if (to is null && cells[OrganisationColumns.To].Length > 0) faults.Add(RowFaults.ToBad.At(row));
        if (to < from) faults.Add(RowFaults.EndsBeforeItBegins.At(row));
        var successors = cells[OrganisationColumns.Successors].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var successor in successors.Where(successor => Code(successor) is null)) faults.Add(RowFaults.SuccessorUnknown.At(row, successor));
        var phone = cells[OrganisationColumns.Phone];
        if (phone.Length > 0 && !PhoneNumber().IsMatch(phone)) faults.Add(RowFaults.PhoneBad.At(row));
        var email = cells[OrganisationColumns.Email];
        if (email.Length > 0 && (email.Length > 254 || !MailAddress.TryCreate(email, out var address) || address.Address != email)) faults.Add(RowFaults.EmailBad.At(row));
        return faults.Count > 0 ? (null, faults, code) : (new(code!, kind!.Value, name, Text(Code(parent)), from!.Value, to,
            [.. successors.Select(successor => Code(successor)!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], Text(phone), Text(email)), faults, code);

        static string? Text(string? cell) => string.IsNullOrEmpty(cell) ? null : cell;
    }

    /// <summary>Codes are compared without regard to case, so they are kept in capitals.</summary>
    private static string? Code(string cell) => CodeShape().IsMatch(cell) ? cell.ToUpperInvariant() : null;

    /// <summary>Two digits for day and month, because 7/1/2025 is one day in Viet Nam and another elsewhere.</summary>
    private static DateOnly? Day(string cell) =>
        DateOnly.TryParseExact(cell, ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1800 and < 9999 ? day : null;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodeShape();

    [GeneratedRegex(@"^[0-9+() .-]{3,30}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneNumber();

    [GeneratedRegex(@"^'*[=+\-@\t\r]", RegexOptions.CultureInvariant)]
    private static partial Regex Formula();

    [GeneratedRegex(@"^'+[=+\-@\t\r]", RegexOptions.CultureInvariant)]
    private static partial Regex MarkedFormula();
}
