using System.Runtime.CompilerServices;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.Documents;

namespace ProtectionPlatform.Specs.Cases.Documents;

/// <summary>What stands in each paper, and that every form of it says the same.</summary>
public sealed class A_paper
{
    public static TheoryData<string> Kinds => [.. Enum.GetNames<DocumentKind>()];

    private static Paper Paper(string kind, bool open = false) => AFile.Paper(Enum.Parse<DocumentKind>(kind), AFile.Told(open));

    /// <summary>The file of which nothing is known but that somebody said something.</summary>
    private static CaseFile Bare => Spec.Given(A.Report(new ReportForm(ReportChannel.Phone, "Có người gọi.", A.Start))).File;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Says_what_was_approved(string kind)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Here())!, "approved");
        var (approved, received) = (Path.Combine(folder, $"{kind}.txt"), Path.Combine(folder, $"{kind}.received.txt"));
        var text = PaperText.Of(Paper(kind));
        File.WriteAllText(received, text);
        (File.Exists(approved) ? File.ReadAllLines(approved) : []).SequenceEqual(File.ReadAllLines(received)).ShouldBeTrue($"if the paper should say this, move {received} over {approved}");
        File.Delete(received);
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Can_be_made_of_a_file_that_holds_next_to_nothing(string kind)
    {
        var paper = AFile.Paper(Enum.Parse<DocumentKind>(kind), Bare with { Tracks = [Track.ChildProtection, Track.SchoolViolence] });
        PaperHtml.Linked(paper).ShouldContain("<h1>");
        PaperDocx.Write(paper).Length.ShouldBeGreaterThan(1_000);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Names_neither_informant_nor_shelter_without_the_second_permission(string kind)
    {
        var text = PaperText.Of(Paper(kind));
        text.ShouldNotContain(AFile.Informant);
        text.ShouldNotContain(AFile.Shelter);
        text.ShouldNotContain("Tôi là bà của cháu", Case.Insensitive, "the informant's own messages can tell who they are");
    }

    [Fact]
    public void Names_them_where_the_form_has_a_place_for_them_to_who_has_the_permission()
    {
        PaperText.Of(Paper("Form01", open: true)).ShouldContain(AFile.Informant);
        PaperText.Of(Paper("Form07", open: true)).ShouldContain(AFile.Shelter);
        PaperText.Of(Paper("ReferralLetter", open: true)).ShouldNotContain(AFile.Shelter);
        Papers.All.Where(kind => kind.Restricted.Count == 0).ShouldAllBe(kind => !PaperText.Of(Paper(kind.Kind.ToString(), true)).Contains(AFile.Informant, StringComparison.Ordinal)
            && !PaperText.Of(Paper(kind.Kind.ToString(), true)).Contains(AFile.Shelter, StringComparison.Ordinal));
    }

    [Fact]
    public void That_goes_to_a_provider_names_no_child_by_itself() => PaperText.Of(Paper("ReferralLetter")).ShouldNotContain("Ví Dụ");

    [Fact]
    public void Says_of_an_opinion_that_it_is_one_and_of_nothing_else()
    {
        var said = Paper("Form01").Blocks.OfType<Said>().ToList();
        said.Count.ShouldBe(4);
        said.Single(one => one.Mark is not null).Text.ShouldStartWith("Tôi nghĩ");
    }

    [Fact]
    public void Is_of_the_procedure_the_case_follows()
    {
        IEnumerable<DocumentKind> Of(params Track[] tracks) => Papers.All.Where(kind => kind.Belongs(Bare with { Tracks = [.. tracks] })).Select(kind => kind.Kind);
        Of(Track.SchoolSupport).ShouldBe([DocumentKind.Form01, DocumentKind.ParentNotification, DocumentKind.WholeFile]);
        Of(Track.SchoolViolence).ShouldContain(DocumentKind.IncidentLog);
        Of(Track.SchoolViolence).ShouldNotContain(DocumentKind.Form07);
        Of(Track.ChildProtection).ShouldContain(DocumentKind.Form07);
    }

    [Fact]
    public void Is_nothing_but_text_whatever_somebody_wrote()
    {
        const string wicked = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&=HYPERLINK(\"http://x\")\u0001\uFFFE";
        var file = Spec.Given(A.Report(new ReportForm(ReportChannel.Phone, wicked, A.Start, Child: new ChildDetails(wicked), Statements: [new(StatementKind.Opinion, wicked)]))).File;
        foreach (var html in new[] { PaperHtml.Linked(AFile.Paper(DocumentKind.Form01, file)), PaperHtml.SelfContained(AFile.Paper(DocumentKind.Form01, file)) })
        {
            html.ShouldNotContain("<script");
            html.ShouldNotContain("<img");
            html.ShouldNotContain(" style=");
            html.ShouldContain("&lt;script&gt;");
        }

        Faults(PaperDocx.Write(AFile.Paper(DocumentKind.Form01, file))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Is_a_word_file_without_faults_that_says_the_same_with_every_letter(string kind)
    {
        var paper = Paper(kind);
        var bytes = PaperDocx.Write(paper);
        Faults(bytes).ShouldBeEmpty();
        using var word = WordprocessingDocument.Open(new MemoryStream(bytes), false);
        var text = word.MainDocumentPart!.Document.Body!.InnerText;
        foreach (var wanted in paper.Blocks.SelectMany(Words)) text.ShouldContain(wanted, Case.Sensitive);
        word.MainDocumentPart.FooterParts.Single().Footer.InnerText.ShouldContain("BT-AAAAA-BBBBB");
        word.MainDocumentPart.StyleDefinitionsPart!.Styles!.InnerXml.ShouldContain("Times New Roman");
    }

    private static IEnumerable<string> Faults(byte[] docx)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(docx), false);
        return [.. new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2013).Validate(word).Select(fault => $"{fault.Description} {fault.Path?.XPath}")];
    }

    private static IEnumerable<string> Words(Block block) => block switch
    {
        Title title => [title.Text],
        Heading heading => [heading.Text],
        Entry { Value: { } value } entry when !value.Contains('\n') => [$"{entry.Label}: {value}"],
        EntryRow row => row.Entries.SelectMany(Words),
        Said said => [said.Text],
        Table table => table.Rows.SelectMany(row => row.Cells).Select(cell => cell.Text ?? "").Where(text => !text.Contains('\n')),
        _ => [],
    };

    [Fact]
    public void Takes_its_fixed_words_from_the_template_and_uses_every_line_of_it()
    {
        Lines.Current.All.ShouldAllBe(line => line.Tag == "V" || line.Tag == "M" || line.Tag == "D");
        var source = string.Concat(Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(Here())!, "../../../../src/Modules/Cases/ProtectionPlatform.Cases/Documents"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Lines.Current.All.Select(line => line.Key)
            .Where(key => !source.Contains($"\"{key}\"", StringComparison.Ordinal) && !key.StartsWith("name.", StringComparison.Ordinal) && !key.StartsWith("log.step.", StringComparison.Ordinal) && !key.StartsWith("c.risk.", StringComparison.Ordinal) && !key.EndsWith(".line", StringComparison.Ordinal))
            .ShouldBeEmpty("nobody prints these lines");
    }
}
