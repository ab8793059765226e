using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ProtectionPlatform.Cases.Documents;

/// <summary>A paper as a Word file, to go on writing in: A4, Times New Roman, the margins of an administrative paper (Decree 30/2020).</summary>
internal static class PaperDocx
{
    /// <summary>Twips: a twentieth of a point.</summary>
    private const int PageWidth = 11906, PageHeight = 16838, Left = 1701, Right = 851, Top = 1134, Bottom = 1134, TextWidth = PageWidth - Left - Right;

    private const string Font = "Times New Roman";

    /// <summary>Choices with more letters than these stand beneath each other.</summary>
    private const int LongChoice = 40;

    public static byte[] Write(Paper paper)
    {
        using var file = new MemoryStream();
        using (var word = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            word.PackageProperties.Title = paper.Name;
            var main = word.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = Styles();
            main.AddNewPart<DocumentSettingsPart>().Settings = new Settings(new Compatibility(
                new CompatibilitySetting { Name = CompatSettingNameValues.CompatibilityMode, Uri = "http://schemas.microsoft.com/office/word", Val = "15" }));
            var foot = main.AddNewPart<FooterPart>();
            foot.Footer = Foot(paper.Foot);
            var body = new Body();
            for (var i = 0; i < paper.Blocks.Count; i++)
            {
                var written = Blocks(paper.Blocks[i]).ToList();
                if (i + 1 < paper.Blocks.Count && paper.Blocks[i + 1] is Signatures) KeepWithNext(written);
                body.Append(written);
            }

            body.Append(new SectionProperties(
                new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(foot) },
                new PageSize { Width = PageWidth, Height = PageHeight },
                new PageMargin { Top = Top, Bottom = Bottom, Left = Left, Right = Right, Header = 567, Footer = 567, Gutter = 0 }));
            main.Document = new Document(body);
        }

