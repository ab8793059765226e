using System.Text;
using ProtectionPlatform.Cases.Documents;

namespace ProtectionPlatform.Specs.Cases.Documents;

/// <summary>A paper as plain text, to compare with what was approved.</summary>
internal static class PaperText
{
    public static string Of(Paper paper)
    {
        var text = new StringBuilder();
        foreach (var block in paper.Blocks) text.Append(Of(block)).Append('\n');
        return text.Append("---\n").AppendJoin('\n', paper.Foot.Lines).Append('\n').ToString();
    }

    private static string Of(Block block) => block switch
    {
        Letterhead head => $"{head.Form}\n{head.Above} / {head.Issuer} / {head.Number} || {head.State} / {head.Motto} / {head.PlaceAndDay}",
        Title title => $"# {title.Text}\n{title.Beneath}",
        Heading heading => $"\n## {heading.Text}",
        Paragraph paragraph => $"{(paragraph.Look == Look.Note ? "note: " : "")}{paragraph.Text}",
        Entry entry => $"{entry.Label}: {entry.Value ?? new string('.', 20 * entry.Lines)}",
        EntryRow row => string.Join(" | ", row.Entries.Select(Of)),
        Said said => $"{said.Kind}: {said.Text}{(said.Mark is { } mark ? $" [{mark}]" : "")}",
        Ticks ticks => $"{ticks.Label}: {string.Join("  ", ticks.Choices.Select(tick => $"{Box(tick.Ticked)} {tick.Text}"))}",
        Table table => $"| {string.Join(" | ", table.Columns.Select(column => column.Title))} |\n" + string.Join("\n", table.Rows.Select(row => $"| {string.Join(" | ", row.Cells.Select(Of))} |")),
        Signatures signatures => $"{signatures.RecipientsLabel} {string.Join(" ", signatures.Recipients ?? [])} || {string.Join(" | ", signatures.Columns.Select(one => $"{one.Title} {one.How} {one.Name}"))}",
        NewSheet => "\n=====",
        _ => throw new InvalidOperationException(block.GetType().Name),
    };

    private static string Of(Cell cell) => cell.Ticked is { } ticked ? $"{Box(ticked)} {cell.Text}" : cell.Text ?? "";

    private static string Box(bool ticked) => ticked ? "[x]" : "[ ]";
}
