namespace ProtectionPlatform.Cases.Documents;

/// <summary>
/// A paper as it stands before it becomes HTML, DOCX or PDF: what stands in it, one thing beneath the other. A value that is null is a blank,
/// printed as a dotted line to fill in by hand.
/// </summary>
/// <param name="Name">What it is called in the window's title and the file's properties; names nobody.</param>
internal sealed record Paper(string Name, IReadOnlyList<Block> Blocks, Imprint Foot);

/// <summary>What the foot of every page says: which file, which record, whose hand.</summary>
/// <param name="Lines">The page number stands beside the first.</param>
internal sealed record Imprint(IReadOnlyList<string> Lines);

internal abstract record Block;

/// <summary>The head of an administrative paper: on the left who issues it, on the right the name of the state.</summary>
/// <param name="Above">The body above the issuing one.</param>
/// <param name="Form">Number of the official form.</param>
internal sealed record Letterhead(string? Above, string? Issuer, string? Number, string State, string Motto, string PlaceAndDay, string? Form) : Block;

internal sealed record Title(string Text, string? Beneath) : Block;

internal sealed record Heading(string Text) : Block;

internal enum Look
{
    Plain,
    Centered,

    /// <summary>Advice about the paper, not part of what it states.</summary>
    Note,
}

internal sealed record Paragraph(string Text, Look Look = Look.Plain) : Block;

/// <summary>Something the paper asks for by its name.</summary>
/// <param name="Lines">Dotted lines when it is blank.</param>
internal sealed record Entry(string Label, string? Value, int Lines = 1) : Block;

/// <summary>Short entries side by side.</summary>
internal sealed record EntryRow(IReadOnlyList<Entry> Entries) : Block;

/// <summary>What somebody said, with the kind of statement it is.</summary>
/// <param name="Mark">Said of an opinion: that it is one.</param>
internal sealed record Said(string Kind, string Text, string? Mark) : Block;

internal sealed record Tick(string Text, bool Ticked);

internal sealed record Ticks(string? Label, IReadOnlyList<Tick> Choices) : Block;

internal enum Align
{
    Left,
    Center,
}

/// <param name="Share">Of the width, in hundredths.</param>
internal sealed record Column(string Title, int Share, Align Align = Align.Left);

/// <param name="Ticked">Null for a cell without a box.</param>
internal sealed record Cell(string? Text, bool? Ticked = null)
{
    public static implicit operator Cell(string? text) => new(text);
}

/// <param name="Heads">The first cell goes across the whole table and names what follows.</param>
internal sealed record Row(IReadOnlyList<Cell> Cells, bool Heads = false);

internal sealed record Table(IReadOnlyList<Column> Columns, IReadOnlyList<Row> Rows) : Block;

/// <param name="How">"(Ký, ghi rõ họ tên)".</param>
/// <param name="Name">Who is to sign, as the file names them.</param>
internal sealed record Signature(string Title, string How, string? Name);

/// <param name="Recipients">On the left, as the rules on administrative papers want it; none when the paper goes to nobody.</param>
internal sealed record Signatures(IReadOnlyList<Signature> Columns, string? RecipientsLabel = null, IReadOnlyList<string>? Recipients = null) : Block;

internal sealed record NewSheet : Block;
