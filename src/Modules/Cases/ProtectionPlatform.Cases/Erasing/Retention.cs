using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Cases.Erasing;

/// <summary>From when a retention period runs.</summary>
internal enum RetentionStart
{
    /// <summary>The child's eighteenth birthday, but never before the case ended.</summary>
    ChildIsEighteen,
    CaseEnded,
}

/// <summary>How long the personal data of an ended case are kept.</summary>
/// <param name="Track">For cases closed under this track.</param>
/// <param name="State">For cases that ended like this.</param>
internal sealed record RetentionRule(string Code, Track? Track, CaseState? State, RetentionStart From, int Years, string Source);

/// <summary>Until when a case is kept, and by which rule.</summary>
internal sealed record Retained(DateOnly Until, string RuleCode);

/// <summary>
/// The retention table [D] (P-24; no statutory period for school case files was found), as data. A period ends with its year: the day itself would
/// tell the child's birthday to whoever sees it.
/// </summary>
internal sealed record RetentionRules(string Version, IReadOnlyList<RetentionRule> Rules)
{
    public static RetentionRules Initial { get; } = ReferenceData.Read<RetentionRules>("retention-rules.json");

    /// <summary>The longest that applies; null while the case has not ended.</summary>
    public Retained? Of(CaseFile file)
    {
        if (!file.IsEnded || file.EndedAt is not { } ended) return null;
        return Rules.Where(rule => rule.State == file.State || (file.State == CaseState.Closed && rule.Track is { } track && file.Tracks.Contains(track)))
            .Select(rule => new Retained(EndOf(Start(rule, file, ended.VietNamDay()).AddYears(rule.Years)), rule.Code))
            .MaxBy(retained => retained.Until);
    }

    private static DateOnly Start(RetentionRule rule, CaseFile file, DateOnly ended)
    {
        if (rule.From == RetentionStart.CaseEnded) return ended;
        var eighteen = Born(file).AddYears(18);
        return eighteen > ended ? eighteen : ended;
    }

    /// <summary>When nobody knows, the child is taken to be as young as it can be: kept too long is mended, erased too early is not.</summary>
    private static DateOnly Born(CaseFile file)
    {
        var reported = file.OpenedAt.VietNamDay();
        return file.Report.Report.Child switch
        {
            { DateOfBirth: { } born } => born,
            { EstimatedAge: { } age } => reported.AddYears(-age),
            _ => reported,
        };
    }

    private static DateOnly EndOf(DateOnly day) => new(day.Year, 12, 31);
}
