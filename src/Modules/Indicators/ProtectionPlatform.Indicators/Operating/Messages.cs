using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Cases.Contracts;
using ProtectionPlatform.Referrals.Contracts;
using ProtectionPlatform.Training.Contracts;

namespace ProtectionPlatform.Indicators.Operating;

/// <summary>A clock of OP-C03 or OP-C04 starts; it belongs to the calendar year (in Viet Nam) of its start.</summary>
public static class DeadlineStartedHandler
{
    public static Task Handle(DeadlineStarted message, MessageContext context) => message.Code is not ("DL-EMERG" or "DL-PLAN") ? Task.CompletedTask : context.Execute("""
        insert into indicators.clocks_v1 as known (deadline_id, case_id, code, school_id, year, met, last_seq)
        values (@DeadlineId, @CaseId, @Code, @SchoolId, @Year, false, @Sequence)
        on conflict (deadline_id) do update set school_id = coalesce(excluded.school_id, known.school_id), year = excluded.year, met = false, last_seq = excluded.last_seq
        where known.last_seq < excluded.last_seq
        """, new { message.DeadlineId, message.CaseId, message.Code, message.SchoolId, message.StartedAt.VietNamDay().Year, context.Sequence });
}

/// <summary>A clock stopped; only one stopped in time by the act itself is met.</summary>
public static class DeadlineSettledHandler
{
    public static Task Handle(DeadlineSettled message, MessageContext context) => context.Execute("""
        update indicators.clocks_v1 set met = @Met, school_id = coalesce(@SchoolId, school_id), last_seq = @Sequence
        where deadline_id = @DeadlineId and last_seq < @Sequence
        """, new { message.DeadlineId, message.SchoolId, Met = !message.Late && !message.Waived, context.Sequence });
}

/// <summary>A case went to a school, and its clocks with it.</summary>
public static class CaseSchoolSetHandler
{
    public static Task Handle(CaseSchoolSet message, MessageContext context) => context.Execute(
        "update indicators.clocks_v1 set school_id = @SchoolId, last_seq = @Sequence where case_id = @CaseId and last_seq < @Sequence",
        new { message.CaseId, message.SchoolId, context.Sequence });
}

/// <summary>A referral counts for its sender, in the year it was sent.</summary>
public static class ReferralSentHandler
{
    public static Task Handle(ReferralSent message, MessageContext context) => context.Execute("""
        insert into indicators.referrals_v1 (referral_id, organisation_id, year, accepted, last_seq)
        values (@ReferralId, @SenderOrganisationId, @Year, false, @Sequence) on conflict (referral_id) do nothing
        """, new { message.ReferralId, message.SenderOrganisationId, message.SentAt.VietNamDay().Year, context.Sequence });
}

/// <summary>The provider took it on.</summary>
public static class ReferralAcceptedHandler
{
    public static Task Handle(ReferralAccepted message, MessageContext context) => context.Execute(
        "update indicators.referrals_v1 set accepted = true, last_seq = @Sequence where referral_id = @ReferralId and last_seq < @Sequence",
        new { message.ReferralId, context.Sequence });
}

/// <summary>Who was present; a later list replaces.</summary>
public static class TrainingAttendedHandler
{
    public static Task Handle(TrainingAttended message, MessageContext context) => context.Execute("""
        insert into indicators.sessions_v1 as known (session_id, organisation_id, year, person_ids, last_seq)
        values (@SessionId, @OrganisationId, @Year, @PersonIds, @Sequence)
        on conflict (session_id) do update set organisation_id = excluded.organisation_id, year = excluded.year, person_ids = excluded.person_ids, last_seq = excluded.last_seq
        where known.last_seq < excluded.last_seq
        """, new { message.SessionId, message.OrganisationId, message.HeldOn.Year, PersonIds = message.PersonIds.Distinct().Order().ToArray(), context.Sequence });
}

/// <summary>How many people there are to train.</summary>
public static class WorkforceCountedHandler
{
    public static Task Handle(WorkforceCounted message, MessageContext context) => context.Execute("""
        insert into indicators.workforce_v1 as known (organisation_id, year, headcount, last_seq) values (@OrganisationId, @Year, @Headcount, @Sequence)
        on conflict (organisation_id, year) do update set headcount = excluded.headcount, last_seq = excluded.last_seq where known.last_seq < excluded.last_seq
        """, new { message.OrganisationId, message.Year, message.Headcount, context.Sequence });
}
