using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.BuildingBlocks.Audit.Reading;

/// <summary>Why somebody reads. Named by the caller in the header <c>X-Purpose</c>, else what their role is there for.</summary>
public enum ReadPurpose
{
    /// <summary>Working with the child or for a referral.</summary>
    CaseWork,

    /// <summary>Watching over how others work.</summary>
    Supervision,

    /// <summary>Examining what was done.</summary>
    Audit,

    /// <summary>Answering a child, parent or other person about their own data.</summary>
    DataSubjectRequest,

    /// <summary>Keeping the platform running.</summary>
    Technical,

    /// <summary>A reporter following up their own report.</summary>
    OwnReport,
}

internal static class ReadPurposes
{
    /// <summary>What a caller who names no purpose is taken to read for, by the roles they hold; whoever works with children reads to work.</summary>
    public static ReadPurpose Of(Actor actor) =>
        !actor.IsSignedIn ? ReadPurpose.OwnReport
        : actor.IsAny(Role.SocialWorker, Role.Counsellor, Role.FocalPerson, Role.Principal, Role.CommuneOfficer, Role.Partner, Role.ApiClient) ? ReadPurpose.CaseWork
        : actor.IsAny(Role.DepartmentOfficer) ? ReadPurpose.Supervision
        : actor.IsAny(Role.Auditor) ? ReadPurpose.Audit
        : actor.IsAny(Role.DataProtectionOfficer) ? ReadPurpose.DataSubjectRequest
        : actor.IsAny(Role.Administrator) ? ReadPurpose.Technical
        : ReadPurpose.OwnReport;
}
