using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Cases.Separating;

/// <summary>Why a child is separated from its caregivers for a time (Decree 56/2017, Article 32).</summary>
internal enum SeparationGround
{
    /// <summary>Abused, or at risk of it, by a parent or caregiver.</summary>
    AbusedByCaregiver,

    /// <summary>They refuse the plan.</summary>
    PlanRefused,

    /// <summary>They may abuse the child again.</summary>
    MayAbuseAgain,
}

/// <summary>Form 07: the child is separated for a time from those named.</summary>
/// <param name="ReceivedBy">Who takes the child in.</param>
/// <param name="ShelterAddress">Where: behind a second permission, and printed nowhere else.</param>
/// <param name="Until">Last day.</param>
internal sealed record SeparationOrdered(
    int Number, [Personal] string DecisionNo, DateOnly DecidedOn, [Personal(Whose.Others)] string Signer, IReadOnlyList<SeparationGround> Grounds, [Personal] string Reason,
    [Personal(Whose.Others)] IReadOnlyList<string> SeparatedFrom, [Personal(Whose.Others)] string ReceivedBy, [Personal(Behind = Wall.SecondPermission)] string? ShelterAddress,
    DateTimeOffset StartsAt, DateOnly Until, [Personal(Whose.Others)] IReadOnlyList<string> Responsible, [Personal(Whose.Others)] IReadOnlyList<string> Recipients,
    PerformedBy PerformedBy) : IOccurred
{
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset OccurredAt => StartsAt;
}

/// <summary>It lasts longer.</summary>
/// <param name="CompetentOrder">The order of a competent body that requires more than 15 days in all.</param>
internal sealed record SeparationExtended(int Number, int Extension, [Personal] string DecisionNo, DateOnly DecidedOn, DateOnly Until, [Personal] string Reason, [Personal] string? CompetentOrder, PerformedBy PerformedBy);

/// <summary>It was cancelled, or its time is over and the child is back.</summary>
internal sealed record SeparationEnded(int Number, [Personal] string? DecisionNo, [Personal] string Reason, PerformedBy PerformedBy, DateTimeOffset OccurredAt) : IOccurred;

/// <summary>A separation as its decisions left it.</summary>
internal sealed record SeparationRecord(SeparationOrdered Order, PersonRef By, DateTimeOffset RecordedAt)
{
    /// <summary>In all, extensions included (Decree 56/2017, Article 32).</summary>
    public const int MostDays = 15;

    public IReadOnlyList<SeparationExtended> Extensions { get; init; } = [];
    public SeparationEnded? End { get; init; }

    public bool IsRunning => End is null;

    public DateOnly Until => Extensions.Count > 0 ? Extensions[^1].Until : Order.Until;

    /// <summary>The last day the law allows without the order of a competent body; the day it starts is not counted.</summary>
    public static DateOnly LastDay(DateTimeOffset startsAt) => startsAt.VietNamDay().AddDays(MostDays);
}
