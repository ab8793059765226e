using System.Collections.Immutable;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;

namespace ProtectionPlatform.Cases.SpecialCircumstances;

/// <summary>Why a pupil is no longer listed under a group.</summary>
internal enum ListingEnd
{
    NoLongerApplies,
    Graduated,
    MovedAway,
    ListedByMistake,
    Other,
}

internal enum SupportStatus
{
    Planned,
    Given,
    Dropped,
}

/// <summary>A pupil of a school has an entry in its register of special circumstances.</summary>
internal sealed record CircumstanceEntered(Guid SchoolId, [Personal] Pupil? Pupil, [Personal(Whose.Others)] Guardian? Guardian);

/// <summary>Who the pupil is was wrong, or changed: another class, another guardian.</summary>
internal sealed record CircumstancePupilCorrected([Personal] Pupil? Pupil, [Personal(Whose.Others)] Guardian? Guardian);

/// <summary>The pupil belongs to a group from a day on.</summary>
/// <param name="Group">Code of the reference data.</param>
/// <param name="DisasterId">Which disaster, where the group is that of disasters.</param>
/// <param name="Evidence">Number of the decision, or where the paper is.</param>
internal sealed record CircumstanceListed(int Number, string Group, string? SubType, Guid? DisasterId, DateOnly Since, [Personal] string? Evidence);

internal sealed record CircumstanceListingEnded(int Number, DateOnly EndsOn, ListingEnd EndReason, [Personal] string? Note);

/// <summary>Help for the pupil, given or planned.</summary>
/// <param name="Listing">For which listing; null when for the pupil as such.</param>
/// <param name="SupportOn">The day it was given, or is to be.</param>
/// <param name="AmountDong">In whole đồng.</param>
internal sealed record CircumstanceSupportRecorded(
    int Number, string SupportKind, SupportStatus Status, int? Listing, DateOnly SupportOn, long? AmountDong, [Personal] string? Giver, [Personal] string? Note);

/// <summary>What was planned was given.</summary>
internal sealed record CircumstanceSupportGiven(int Number, DateOnly SupportOn, long? AmountDong);

/// <summary>What was planned is not given after all.</summary>
internal sealed record CircumstanceSupportDropped(int Number, [Personal] string? Reason);

/// <summary>A case is about the same pupil.</summary>
internal sealed record CircumstanceCaseLinked(Guid CaseId);

internal sealed record Listing(
    int Number, string Group, string? SubType, Guid? DisasterId, DateOnly From, string? Evidence, PersonRef By, DateTimeOffset At,
    DateOnly? EndsOn = null, ListingEnd? EndReason = null, string? EndNote = null);

internal sealed record Support(
    int Number, string SupportKind, SupportStatus Status, int? Listing, DateOnly On, long? AmountDong, string? Giver, string? Note, PersonRef By, DateTimeOffset At, string? DroppedBecause = null);

/// <summary>One pupil in the register of special circumstances of one school: under which groups, and how they are helped.</summary>
internal sealed record Circumstance(Guid Id, Guid SchoolId, Pupil? Pupil, Guardian? Guardian, DateTimeOffset EnteredAt) : IState<Circumstance>
{
    public ImmutableList<Listing> Listings { get; init; } = [];

    public ImmutableList<Support> Supports { get; init; } = [];

    public ImmutableList<Guid> CaseIds { get; init; } = [];

    public static Circumstance? Evolve(Circumstance? before, RecordedEvent happened) => (before, happened.Data) switch
    {
        (null, CircumstanceEntered e) => new(happened.StreamId, e.SchoolId, e.Pupil, e.Guardian, happened.RecordedAt),
        (not null, CircumstancePupilCorrected e) => before with { Pupil = e.Pupil, Guardian = e.Guardian },
        (not null, CircumstanceListed e) => before with { Listings = before.Listings.Add(new(e.Number, e.Group, e.SubType, e.DisasterId, e.Since, e.Evidence, PersonRef.Of(happened), happened.RecordedAt)) },
        (not null, CircumstanceListingEnded e) => before with
        {
            Listings = [.. before.Listings.Select(l => l.Number == e.Number ? l with { EndsOn = e.EndsOn, EndReason = e.EndReason, EndNote = e.Note } : l)],
        },
        (not null, CircumstanceSupportRecorded e) => before with
        {
            Supports = before.Supports.Add(new(e.Number, e.SupportKind, e.Status, e.Listing, e.SupportOn, e.AmountDong, e.Giver, e.Note, PersonRef.Of(happened), happened.RecordedAt)),
        },
        (not null, CircumstanceSupportGiven e) => before.WithSupport(e.Number, s => s with { Status = SupportStatus.Given, On = e.SupportOn, AmountDong = e.AmountDong ?? s.AmountDong }),
        (not null, CircumstanceSupportDropped e) => before.WithSupport(e.Number, s => s with { Status = SupportStatus.Dropped, DroppedBecause = e.Reason }),
        (not null, CircumstanceCaseLinked e) => before with { CaseIds = before.CaseIds.Add(e.CaseId) },
        _ => before,
    };

    private Circumstance WithSupport(int number, Func<Support, Support> change) => this with { Supports = [.. Supports.Select(s => s.Number == number ? change(s) : s)] };

    public Listing? OpenListing(int? number) => Listings.Find(l => l.Number == number && l.EndsOn is null);

    public Support? PlannedSupport(int number) => Supports.Find(s => s.Number == number && s.Status == SupportStatus.Planned);
}
