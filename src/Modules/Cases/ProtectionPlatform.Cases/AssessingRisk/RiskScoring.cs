namespace ProtectionPlatform.Cases.AssessingRisk;

/// <summary>How many rows of a table were answered with each level.</summary>
internal sealed record LevelCounts(int High, int Medium, int Low);

/// <summary>Totals of table A (harm) and table B (self-protection), as the forms show them.</summary>
internal sealed record Totals(LevelCounts A, LevelCounts B);

/// <summary>What the rule made of the answers.</summary>
/// <param name="Rule">Which of the four sentences of the rule matched first.</param>
internal sealed record Score(Totals Totals, RiskLevel Level, int Rule);

/// <summary>A row of an assessment form. In table A High is bad, in table B High is good.</summary>
internal sealed record AssessmentRow(
    string Code, string Table, string NameVi, string NameEn,
    string HighVi, string MediumVi, string LowVi, string HighEn, string MediumEn, string LowEn);

/// <summary>The rows of a form in one version, so that official wording can replace ours without code.</summary>
/// <param name="ValidFrom">First day in Viet Nam.</param>
/// <param name="OrganisationId">Null for the whole country.</param>
/// <param name="Decisive">Rows of table A of which one answered High makes the level High: the first sentence of the rule.</param>
internal sealed record AssessmentTemplate(
    AssessmentForm Form, string Version, IReadOnlyList<AssessmentRow> Rows, DateOnly ValidFrom, Guid? OrganisationId, IReadOnlyList<string> Decisive, string Source)
{
    public Score Score(IReadOnlyDictionary<string, RiskLevel> answers) => RiskScoring.Compute(Rows.Select(r => r.Code), answers, Decisive);
}

/// <summary>The conclusion from the rows: our rule [D], deterministic, first match wins.</summary>
internal static class RiskScoring
{
    /// <summary>Stored with every assessment; a new rule gets a new version and leaves old assessments as they are.</summary>
    public const string RuleVersion = "2026.1";

    public const string TextVi =
        "1. Một dòng quyết định (A1, nếu biểu mẫu không nêu khác) Cao → Cao. 2. Bảng A có ít nhất một dòng Cao và số dòng Cao của A không ít hơn của B → Cao. " +
        "3. Mọi dòng A Thấp và không phải mọi dòng B Thấp → Thấp. 4. Còn lại → Trung bình. Dòng bỏ trống tính là Cao ở bảng A và Thấp ở bảng B.";

    public const string TextEn =
        "1. A row that decides (A1 unless the form names others) High → High. 2. Table A has at least one High row and no fewer High rows than B → High. " +
        "3. Every A row Low and not every B row Low → Low. 4. Anything else → Medium. An unanswered row counts as High in A and Low in B.";

    /// <param name="rows">Codes of the form's rows: A1, A2, …, B1, ….</param>
    /// <param name="decisive">Rows of which one High is enough; A1 unless the form names others.</param>
    public static Score Compute(IEnumerable<string> rows, IReadOnlyDictionary<string, RiskLevel> answers, IReadOnlyList<string>? decisive = null)
    {
        var all = rows.ToList();
        var a = Count(all.Where(r => r.StartsWith('A')), answers, RiskLevel.High);
        var b = Count(all.Where(r => r.StartsWith('B')), answers, RiskLevel.Low);
        var (level, rule) =
            (decisive ?? firstRow).Any(row => answers.GetValueOrDefault(row, RiskLevel.High) == RiskLevel.High) ? (RiskLevel.High, 1)
            : a.High >= 1 && a.High >= b.High ? (RiskLevel.High, 2)
            : a is { High: 0, Medium: 0 } && b is not { High: 0, Medium: 0 } ? (RiskLevel.Low, 3)
            : (RiskLevel.Medium, 4);
        return new Score(new Totals(a, b), level, rule);
    }

    private static readonly string[] firstRow = ["A1"];

    private static LevelCounts Count(IEnumerable<string> rows, IReadOnlyDictionary<string, RiskLevel> answers, RiskLevel unanswered)
    {
        var levels = rows.Select(row => answers.GetValueOrDefault(row, unanswered)).ToList();
        return new LevelCounts(levels.Count(l => l == RiskLevel.High), levels.Count(l => l == RiskLevel.Medium), levels.Count(l => l == RiskLevel.Low));
    }
}
