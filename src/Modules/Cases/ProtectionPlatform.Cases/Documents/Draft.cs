using System.Globalization;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Cases.AssessingRisk;

namespace ProtectionPlatform.Cases.Documents;

/// <summary>What a paper is made of: the file as its reader may see it, at the moment that is asked for, and words.</summary>
/// <param name="File">What the reader has no right to is not in it.</param>
/// <param name="Number">Of the assessment, meeting, plan, review or action it is about; null for a blank form.</param>
/// <param name="At">The moment the file is shown at.</param>
internal sealed record PaperOf(CaseFile File, int? Number, DateTimeOffset At, Func<Guid?, Organisation?> Place, EventWords Words, Lines Lines)
{
    /// <summary>A form of assessment in a version; without one, as the case would use it now.</summary>
    public Func<AssessmentForm, string?, AssessmentTemplate> Template { get; init; } = (form, _) => ReferenceData.Template(form);
}

/// <summary>A paper being written, from top to bottom. Fixed words go in by their key, what the file tells as it stands.</summary>
internal sealed class Draft(PaperOf of)
{
    private readonly List<Block> blocks = [];

    public IReadOnlyList<Block> Blocks => blocks;

    public CaseFile File => of.File;

    public int? Number => of.Number;

    public string this[string key] => of.Lines[key];

    public string Word<TEnum>(TEnum code) where TEnum : struct, Enum => of.Words.CodeOf(code).Vi;

    // ---- head ----

    public enum Issuer
    {
        School,
        Commune,
    }

    /// <summary>Official steps are the commune's unless the school took them; a case outside child protection is the school's own.</summary>
    public Issuer IssuerOf(PerformedBy? by) => by == PerformedBy.School || (by is null && !File.IsChildProtection) ? Issuer.School : Issuer.Commune;

    public string SchoolName => of.Place(File.SchoolId)?.Name ?? "";

    /// <summary>The commune that was told, else the one above the school.</summary>
    public string? CommuneName
    {
        get
        {
            var told = File.Notifications.LastOrDefault(n => n.Event.RecipientKind == RecipientKind.Commune)?.Event.RecipientName;
            if (told is not null) return told;
            for (var place = of.Place(File.SchoolId); place is not null; place = of.Place(place.ParentId))
                if (place.Kind == OrganisationKind.CommuneCommittee) return place.Name;
            return null;
        }
    }

    public string? NameOf(Guid? organisation) => of.Place(organisation)?.Name;

    /// <param name="form">Key of the number of the official form; null for a paper of the school's own.</param>
    /// <param name="number">Of the paper; null for a blank, empty for a paper that has none.</param>
    public void Head(Issuer from, string? form, DateOnly? day, string? number = "")
    {
        var school = of.Place(File.SchoolId);
        var (above, issuer) = from == Issuer.School ? (InFull(of.Place(school?.ParentId)?.Name), school?.Name) : ((string?)null, InFull(CommuneName));
        blocks.Add(new Letterhead(above, issuer, number is null ? this["c.number.blank"] : number.Length == 0 ? null : Fill("c.number", number), this["c.state"], this["c.motto"],
            day is { } on ? Fill("c.day", on.Day.ToString("00", CultureInfo.InvariantCulture), on.Month < 3 ? on.Month.ToString("00", CultureInfo.InvariantCulture) : on.Month, on.Year) : this["c.day.blank"],
            form is null ? null : this[form]));
    }

    /// <summary>Short forms of names are for lists; at the head of a paper stands the whole name.</summary>
    private static string? InFull(string? name) => name?.StartsWith("UBND ", StringComparison.Ordinal) == true ? $"Ủy ban nhân dân {name[5..]}" : name;

    public void Title(string key, string? beneath = null) => blocks.Add(new Title(this[key], beneath));

    // ---- text ----

    public string Fill(string key, params object?[] values) => string.Format(CultureInfo.InvariantCulture, this[key], values);

    public void Heading(string key) => blocks.Add(new Heading(this[key]));

    public void Say(string text, Look look = Look.Plain) => blocks.Add(new Paragraph(text, look));

    /// <summary>What the file tells in somebody's own words; several dotted lines when it tells nothing.</summary>
    public void Ask(string key, string? value, int lines = 1) => blocks.Add(Entry(key, value, lines));

