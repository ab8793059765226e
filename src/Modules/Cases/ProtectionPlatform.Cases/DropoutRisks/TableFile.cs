using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using CsvHelper;

namespace ProtectionPlatform.Cases.DropoutRisks;

/// <param name="Number">As a spreadsheet counts.</param>
/// <param name="Broken">Its quotation marks do not match.</param>
internal sealed record TableRow(int Number, IReadOnlyList<string> Cells, bool Broken = false);

/// <summary>Reads the rows of a CSV file or of the first sheet of a workbook. A workbook is somebody else's archive: it is read within limits, without entities, and nothing in it is calculated or fetched.</summary>
internal static class TableFile
{
    public const int Largest = 5 * 1024 * 1024, MostRows = 20_000, MostColumns = 40;
    private const long LargestPart = 64L * 1024 * 1024;
    private const int LongestCell = 2_000;

    /// <exception cref="InvalidDataException">It cannot be read as a whole.</exception>
    public static IReadOnlyList<TableRow> Read(byte[] bytes, bool workbook)
    {
        try
        {
            var rows = (workbook ? ReadWorkbook(bytes) : ReadCsv(bytes)).Where(row => row.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell))).Take(MostRows + 2).ToList();
            return rows.Count <= MostRows + 1 ? rows : throw new InvalidDataException("rows");
        }
        catch (Exception e) when (e is XmlException or DecoderFallbackException or FormatException or OverflowException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException("unreadable", e);
        }
    }

    private static IEnumerable<TableRow> ReadCsv(byte[] bytes)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        var heading = text.Split('\n', 2)[0];
        var broken = new HashSet<long>();
        using var csv = CsvReader.FromText(text, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = heading.Count(letter => letter == ';') > heading.Count(letter => letter == ',') ? ';' : ',',
            AllowLineBreaksInQuotes = false,
            OnMalformedRecord = record => broken.Add(record.LineNumber),
            TrackLineNumbers = true,
        });
        while (csv.Read())
            yield return new((int)csv.LineNumber, [.. Enumerable.Range(0, Math.Min(csv.FieldCount, MostColumns)).Select(csv.GetString).Select(Short)], broken.Contains(csv.LineNumber));
    }

    private static IEnumerable<TableRow> ReadWorkbook(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
        var shared = SharedStrings(archive);
        var sheet = archive.Entries.Where(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal) && entry.FullName.EndsWith(".xml", StringComparison.Ordinal))
            .MinBy(entry => (entry.FullName.Length, entry.FullName)) ?? throw new InvalidDataException("no sheet");
        using var reader = Open(sheet);
        var last = 0;
        while (reader.ReadToFollowing("row", Main))
        {
            var number = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : last + 1;
            last = number;
            yield return new(number, Cells(reader, shared));
        }
    }

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static List<string> Cells(XmlReader sheet, List<string> shared)
    {
        var cells = new List<string>();
        if (sheet.IsEmptyElement) return cells;
        using var row = sheet.ReadSubtree();
        while (row.ReadToFollowing("c", Main))
        {
            var column = Column(row.GetAttribute("r")) ?? cells.Count;
            if (column >= MostColumns) continue;
            while (cells.Count <= column) cells.Add("");
            cells[column] = Short(Cell(row, row.GetAttribute("t"), shared));
        }

        return cells;
    }

    private static string Cell(XmlReader row, string? type, List<string> shared)
    {
        var text = new StringBuilder();
        using var cell = row.ReadSubtree();
        while (cell.Read())
            if (cell is { NodeType: XmlNodeType.Element, LocalName: "v" or "t" } && text.Length <= LongestCell)
            {
                var value = cell.ReadElementContentAsString();
                text.Append(type == "s" ? shared.ElementAtOrDefault(int.Parse(value, CultureInfo.InvariantCulture)) : value);
            }

        return text.ToString();
    }

    private static List<string> SharedStrings(ZipArchive archive)
    {
        var strings = new List<string>();
        if (archive.GetEntry("xl/sharedStrings.xml") is not { } part) return strings;
        using var reader = Open(part);
        while (reader.ReadToFollowing("si", Main))
        {
            var text = new StringBuilder();
            using var item = reader.ReadSubtree();
            while (item.ReadToFollowing("t", Main)) text.Append(item.ReadElementContentAsString());
            strings.Add(Short(text.ToString()));
            if (strings.Count > MostRows * MostColumns) throw new InvalidDataException("strings");
        }

        return strings;
    }

    private static XmlReader Open(ZipArchiveEntry part)
    {
        if (part.Length > LargestPart) throw new InvalidDataException("too large");
        // The archive may lie about its lengths: the reader counts as well.
        return XmlReader.Create(part.Open(), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LargestPart, CloseInput = true });
    }

    /// <summary>"C7" is the third: 2.</summary>
    private static int? Column(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (letter is < 'A' or > 'Z') break;
            column = Math.Min(column * 26 + (letter - 'A' + 1), MostColumns + 1);
        }

        return column == 0 ? null : column - 1;
    }

    private static string Short(string cell) => cell.Length > LongestCell ? cell[..LongestCell] : cell;
}