        return file.ToArray();
    }

    /// <summary>No signature stands on a page alone.</summary>
    private static void KeepWithNext(IEnumerable<OpenXmlElement> written)
    {
        foreach (var looks in written.OfType<DocumentFormat.OpenXml.Wordprocessing.Paragraph>().Select(paragraph => paragraph.ParagraphProperties!))
            if (looks.KeepNext is null) looks.PrependChild(new KeepNext());
    }

    private static IEnumerable<OpenXmlElement> Blocks(Block block) => block switch
    {
        Letterhead head => [.. head.Form is { } form ? [Line(form, 22, italic: true, at: JustificationValues.Right)] : Array.Empty<OpenXmlElement>(), Head(head), Line("", 16)],
        Title title => [Line(title.Text, 28, bold: true, at: JustificationValues.Center, before: 120, keep: true), .. title.Beneath is { } beneath ? [Line(beneath, 26, italic: true, at: JustificationValues.Center, after: 160)] : Array.Empty<OpenXmlElement>()],
        Heading heading => [Line(heading.Text, 26, bold: true, before: 160, keep: true)],
        Paragraph { Look: Look.Note } note => [Line(note.Text, 22, italic: true)],
        Paragraph { Look: Look.Centered } centered => [Line(centered.Text, 26, bold: true, at: JustificationValues.Center)],
        Paragraph paragraph => [Line(paragraph.Text, 26, at: JustificationValues.Both)],
        Entry entry => Asked(entry, TextWidth),
        EntryRow row => [Side(row.Entries.Select(entry => Asked(entry, TextWidth / row.Entries.Count - 200)), TextWidth / row.Entries.Count), Gap()],
        Said said => [SaidBy(said)],
        Ticks ticks => [Boxes(ticks)],
        Table table => [Grid(table), Gap(80)],
        Signatures signatures => [Gap(120, keep: true), Signed(signatures)],
        NewSheet => [new DocumentFormat.OpenXml.Wordprocessing.Paragraph(new Run(new Break { Type = BreakValues.Page }))],
        _ => throw new InvalidOperationException($"No DOCX for {block.GetType().Name}."),
    };

    // ---- text ----

    private static Run Text(string text, int halfPoints, bool bold = false, bool italic = false)
    {
        var looks = new RunProperties();
        if (bold) looks.Append(new Bold());
        if (italic) looks.Append(new Italic());
        looks.Append(new FontSize { Val = halfPoints.ToString(CultureInfo.InvariantCulture) });
        var run = new Run(looks);
        var lines = Clean(text).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0) run.Append(new Break());
            run.Append(new Text(lines[i]) { Space = SpaceProcessingModeValues.Preserve });
        }

        return run;
    }

    /// <summary>XML has no place for control characters and lone surrogates.</summary>
    private static string Clean(string text) => string.Concat(text.ReplaceLineEndings("\n").EnumerateRunes().Where(rune => rune.Value >= ' ' || rune.Value is '\n' or '\t').Where(rune => rune.Value is not (0xFFFE or 0xFFFF)));

    private static DocumentFormat.OpenXml.Wordprocessing.Paragraph Line(
        string text, int halfPoints, bool bold = false, bool italic = false, JustificationValues at = JustificationValues.Left, int before = 0, int after = 80, bool keep = false) =>
        new(Spaced(at, before, after, keep), Text(text, halfPoints, bold, italic));

    private static ParagraphProperties Spaced(JustificationValues at, int before = 0, int after = 80, bool keep = false, int? dotsTo = null, int indent = 0)
    {
        var looks = new ParagraphProperties();
        if (keep) looks.Append(new KeepNext());
        if (dotsTo is { } end) looks.Append(new Tabs(new TabStop { Val = TabStopValues.Right, Leader = TabStopLeaderCharValues.Dot, Position = end }));
        looks.Append(new SpacingBetweenLines { Before = before.ToString(CultureInfo.InvariantCulture), After = after.ToString(CultureInfo.InvariantCulture) });
        if (indent > 0) looks.Append(new Indentation { Left = indent.ToString(CultureInfo.InvariantCulture) });
        looks.Append(new Justification { Val = at });
        return looks;
    }

    private static DocumentFormat.OpenXml.Wordprocessing.Paragraph Gap(int after = 0, bool keep = false) => new(new ParagraphProperties(
    [
        .. keep ? [new KeepNext()] : Array.Empty<OpenXmlElement>(),
        new SpacingBetweenLines { Before = "0", After = after.ToString(CultureInfo.InvariantCulture), Line = "40", LineRule = LineSpacingRuleValues.Exact },
    ]));

    private static IEnumerable<OpenXmlElement> Asked(Entry entry, int width)
    {
        if (entry.Value is { } value)
        {
            yield return new DocumentFormat.OpenXml.Wordprocessing.Paragraph(Spaced(JustificationValues.Left), Text($"{entry.Label}: {value}", 26));
            yield break;
        }

        for (var line = 0; line < Math.Max(entry.Lines, 1); line++)
            yield return new DocumentFormat.OpenXml.Wordprocessing.Paragraph(Spaced(JustificationValues.Left, dotsTo: width), Text(line == 0 ? $"{entry.Label}: " : "", 26), new Run(new TabChar()));
    }

    private static DocumentFormat.OpenXml.Wordprocessing.Paragraph SaidBy(Said said)
    {
        var line = new DocumentFormat.OpenXml.Wordprocessing.Paragraph(Spaced(JustificationValues.Left, indent: 284), Text($"{said.Kind}: ", 26, bold: true), Text(said.Text, 26));
        if (said.Mark is { } mark) line.Append(Text($" [{mark}]", 24, italic: true));
        return line;
    }

    private static Run Box(bool ticked) => new(
        new RunProperties(new RunFonts { Ascii = "Segoe UI Symbol", HighAnsi = "Segoe UI Symbol", EastAsia = "Segoe UI Symbol", ComplexScript = "Segoe UI Symbol" }, new FontSize { Val = "24" }),
        new Text(ticked ? "☒\u00A0" : "☐\u00A0") { Space = SpaceProcessingModeValues.Preserve });

    private static DocumentFormat.OpenXml.Wordprocessing.Paragraph Boxes(Ticks ticks)
    {
        var line = new DocumentFormat.OpenXml.Wordprocessing.Paragraph(Spaced(JustificationValues.Left));
        if (ticks.Label is { } label) line.Append(Text($"{label}:   ", 26));
        var lineEach = ticks.Choices.Any(tick => tick.Text.Length > LongChoice);
        foreach (var tick in ticks.Choices)
        {
            if (lineEach && (ticks.Label is not null || tick != ticks.Choices[0])) line.Append(new Run(new Break()));
            line.Append(Box(tick.Ticked), Text($"{Together(tick.Text)}      ", 26));
        }

        return line;
    }

    /// <summary>A short choice is not broken over two lines, away from its box.</summary>
    private static string Together(string text) => text.Length <= LongChoice ? text.Replace(' ', '\u00A0') : text;

    // ---- tables ----

    private static DocumentFormat.OpenXml.Wordprocessing.Table Plain(IReadOnlyList<int> widths, bool ruled)
    {
        var looks = new TableProperties(new TableWidth { Width = widths.Sum().ToString(CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa });
        if (ruled)
            looks.Append(new TableBorders(
                new TopBorder { Val = BorderValues.Single, Size = 4 }, new LeftBorder { Val = BorderValues.Single, Size = 4 }, new BottomBorder { Val = BorderValues.Single, Size = 4 },
                new RightBorder { Val = BorderValues.Single, Size = 4 }, new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 }));
        looks.Append(new TableLayout { Type = TableLayoutValues.Fixed });
        if (!ruled) looks.Append(new TableCellMarginDefault(new TableCellLeftMargin { Width = 0, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 0, Type = TableWidthValues.Dxa }));
        return new DocumentFormat.OpenXml.Wordprocessing.Table(looks, new TableGrid(widths.Select(width => new GridColumn { Width = width.ToString(CultureInfo.InvariantCulture) })));
    }

    /// <param name="content">A cell needs a paragraph, and ends with one.</param>
    private static TableCell Filled(int width, IEnumerable<OpenXmlElement> content, int across = 1, string? shade = null)
    {
        var looks = new TableCellProperties(new TableCellWidth { Width = width.ToString(CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa });
        if (across > 1) looks.Append(new GridSpan { Val = across });
        if (shade is not null) looks.Append(new Shading { Val = ShadingPatternValues.Clear, Fill = shade });
        return new TableCell([looks, .. content]);
    }

    private static DocumentFormat.OpenXml.Wordprocessing.Table Side(IEnumerable<IEnumerable<OpenXmlElement>> columns, int width)
    {
        var all = columns.ToList();
        var table = Plain([.. all.Select(_ => width)], ruled: false);
        table.Append(new TableRow(all.Select(content => Filled(width, content))));
        return table;
    }

    private static DocumentFormat.OpenXml.Wordprocessing.Table Grid(Table table)
    {
        int[] widths = [.. table.Columns.Select(column => TextWidth * column.Share / 100)];
        var grid = Plain(widths, ruled: true);
        grid.Append(new TableRow([new TableRowProperties(new CantSplit(), new TableHeader()),
            .. table.Columns.Zip(widths, (column, width) => Filled(width, [Line(column.Title, 24, bold: true, at: JustificationValues.Center, after: 20)]))]));
        foreach (var row in table.Rows)
            grid.Append(new TableRow([new TableRowProperties(new CantSplit()), .. row.Heads
                ? [Filled(widths.Sum(), [Line(row.Cells[0].Text ?? "", 24, bold: true, after: 20)], table.Columns.Count, "F2F2F2")]
                : row.Cells.Zip(table.Columns, (cell, column) => (cell, column.Align)).Zip(widths, (it, width) => Filled(width, [InCell(it.cell, it.Align)]))]));
        return grid;
    }

    private static DocumentFormat.OpenXml.Wordprocessing.Paragraph InCell(Cell cell, Align align)
    {
        var line = new DocumentFormat.OpenXml.Wordprocessing.Paragraph(Spaced(align == Align.Center ? JustificationValues.Center : JustificationValues.Left, before: 20, after: 40));
        if (cell.Ticked is { } ticked) line.Append(Box(ticked));
        line.Append(Text(cell.Text ?? "", 24));
        return line;
    }

    private static DocumentFormat.OpenXml.Wordprocessing.Table Head(Letterhead head)
    {
        int[] widths = [TextWidth * 42 / 100, TextWidth - TextWidth * 42 / 100];
        var left = new List<OpenXmlElement>();
        if (head.Above is { } above) left.Add(Line(above.ToUpperInvariant(), 24, at: JustificationValues.Center, after: 0));
        left.Add(Line(head.Issuer?.ToUpperInvariant() ?? "………………………………", 24, bold: true, at: JustificationValues.Center, after: 0));
        left.Add(Line("_________", 16, at: JustificationValues.Center, after: 60));
        if (head.Number is { } number) left.Add(Line(number, 26, at: JustificationValues.Center, after: 0));
        var table = Plain(widths, ruled: false);
        table.Append(new TableRow(
            Filled(widths[0], left),
            Filled(widths[1],
            [
                Line(head.State, 24, bold: true, at: JustificationValues.Center, after: 0), Line(head.Motto, 26, bold: true, at: JustificationValues.Center, after: 0),
                Line("_______________________", 16, at: JustificationValues.Center, after: 60), Line(head.PlaceAndDay, 26, italic: true, at: JustificationValues.Center, after: 0),
            ])));
        return table;
    }

    private static DocumentFormat.OpenXml.Wordprocessing.Table Signed(Signatures signatures)
    {
        var columns = new List<IEnumerable<OpenXmlElement>>();
        if (signatures.Recipients is { Count: > 0 } recipients)
            columns.Add([Line(signatures.RecipientsLabel!, 24, bold: true, italic: true, after: 0), .. recipients.Select(one => Line(one, 22, after: 0))]);
        else if (signatures.Columns.Count == 1) columns.Add([Line("", 24)]);
        columns.AddRange(signatures.Columns.Select(one => (IEnumerable<OpenXmlElement>)
        [
            Line(one.Title.ToUpperInvariant(), 25, bold: true, at: JustificationValues.Center, after: 0), Line(one.How, 24, italic: true, at: JustificationValues.Center, after: 1200),
            Line(one.Name ?? "", 26, bold: true, at: JustificationValues.Center),
        ]));
        var width = TextWidth / columns.Count;
        var table = Plain([.. columns.Select(_ => width)], ruled: false);
        table.Append(new TableRow([new TableRowProperties(new CantSplit()), .. columns.Select(content => Filled(width, content))]));
        return table;
    }

    // ---- around ----

    private static Footer Foot(Imprint foot)
    {
        var footer = new Footer();
        foreach (var (line, at) in foot.Lines.Select((line, at) => (line, at)))
        {
            var paragraph = new DocumentFormat.OpenXml.Wordprocessing.Paragraph(
                new ParagraphProperties(new Tabs(new TabStop { Val = TabStopValues.Right, Position = TextWidth }), new SpacingBetweenLines { Before = "0", After = "0" }), Text(line, 18));
            if (at == 0) paragraph.Append(new Run(new TabChar()), Text("Trang ", 18), Count(" PAGE "), Text("/", 18), Count(" NUMPAGES "));
            footer.Append(paragraph);
        }

        return footer;
    }

    private static SimpleField Count(string instruction) => new(new Run(new RunProperties(new FontSize { Val = "18" }), new Text("1"))) { Instruction = instruction };

    private static Styles Styles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = Font, HighAnsi = Font, EastAsia = Font, ComplexScript = Font }, new FontSize { Val = "26" }, new Languages { Val = "vi-VN" })),
            new ParagraphPropertiesDefault()),
        new Style(new StyleName { Val = "Normal" }) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true });
}
