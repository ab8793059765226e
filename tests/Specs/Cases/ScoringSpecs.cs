using FsCheck;
using FsCheck.Fluent;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.AssessingRisk;

namespace ProtectionPlatform.Specs.Cases;

public sealed class The_scoring_rule
{
    private static readonly string[] Rows = [.. ReferenceData.Template(AssessmentForm.Form03).Rows.Select(r => r.Code)];

    /// <summary>Answers of A1 A2 A3 A4 | B1 … B5 as letters; a dot is a row left empty.</summary>
    private static Score Of(string answers)
    {
        var given = answers.Replace("|", "", StringComparison.Ordinal);
        return RiskScoring.Compute(Rows, Rows.Zip(given).Where(pair => pair.Second != '.')
            .ToDictionary(pair => pair.First, pair => pair.Second switch { 'H' => RiskLevel.High, 'M' => RiskLevel.Medium, _ => RiskLevel.Low }));
    }

    [Theory]
    [InlineData("HLLL|HHHHH", RiskLevel.High, 1)] // however well the child is protected
    [InlineData("MHLL|HLLLL", RiskLevel.High, 2)]
    [InlineData("MHHL|HHLLL", RiskLevel.High, 2)]
    [InlineData("MHLL|HHLLL", RiskLevel.Medium, 4)]
    [InlineData("LLLL|LLLLM", RiskLevel.Low, 3)]
    [InlineData("LLLL|HHHHH", RiskLevel.Low, 3)]
    [InlineData("LLLL|LLLLL", RiskLevel.Medium, 4)] // nobody protects the child
    [InlineData("MLLL|HHHHH", RiskLevel.Medium, 4)]
    [InlineData("MMMM|LLLLL", RiskLevel.Medium, 4)]
    internal void Takes_the_first_sentence_that_matches(string answers, RiskLevel level, int sentence)
    {
        var score = Of(answers);
        (score.Level, score.Rule).ShouldBe((level, sentence));
    }

    [Theory]
    [InlineData(".LLL|HHHHH", RiskLevel.High, 1)]
    [InlineData("L.LL|LLLLL", RiskLevel.High, 2)]
    [InlineData("L.LL|HHLLL", RiskLevel.Medium, 4)]
    [InlineData("LLLL|.....", RiskLevel.Medium, 4)]
    [InlineData("....|.....", RiskLevel.High, 1)]
    internal void Counts_an_empty_row_as_high_harm_and_low_protection(string answers, RiskLevel level, int sentence)
    {
        var score = Of(answers);
        (score.Level, score.Rule).ShouldBe((level, sentence));
    }

    [Fact]
    public void Shows_the_totals_of_both_tables() => Of("HML.|HHML.").Totals.ShouldBe(new Totals(new(2, 1, 1), new(2, 1, 2)));

    [Fact]
    public void The_forms_have_the_rows_of_the_procedure() =>
        Enum.GetValues<AssessmentForm>().ToDictionary(f => f, f => string.Join(' ', ReferenceData.Template(f).Rows.Select(r => r.Code))).ShouldBe(new Dictionary<AssessmentForm, string>
        {
            [AssessmentForm.Form02] = "A1 A2 B1 B2",
            [AssessmentForm.Form03] = "A1 A2 A3 A4 B1 B2 B3 B4 B5",
            [AssessmentForm.Form06] = "A1 A2 A3 B1 B2 B3 B4 B5",
        });

    private static readonly Arbitrary<string> AnyAnswers = Gen.ListOf(Gen.Elements('H', 'M', 'L', '.'), 9).Select(letters => string.Concat(letters)).ToArbitrary();

    [Fact]
    public void Is_total_and_deterministic_and_serious_harm_is_always_high() => Prop.ForAll(AnyAnswers, answers =>
    {
        var score = Of(answers);
        score.ShouldBe(Of(answers));
        score.Rule.ShouldBeInRange(1, 4);
        (score.Totals.A.High + score.Totals.A.Medium + score.Totals.A.Low).ShouldBe(4);
        (score.Totals.B.High + score.Totals.B.Medium + score.Totals.B.Low).ShouldBe(5);
        if (answers[0] is 'H' or '.') score.Level.ShouldBe(RiskLevel.High);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Never_falls_when_harm_rises() => Prop.ForAll(AnyAnswers, answers =>
    {
        for (var row = 0; row < 4; row++)
            if (answers[row] is 'L' or 'M')
            {
                var worse = answers.ToCharArray();
                worse[row] = answers[row] == 'L' ? 'M' : 'H';
                ((int)Of(new string(worse)).Level).ShouldBeGreaterThanOrEqualTo((int)Of(answers).Level);
            }
    }).QuickCheckThrowOnFailure();
}