    /// <summary>The same, where the paper asks for it under a wider question as well: left out when the file tells nothing.</summary>
    public void Add(string key, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) Ask(key, value);
    }

    public Entry Entry(string key, string? value, int lines = 1) => new(this[key], string.IsNullOrWhiteSpace(value) ? null : value, lines);

    public void Row(params Entry[] entries) => blocks.Add(new EntryRow(entries));

    public void Choose<TEnum>(string? key, IEnumerable<TEnum> all, Func<TEnum, bool> chosen) where TEnum : struct, Enum =>
        blocks.Add(new Ticks(key is null ? null : this[key], [.. all.Select(one => new Tick(Word(one), chosen(one)))]));

    public void Choose(string? label, params (string Key, bool Chosen)[] all) =>
        blocks.Add(new Ticks(label is null ? null : this[label], [.. all.Select(one => new Tick(this[one.Key], one.Chosen))]));

    public void Statements(IEnumerable<Statement> statements)
    {
        foreach (var said in statements) blocks.Add(new Said(Word(said.Kind), said.Text, said.Kind == StatementKind.Opinion ? this["c.opinion"] : null));
    }

    /// <param name="columns">Key, share of the width, and whether it stands in the middle.</param>
    /// <param name="blanks">Empty rows to fill in when there are none.</param>
    public void Table(IReadOnlyList<(string Key, int Share, Align Align)> columns, IEnumerable<Row> rows, int blanks = 3)
    {
        var all = rows.ToList();
        if (all.Count == 0) all.AddRange(Enumerable.Repeat(new Row([.. columns.Select(_ => new Cell(null))]), blanks));
        blocks.Add(new Table([.. columns.Select(column => new Column(this[column.Key], column.Share, column.Align))], all));
    }

    public void Sign(params (string Key, string? Name)[] who) => blocks.Add(new Signatures([.. who.Select(one => new Signature(this[one.Key], this["c.sign"], one.Name))]));

    /// <summary>An official paper: recipients on the left, signature and seal on the right.</summary>
    public void SignAndSeal(string key, string? name, params string?[] recipients) => blocks.Add(new Signatures(
        [new Signature(this[key], this["c.seal"], name)], this["c.recipients"], [.. recipients.Where(one => one is not null).Select(one => $"- {one};"), this["c.archive"]]));

    public void NewSheet() => blocks.Add(new NewSheet());

    public void Add(IEnumerable<Block> other) => blocks.AddRange(other);

    /// <summary>A value that is restricted: the file of a reader without the second permission says only that there is one.</summary>
    public string? Restricted(string field, string? value) => value ?? (File.Restricted.Contains(field) ? this["c.withheld"] : null);

    // ---- parts many papers share ----

    public ChildDetails Child => File.Report.Report.Child ?? new ChildDetails();

    public void AboutTheChild()
    {
        Row(Entry("c.child.name", Child.FullName), Entry("c.child.reference", File.Reference));
        Row(Entry("c.child.born", Born), Entry("c.child.sex", Child.Sex is { } sex ? Word(sex) : null));
        Row(Entry("c.child.class", Child.ClassName), Entry("c.child.school", SchoolName));
    }

    public string? Born => Child.DateOfBirth is { } born ? Day(born) : Child.EstimatedAge is { } age ? Fill("c.child.age", age) : null;

    /// <summary>Tables A and B of an assessment form, with the level of each row ticked, and their totals.</summary>
    public void RiskTables(AssessmentForm form, string? version, IReadOnlyDictionary<string, RiskLevel>? answers, Totals? totals)
    {
        var rows = new List<Row>();
        foreach (var table in of.Template(form, version).Rows.GroupBy(row => row.Table))
        {
            rows.Add(new Row([this[$"c.risk.{table.Key}"]], Heads: true));
            rows.AddRange(table.Select((row, at) => new Row(
            [
                (at + 1).ToString(CultureInfo.InvariantCulture), row.NameVi,
                Level(row.Code, RiskLevel.High, row.HighVi), Level(row.Code, RiskLevel.Medium, row.MediumVi), Level(row.Code, RiskLevel.Low, row.LowVi),
            ])));
            var counts = table.Key == "A" ? totals?.A : totals?.B;
            rows.Add(new Row(["", this["c.risk.total"], Count(counts?.High), Count(counts?.Medium), Count(counts?.Low)]));
        }

        Table([("c.no", 6, Align.Center), ("c.risk.row", 28, Align.Left), ("c.risk.high", 22, Align.Left), ("c.risk.medium", 22, Align.Left), ("c.risk.low", 22, Align.Left)], rows);

        Cell Level(string code, RiskLevel level, string text) => new(text, answers is not null && answers.TryGetValue(code, out var given) && given == level);
        string Count(int? n) => n is { } known ? Fill("c.risk.count", known) : this["c.risk.count.blank"];
    }

    /// <summary>Another paper of the same file, to stand in this one.</summary>
    public IReadOnlyList<Block> Another(PaperKind kind, int? number) => Papers.Write(kind, of with { Number = number });

    public string StatusOf(DeadlineRecord deadline) => Word(deadline.StatusAt(of.At));

    /// <summary>What has to be done in time.</summary>
    public string DeadlineName(string code) => of.Words.Of("Cases", typeof(DeadlineStarted)).GetValueOrDefault("code")?.Codes?.GetValueOrDefault(code)?.Vi ?? code;

    // ---- values ----

    public static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    public static string? Day(DateOnly? day) => day is { } known ? Day(known) : null;

    public static string Instant(DateTimeOffset at) => at.ToOffset(Clock.VietNamOffset).ToString("HH:mm 'ngày' dd/MM/yyyy", CultureInfo.InvariantCulture);

    public static string? Instant(DateTimeOffset? at) => at is { } known ? Instant(known) : null;

    public DateOnly Today => of.At.VietNamDay();

    public static string Measure(string code) => ReferenceData.Measures.FirstOrDefault(measure => measure.Code == code) is { } measure ? $"{code} – {measure.NameVi}" : code;

    /// <summary>Items counted from one.</summary>
    public static string At(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
