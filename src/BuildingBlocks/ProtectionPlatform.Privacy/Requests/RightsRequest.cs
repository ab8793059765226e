using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;

namespace ProtectionPlatform.Privacy.Requests;

/// <summary>What a data subject may ask.</summary>
internal enum RightKind
{
    Inform,
    Access,
    Rectify,
    Delete,
    Restrict,
    Object,
    WithdrawConsent,
    Complaint,
}

/// <summary>Who asks.</summary>
internal enum ApplicantKind
{
    Self,
    Child,
    Representative,
    Other,
}

/// <summary>What the person the data tell of is in the case.</summary>
internal enum PersonInCase
{
    Child,
    Representative,
    FamilyMember,
    Informant,
    SuspectedPerson,
    Staff,
    Other,
}

/// <summary>How it was checked that the applicant may ask.</summary>
internal enum CapacityCheck
{
    NotChecked,
    IdentityDocument,
    BirthCertificate,
    GuardianshipDecision,
    LetterOfAuthority,
    KnownInPerson,
    OwnAccount,
}

/// <summary>Why a request is refused.</summary>
internal enum RefusalGround
{
    LegalDuty,
    Proceedings,
    ChildProtection,
    RightsOfOthers,
    NotEntitled,
    NoSuchData,
    Unfounded,
}

/// <summary>How an answer reaches the applicant.</summary>
internal enum AnswerChannel
{
    InPerson,
    Letter,
    SelfService,
}

internal enum RequestOutcome
{
    Answered,
    Refused,
}

/// <summary>A person's name and how to reach them: the personal part of a request, all of it here.</summary>
internal sealed record Applicant(string? FullName = null, string? Contact = null);

/// <param name="PersonInCase">Of the person the data tell of; null when it is about an account only.</param>
/// <param name="Words">The request in the applicant's words.</param>
internal sealed record RightsRequestReceived(
    string Reference, RightKind Kind, IReadOnlyList<Guid> CaseIds, PersonInCase? PersonInCase, Guid? AccountId, ApplicantKind ApplicantKind, [Personal(Whose.Applicant)] Applicant? Applicant,
    CapacityCheck Capacity, bool InConflict, bool ThirdPartyInvolved, DateOnly ReceivedOn, [Personal(Whose.Applicant)] string Words,
    DateOnly AcknowledgeBy, DateOnly DueOn, string RuleVersion, string RuleSource);

internal sealed record RightsRequestAcknowledged(DateOnly On);

internal sealed record ApplicantCapacityChecked(CapacityCheck Capacity);

/// <summary>The representative who asks is suspected, refuses what the child needs, or is not known (P-05).</summary>
internal sealed record RepresentativeConflictSeen([Personal(Whose.Applicant)] string Reason);

internal sealed record RightsRequestExtended(int Days, DateOnly DueOn, [Personal(Whose.Applicant)] string Reason);

internal sealed record RightsRequestAnswered(AnswerChannel Channel, [Personal(Whose.Applicant)] string Answer, DateOnly On);

/// <param name="RestrictedInstead">What was to be deleted is kept and no longer used otherwise.</param>
internal sealed record RightsRequestRefused(RefusalGround Ground, [Personal(Whose.Applicant)] string Reason, bool RestrictedInstead, DateOnly On);

/// <summary>What somebody asks about their own data, or about a child's they speak for.</summary>
internal sealed record RightsRequest(Guid Id, RightKind Kind, ApplicantKind Applicant, IReadOnlyList<Guid> CaseIds, DateOnly DueOn, CapacityCheck Capacity, bool InConflict) : IState<RightsRequest>
{
    public bool IsAcknowledged { get; init; }

    public bool IsExtended { get; init; }

    public RequestOutcome? Outcome { get; init; }

    public bool IsOpen => Outcome is null;

    public static RightsRequest? Evolve(RightsRequest? before, RecordedEvent happened) => happened.Data switch
    {
        RightsRequestReceived e => new(happened.StreamId, e.Kind, e.ApplicantKind, e.CaseIds, e.DueOn, e.Capacity, e.InConflict),
        RightsRequestAcknowledged => before! with { IsAcknowledged = true },
        ApplicantCapacityChecked e => before! with { Capacity = e.Capacity },
        RepresentativeConflictSeen => before! with { InConflict = true },
        RightsRequestExtended e => before! with { DueOn = e.DueOn, IsExtended = true },
        RightsRequestAnswered => before! with { Outcome = RequestOutcome.Answered },
        RightsRequestRefused => before! with { Outcome = RequestOutcome.Refused },
        _ => before,
    };
}
