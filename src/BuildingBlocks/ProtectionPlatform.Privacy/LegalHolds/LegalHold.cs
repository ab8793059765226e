using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Privacy.LegalHolds;

internal sealed record LegalHoldSet(Guid CaseId, string Reason);

internal sealed record LegalHoldLifted(string Reason);

/// <summary>Nothing of a case is erased while a hold stands on it (P-25). One stream a case.</summary>
internal sealed record LegalHold(Guid Id, Guid CaseId, bool IsSet) : IState<LegalHold>
{
    public static Guid StreamOf(Guid caseId) => EventStore.Derived($"registers.legal-hold/{caseId}");

    public static LegalHold? Evolve(LegalHold? before, RecordedEvent happened) => happened.Data switch
    {
        LegalHoldSet e => new(happened.StreamId, e.CaseId, IsSet: true),
        LegalHoldLifted => before! with { IsSet = false },
        _ => before,
    };
}
