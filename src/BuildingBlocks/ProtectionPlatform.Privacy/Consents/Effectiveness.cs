namespace ProtectionPlatform.Privacy.Consents;

/// <summary>Whether a purpose is agreed to by all who must agree, and if not, why not.</summary>
internal enum ConsentStanding
{
    Effective,

    /// <summary>Somebody who must be asked has not answered, or what they agreed to has run out.</summary>
    Missing,
    Declined,
    Withdrawn,

    /// <summary>Child and representative disagree: blocked until two persons decided what is best for the child.</summary>
    Disagreement,

    /// <summary>Two persons decided that it is best for the child.</summary>
    EffectiveByDecision,

    /// <summary>Two persons decided against it.</summary>
    BlockedByDecision,

    /// <summary>The representative is in conflict with the child: nothing they say permits anything.</summary>
    RepresentativeInConflict,
}

/// <summary>How a purpose stands on a day.</summary>
/// <param name="Asked">Who must agree on that day.</param>
/// <param name="Missing">Of those, whose consent does not stand.</param>
internal sealed record Effectiveness(ConsentStanding Standing, IReadOnlyList<ConsentGiver> Asked, IReadOnlyList<ConsentGiver> Missing)
{
    /// <summary>From this age the child is asked as well (Law 91/2025, Article 24).</summary>
    public const int AskedFrom = 7;

    public const int OfAge = 18;

    public bool Permits => Standing is ConsentStanding.Effective or ConsentStanding.EffectiveByDecision;

    /// <summary>
    /// Consent takes effect only when all who must agree on that day agree on that day. From the seventh birthday the child must, from the
    /// eighteenth nobody else: what a representative agreed to before is then no longer enough. Whose birthday is not known is asked as well.
    /// </summary>
    public static Effectiveness Of(ConsentFile file, ConsentPurpose purpose, DateOnly day)
    {
        ConsentGiver[] asked = file.BirthDate is not { } born ? [ConsentGiver.Child, ConsentGiver.Representative]
            : day >= born.AddYears(OfAge) ? [ConsentGiver.Child]
            : day >= born.AddYears(AskedFrom) ? [ConsentGiver.Child, ConsentGiver.Representative]
            : [ConsentGiver.Representative];
        if (file.RepresentativeInConflict && asked.Contains(ConsentGiver.Representative))
            return new(ConsentStanding.RepresentativeInConflict, asked, [ConsentGiver.Representative]);

        var latest = asked.ToDictionary(giver => giver, giver => Latest(file, purpose, giver, day));
        var missing = asked.Where(giver => !Agrees(latest[giver], day)).ToList();
        if (missing.Count == 0) return new(ConsentStanding.Effective, asked, []);
        if (latest.Values.Any(consent => consent?.WithdrawnOn <= day)) return new(ConsentStanding.Withdrawn, asked, missing);
        var declined = asked.Where(giver => latest[giver]?.Given.Answer == ConsentAnswer.Declined).ToList();
        if (declined.Count == 0) return new(ConsentStanding.Missing, asked, missing);
        if (declined.Count == asked.Length || missing.Count > declined.Count) return new(ConsentStanding.Declined, asked, missing);
        return new(file.Decisions.Find(d => d.Proposal.Purpose == purpose) switch
        {
            { IsConfirmed: true, Proposal.Permit: true } => ConsentStanding.EffectiveByDecision,
            { IsConfirmed: true } => ConsentStanding.BlockedByDecision,
            _ => ConsentStanding.Disagreement,
        }, asked, missing);
    }

    /// <summary>What an account of each purpose has to say from this day on, where it says something else than was noted last.</summary>
    public static IEnumerable<ConsentStandingNoted> ToNote(ConsentFile file, DateOnly today)
    {
        foreach (var purpose in Enum.GetValues<ConsentPurpose>())
        {
            var permits = Of(file, purpose, today).Permits;
            var now = new ConsentStandingNoted(file.CaseId, purpose, permits, permits ? LastDay(file, purpose, today) : null);
            if (now != (file.Standings.GetValueOrDefault(purpose) ?? new(file.CaseId, purpose, false, null))) yield return now;
        }
    }

    /// <summary>The day before the first on which something that is known today ends it.</summary>
    private static DateOnly? LastDay(ConsentFile file, ConsentPurpose purpose, DateOnly today) => file.Consents
        .SelectMany(consent => new[] { consent.WithdrawnOn, consent.Given.ExpiresOn?.AddDays(1) })
        .Concat([file.BirthDate?.AddYears(AskedFrom), file.BirthDate?.AddYears(OfAge)])
        .Where(day => day > today && !Of(file, purpose, day.Value).Permits)
        .Min()?.AddDays(-1);

    private static Consent? Latest(ConsentFile file, ConsentPurpose purpose, ConsentGiver giver, DateOnly day) =>
        file.Consents.FindLast(c => c.Given.Purpose == purpose && c.Given.Giver == giver && c.Given.GivenOn <= day);

    private static bool Agrees(Consent? consent, DateOnly day) =>
        consent is { Given: { Answer: ConsentAnswer.Agreed } given } && !(consent.WithdrawnOn <= day) && !(given.ExpiresOn < day);
}

/// <summary>The text people are shown, one a purpose and version.</summary>
internal sealed record ConsentText(ConsentPurpose Purpose, string Version, string TitleVi, string TitleEn, string TextVi, string TextEn);

internal static class ConsentTexts
{
    public static IReadOnlyList<ConsentText> All { get; } = ReferenceDataFiles.Read<List<ConsentText>>("consent-texts.json");

    public static bool Has(ConsentPurpose purpose, string version) => All.Any(text => text.Purpose == purpose && text.Version == version);
}
