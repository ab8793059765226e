using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using System.Xml;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>A column of a sheet.</summary>
/// <param name="Width">In letters.</param>
internal sealed record SheetColumn<TRow>(string Heading, Func<TRow, string?> Cell, int Width);

/// <summary>
/// Rows of a list as a table for other programs, written as they come. A workbook is written part by part with what the runtime has:
/// the libraries for it keep a workbook in memory until it is whole.
/// </summary>
internal sealed class Sheet<TRow>(string name, IReadOnlyList<SheetColumn<TRow>> columns)
{
    public async Task WriteCsv(Stream file, IAsyncEnumerable<TRow> rows, CancellationToken ct)
    {
        // Excel takes the file for UTF-8 only with the mark at its beginning.
        await using var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 32 * 1024, leaveOpen: true);
        var before = Line(columns.Select(column => column.Heading));
        await foreach (var row in rows.WithCancellation(ct))
        {
            await text.WriteAsync(before.AsMemory(), ct); // the headings only once the first row is there: till then a refusal is still possible
            before = Line(columns.Select(column => column.Cell(row)));
        }

        await text.WriteAsync(before.AsMemory(), ct);
    }

    private static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(cell => Quoted(Harmless(cell ?? "")))) + "\r\n";

    /// <summary>What a spreadsheet would take for a formula gets an apostrophe before it.</summary>
    internal static string Harmless(string cell) => cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    public async Task WriteXlsx(Stream file, IAsyncEnumerable<TRow> rows, CancellationToken ct)
    {
        await using var all = rows.GetAsyncEnumerator(ct);
        var more = await all.MoveNextAsync(); // before the first byte: till then a refusal is still possible
        var outbox = new Outbox();
        using (var zip = new ZipArchive(outbox, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(zip, "[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
                """);
            Part(zip, "_rels/.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """);
            Part(zip, "xl/_rels/workbook.xml.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>
                """);
            Part(zip, "xl/workbook.xml", $"""
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{SecurityElement.Escape(name)}" sheetId="1" r:id="r1"/></sheets></workbook>
                """);
            using var sheet = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
            sheet.Write("""
                <?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>
                """);
            for (var i = 0; i < columns.Count; i++) sheet.Write(string.Create(CultureInfo.InvariantCulture, $"""<col min="{i + 1}" max="{i + 1}" width="{columns[i].Width}" customWidth="1"/>"""));
            sheet.Write($"</cols><sheetData>{Row(columns.Select(column => column.Heading))}");
            for (; more; more = await all.MoveNextAsync())
            {
                sheet.Write(Row(columns.Select(column => column.Cell(all.Current))));
                await outbox.SendFull(file, ct);
            }

            sheet.Write("</sheetData></worksheet>");
        }

        await outbox.Send(file, ct);
    }

    private static void Part(ZipArchive zip, string name, string xml)
    {
        using var part = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        part.Write($"""<?xml version="1.0" encoding="UTF-8"?>{xml}""");
    }

    /// <summary>What the archive wrote and has not been sent: an archive writes without waiting, an answer must be waited for.</summary>
    private sealed class Outbox : Stream
    {
        private const int Full = 64 * 1024;

        private readonly MemoryStream waiting = new();

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public ValueTask SendFull(Stream to, CancellationToken ct) => waiting.Length < Full ? ValueTask.CompletedTask : Send(to, ct);

        public async ValueTask Send(Stream to, CancellationToken ct)
        {
            await to.WriteAsync(waiting.GetBuffer().AsMemory(0, (int)waiting.Length), ct);
            waiting.SetLength(0);
        }

        public override void Write(byte[] buffer, int offset, int count) => waiting.Write(buffer, offset, count);
        public override void Write(ReadOnlySpan<byte> buffer) => waiting.Write(buffer);
        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }

    /// <summary>Every cell a typed string: a spreadsheet calculates none of them.</summary>
    private static string Row(IEnumerable<string?> cells) => $"<row>{string.Concat(cells.Select(cell => string.IsNullOrEmpty(cell) ? "<c/>" : $"""<c t="inlineStr"><is><t xml:space="preserve">{SecurityElement.Escape(Readable(cell))}</t></is></c>"""))}</row>";

    /// <summary>Without what XML cannot hold.</summary>
    private static string Readable(string cell)
    {
        var kept = new StringBuilder(cell.Length);
        foreach (var rune in cell.EnumerateRunes())
            if (rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value)) kept.Append(rune);
        return kept.ToString();
    }
}
