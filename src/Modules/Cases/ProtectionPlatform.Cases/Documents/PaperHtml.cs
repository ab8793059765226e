using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace ProtectionPlatform.Cases.Documents;

/// <summary>
/// A paper as one HTML page, to read, to print, and for the server's browser to make a PDF of. No script, no inline style: every word in it
/// is text, and looks are those of <c>Assets/paper.css</c>.
/// </summary>
internal static partial class PaperHtml
{
    private static readonly HtmlEncoder encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>To open in a browser: the style is fetched from the platform.</summary>
    public static string Linked(Paper paper) => Page(paper, $"<link rel=\"stylesheet\" href=\"{PaperAssets.Folder}/paper.css\">");

    /// <summary>With style and letters in it: needs no network.</summary>
    public static string SelfContained(Paper paper) => Page(paper, $"<style>{InlineStyle.Value}</style>");

    private static readonly Lazy<string> InlineStyle = new(() => Url().Replace(Encoding.UTF8.GetString(PaperAssets.Find("paper.css")!.Bytes), match =>
        PaperAssets.Find(match.Groups["name"].Value) is { } asset ? $"url(data:{asset.ContentType};base64,{Convert.ToBase64String(asset.Bytes)})" : match.Value));

    [GeneratedRegex(@"url\((?<name>[a-z0-9.-]+)\)")]
    private static partial Regex Url();

    private static string Page(Paper paper, string style)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="vi">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{E(paper.Name)}</title>{style}</head>
            <body>
            <table class="sheet" role="presentation"><tbody><tr><td><main>

            """);
        foreach (var block in paper.Blocks) Write(page, block);
        // The foot of the table keeps its room at the bottom of every page; the footer itself is laid into it.
        page.Append("</main></td></tr></tbody><tfoot><tr><td class=\"room\"></td></tr></tfoot></table>\n<footer>");
        foreach (var line in paper.Foot.Lines) page.Append(CultureInfo.InvariantCulture, $"<p>{E(line)}</p>");
        return page.Append("</footer>\n</body>\n</html>\n").ToString();
    }

    private static void Write(StringBuilder page, Block block)
    {
        switch (block)
        {
            case Letterhead head:
                if (head.Form is { } form) page.Append(CultureInfo.InvariantCulture, $"<p class=\"form\">{E(form)}</p>\n");
                page.Append(CultureInfo.InvariantCulture, $"""
                    <div class="head"><div>{Line("above", head.Above)}<p class="issuer">{(head.Issuer is { } issuer ? E(issuer) : Blank)}</p>{Line("number", head.Number)}</div>
                    <div><p class="state">{E(head.State)}</p><p class="motto"><span>{E(head.Motto)}</span></p><p class="day">{E(head.PlaceAndDay)}</p></div></div>

                    """);
                break;
            case Title title:
                page.Append(CultureInfo.InvariantCulture, $"<h1>{E(title.Text)}</h1>{Line("beneath", title.Beneath)}\n");
                break;
            case Heading heading:
                page.Append(CultureInfo.InvariantCulture, $"<h2>{E(heading.Text)}</h2>\n");
                break;
            case Paragraph paragraph:
                page.Append(CultureInfo.InvariantCulture, $"<p class=\"{paragraph.Look.ToString().ToLowerInvariant()}\">{E(paragraph.Text)}</p>\n");
                break;
            case Entry entry:
                Write(page, entry);
                page.Append('\n');
                break;
            case EntryRow row:
                page.Append("<div class=\"row\">");
                foreach (var entry in row.Entries) Write(page, entry);
                page.Append("</div>\n");
                break;
            case Said said:
                page.Append(CultureInfo.InvariantCulture, $"<p class=\"said\"><b>{E(said.Kind)}:</b> {E(said.Text)}{(said.Mark is { } mark ? $" <em>[{E(mark)}]</em>" : "")}</p>\n");
                break;
            case Ticks ticks:
                page.Append(CultureInfo.InvariantCulture, $"<div class=\"ticks\">{(ticks.Label is { } label ? $"<span>{E(label)}:</span>" : "")}");
                foreach (var tick in ticks.Choices) page.Append(CultureInfo.InvariantCulture, $"<span>{Box(tick.Ticked)}{E(tick.Text)}</span>");
                page.Append("</div>\n");
                break;
            case Table table:
                Write(page, table);
                break;
            case Signatures signatures:
                page.Append("<div class=\"signatures\">");
                if (signatures.Recipients is { Count: > 0 } recipients)
                {
                    page.Append(CultureInfo.InvariantCulture, $"<div class=\"recipients\"><p>{E(signatures.RecipientsLabel!)}</p>");
                    foreach (var one in recipients) page.Append(CultureInfo.InvariantCulture, $"<p>{E(one)}</p>");
                    page.Append("</div>");
                }

                foreach (var one in signatures.Columns) page.Append(CultureInfo.InvariantCulture, $"<div><p class=\"office\">{E(one.Title)}</p><p class=\"how\">{E(one.How)}</p><p class=\"signer\">{E(one.Name ?? "")}</p></div>");
                page.Append("</div>\n");
                break;
            case NewSheet:
                page.Append("<hr>\n");
                break;
            default:
                throw new InvalidOperationException($"No HTML for {block.GetType().Name}.");
        }
    }

    private static void Write(StringBuilder page, Entry entry)
    {
        if (entry.Value is { } value)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"entry\">{E(entry.Label)}: {E(value)}</p>");
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"<div class=\"lines\"><div class=\"asked\"><span>{E(entry.Label)}:</span> {Blank}</div>");
        for (var line = 1; line < entry.Lines; line++) page.Append(CultureInfo.InvariantCulture, $"<div class=\"asked\">{Blank}</div>");
        page.Append("</div>");
    }

    private static void Write(StringBuilder page, Table table)
    {
        page.Append("<table class=\"grid\"><colgroup>");
        foreach (var column in table.Columns) page.Append(CultureInfo.InvariantCulture, $"<col width=\"{column.Share}%\">");
        page.Append("</colgroup><thead><tr>");
        foreach (var column in table.Columns) page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{E(column.Title)}</th>");
        page.Append("</tr></thead><tbody>\n");
        foreach (var row in table.Rows)
        {
            page.Append("<tr>");
            if (row.Heads) page.Append(CultureInfo.InvariantCulture, $"<th class=\"heads\" colspan=\"{table.Columns.Count}\">{E(row.Cells[0].Text ?? "")}</th>");
            foreach (var (cell, column) in row.Heads ? [] : row.Cells.Zip(table.Columns))
                page.Append(CultureInfo.InvariantCulture, $"<td{(column.Align == Align.Center ? " class=\"center\"" : "")}>{(cell.Ticked is { } ticked ? Box(ticked) : "")}{E(cell.Text ?? "")}</td>");
            page.Append("</tr>\n");
        }

        page.Append("</tbody></table>\n");
    }

    private static string Line(string look, string? text) => text is null ? "" : $"<p class=\"{look}\">{E(text)}</p>";

    private const string Blank = "<i class=\"blank\"></i>";

    /// <summary>Drawn, not written: few fonts have the sign.</summary>
    private static string Box(bool ticked) => ticked ? "<b class=\"box\">×</b>" : "<b class=\"box\"> </b>";

    private static string E(string text) => encoder.Encode(text);
}
