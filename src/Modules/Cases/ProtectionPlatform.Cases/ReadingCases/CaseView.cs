using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.Cases.AssessingRisk;
using ProtectionPlatform.Cases.Attachments;
using ProtectionPlatform.Cases.BodyMaps;
using ProtectionPlatform.Cases.Counselling;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Cases.HandlingViolence;
using ProtectionPlatform.Cases.InformingParents;
using ProtectionPlatform.Cases.Justice;
using ProtectionPlatform.Cases.Merging;
using ProtectionPlatform.Cases.Separating;
using ProtectionPlatform.Cases.Transferring;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>A case as the API shows it: now, or as of an earlier moment.</summary>
/// <param name="Restricted">What is on file and not shown here, by its keys: <see cref="ReadRestricted"/> shows it to those who may.</param>
internal sealed record CaseView(
    Guid Id, string Reference, long Version, CaseState State, IReadOnlyList<Track> Tracks, RiskLevel? RiskLevel, CaseView.SchoolRef? School, PersonRef? Assignee,
    DateTimeOffset OpenedAt, CaseView.ReportView Report, CaseView.TriageView? Triage, IReadOnlyList<CaseView.NotificationView> Notifications,
    IReadOnlyList<CaseView.AssessmentView> Assessments, IReadOnlyList<CaseView.EmergencyView> EmergencyMeasures, IReadOnlyList<CaseView.MeetingView> NeedsMeetings,
    IReadOnlyList<CaseView.PlanView> Plans, IReadOnlyList<CaseView.ReviewView> Reviews, CaseView.ClosureView? Closure, IReadOnlyList<CaseView.ReopeningView> Reopenings,
    IReadOnlyList<CaseView.ReferralView> Referrals, IReadOnlyList<CaseView.DeadlineView> Deadlines, IReadOnlyList<CaseView.MessageView> Messages,
    IReadOnlyList<CaseView.ExclusionView> Exclusions, IReadOnlyList<CaseView.UrgentAccessView> UrgentAccess, IReadOnlyList<CaseView.HandOverView> HandOvers,
    IReadOnlyList<CaseView.CounsellingView> CounsellingNotes,
    IReadOnlyList<CaseView.AttachmentView> Attachments, IReadOnlyList<CaseView.MarkView> BodyMarks, IReadOnlyList<CaseView.GoalView> PupilGoals, IReadOnlyList<CaseView.ParentNoticeView> ParentNotices, IReadOnlyList<CaseView.ViolenceStepView> ViolenceSteps,
    IReadOnlyList<CaseView.SeparationView> Separations, IReadOnlyList<CaseView.JusticeView> JusticeEvents, IReadOnlyList<CaseView.ChildOpinionView> ChildOpinions,
    IReadOnlyList<CaseView.FollowUpView> FollowUps, IReadOnlyList<CaseView.CorrectionView> Corrections, IReadOnlyList<CaseView.TransferView> Transfers, CaseView.TransferredFromView? TransferredFrom,
    IReadOnlyList<CaseView.MergeView> Merges,
    IReadOnlyList<string> Restricted, IReadOnlyList<CaseView.LegalBasisView> LegalBases, CaseView.AccessView Access)
{
    public sealed record SchoolRef(Guid Id, string Name);

    public sealed record ReportView(
        Guid ReportId, DateTimeOffset RecordedAt, PersonRef? Receiver, bool Anonymous, ReportChannel Channel, string WhatHappened, DateTimeOffset KnownAt, DateTimeOffset? OccurredAt,
        string? Place, IReadOnlyList<Statement> Statements, ConcernKind? ConcernKind, IReadOnlyList<IncidentType> IncidentTypes, bool ImmediateDanger, bool Online,
        string? SuspectedRelation, string? Witnesses, string? ToldInPerson, ChildDetails? Child);

    public sealed record TriageView(TriageDecision Decision, IReadOnlyList<Track> Tracks, string Reason, PersonRef By, DateTimeOffset At, PersonRef? ConfirmedBy, DateTimeOffset? ConfirmedAt, bool Pending);

    public sealed record NotificationView(
        int Number, RecipientKind RecipientKind, Guid? RecipientOrganisationId, string RecipientName, NotificationChannel Channel, string PersonSpokenTo, string? Note,
        string? AbsenceReason, PerformedBy PerformedBy, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, PersonRef By);

    public sealed record AssessmentView(
        int Number, AssessmentForm Form, PerformedBy PerformedBy, string TemplateVersion, string RuleVersion, IReadOnlyDictionary<string, RiskLevel> Answers, Totals Totals,
        RiskLevel ComputedLevel, int Explanation, RiskLevel OfficerLevel, string? OfficerReason, bool LevelPending, PersonRef? LevelConfirmedBy, bool SeriousHarm, bool? EmergencyNeeded,
        IReadOnlyList<SafetyNeed> SafetyNeeds, AssessmentFacts? Facts, IReadOnlyList<Need> Needs, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, PersonRef By);

    public sealed record EmergencyView(
        int Number, EmergencyDecision Decision, string? DecisionNo, IReadOnlyList<string> Measures, PerformedBy PerformedBy, string? Reason, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, PersonRef By);

    public sealed record MeetingView(int Number, DateTimeOffset HeldAt, IReadOnlyList<Attendee> Attendees, IReadOnlyList<string> Absent, string Minutes, bool ChildHeard, DateTimeOffset RecordedAt, PersonRef By,
        string? Place, string? Chair, string? ChildWish, IReadOnlyList<MeetingDissent> Dissent, IReadOnlyList<MeetingDecision> Decisions);

    public sealed record ProgressView(ActionStatus Status, string? Note, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, PersonRef By);

    public sealed record ActionView(
        int Number, string Description, string MeasureCode, string Owner, Guid? OwnerId, string? Collaborators, string? Cost, DateOnly? StartOn, DateOnly? DueOn, string? ExpectedResult,
        ActionStatus Status, IReadOnlyList<ProgressView> Progress, int? Goal, string? Resources);

    public sealed record PlanDecisionView(PlanOutcome Outcome, string? DecisionNo, DateOnly? DecidedOn, string? Signer, PerformedBy PerformedBy, string? Reason, PersonRef By, DateTimeOffset At,
        DateOnly? EffectiveOn, IReadOnlyList<string>? Responsible, IReadOnlyList<string>? Recipients);

    public sealed record PlanView(
        int Number, PlanStatus Status, PersonRef Author, string? ProblemSummary, string? OverallGoal, IReadOnlyList<PlanGoal> Goals, IReadOnlyList<ActionView> Actions,
        string? ChildOpinion, string? ChildOpinionMissingReason, string? CaregiverOpinion, CaregiverAgreement? CaregiverAgreement, string? Monitoring,
        DateTimeOffset? SubmittedAt, PlanDecisionView? Decision, string? Basis);

    public sealed record ReviewView(
        int Number, bool Interim, string TemplateVersion, string RuleVersion, IReadOnlyDictionary<string, RiskLevel> Answers, Totals Totals, RiskLevel ComputedLevel, int Explanation,
        ChildStateNotes ChildState, bool EnvironmentSafe, bool Stable, ReviewConclusion Conclusion, IReadOnlyList<ActionResult> ActionResults, string? ChildOpinion, string? CaregiverOpinion,
        DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, PersonRef By);

    public sealed record ClosureView(string Summary, string? DecisionNo, PersonRef By, DateTimeOffset At);

    public sealed record ReopeningView(string Reason, PersonRef By, DateTimeOffset At);

    public sealed record ReferralView(Guid Id, Guid? ProviderId, int? ActionNumber, ReferralState State, DateTimeOffset SentAt, DateTimeOffset ChangedAt);

    public sealed record WaiverView(string Reason, PersonRef RequestedBy, PersonRef? ConfirmedBy, bool Pending);

    public sealed record DeadlineView(
        Guid Id, string Code, string RuleVersion, string Source, string Limit, DeadlineCalendar Calendar, DateTimeOffset StartedAt, DateTimeOffset WarnAt, DateTimeOffset DueAt,
        DeadlineStatus Status, DateTimeOffset? SettledAt, WaiverView? Waiver, string? About, DateTimeOffset? PausedAt, IReadOnlyList<PauseReason> MayPauseFor);

    public sealed record MessageView(MessageFrom From, DateTimeOffset At, string Text, PersonRef? By);

    public sealed record ExclusionView(PersonRef Person, ExclusionGround Ground, string Reason, PersonRef By, DateTimeOffset At);

    public sealed record HandOverView(Guid Id, Guid? SetId, PersonRef From, PersonRef To, string? Note, PersonRef By, DateTimeOffset At, HandOverState State, PersonRef? AnsweredBy, DateTimeOffset? AnsweredAt, string? Reason);

    /// <param name="Open">At that moment it was neither over nor ended.</param>
    public sealed record UrgentAccessView(PersonRef Person, string Reason, DateTimeOffset At, DateTimeOffset Until, PersonRef? EndedBy, DateTimeOffset? EndedAt, bool Open);

    /// <summary>A note there is: who talked with the child, when, about what.</summary>
    public sealed record CounsellingView(int Number, PersonRef By, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, CounsellingTopic? Topic, string? Summary, string? NextStep);

    /// <param name="Sha256">Of what is kept.</param>
    /// <param name="UploadedSha256">Of what was sent.</param>
    /// <param name="Restricted">Needs the second permission to open; its name is not told here.</param>
    /// <param name="Removal">By whom, when and why its bytes were taken away.</param>
    public sealed record AttachmentView(
        int Number, AttachmentKind Kind, string MediaType, long Size, string Sha256, string UploadedSha256, bool Restricted, bool FromReporter, string? FileName, string? Caption, DateTimeOffset? TakenAt,
        DateTimeOffset AddedAt, PersonRef By, AttachmentRemoval? Removal);

    /// <param name="Mistaken">It was noted by mistake; it stays, marked so.</param>
    public sealed record MarkView(
        int Number, BodySide Side, int X, int Y, MarkKind Kind, int? SizeMm, string Description, bool Mistaken, IReadOnlyList<MarkLook> Looks, DateTimeOffset OccurredAt,
        DateTimeOffset RecordedAt, PersonRef By);

    /// <summary>The pupil's own goal, and how it sees its progress.</summary>
    public sealed record GoalView(
        int Number, string Goal, string? FirstStep, string? HelpWanted, DateOnly? LookAgainOn, GoalStanding Standing, IReadOnlyList<GoalProgress> Progress, DateTimeOffset OccurredAt,
        DateTimeOffset RecordedAt, PersonRef By);

    /// <param name="GainedSight">Bodies that may see the file only because it rests in the other.</param>
    public sealed record MergeView(
        Guid IntoId, string IntoReference, MergeStatus Status, string Reason, PersonRef By, DateTimeOffset At, string? Answer, PersonRef? AnsweredBy, DateTimeOffset? AnsweredAt,
        IReadOnlyList<string> GainedSight, string? UndoneBecause, PersonRef? UndoneBy, DateTimeOffset? UndoneAt);

    /// <param name="NotInformed">Why not; null when they were told.</param>
    public sealed record ParentNoticeView(
        int Number, string? Who, NotificationChannel? Channel, string? Note, ParentsNotInformedGround? NotInformed, string? Reason, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, PersonRef By);

    public sealed record ViolenceStepView(int Number, ViolenceStep Step, PerformedBy PerformedBy, string Note, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, PersonRef By);

    public sealed record SeparationExtensionView(int Number, string DecisionNo, DateOnly DecidedOn, DateOnly Until, string Reason, string? CompetentOrder, PerformedBy PerformedBy);

    public sealed record SeparationEndView(string? DecisionNo, string Reason, PerformedBy PerformedBy, DateTimeOffset OccurredAt);

    /// <param name="Until">Last day, as extended.</param>
    public sealed record SeparationView(
        int Number, string DecisionNo, DateOnly DecidedOn, string Signer, IReadOnlyList<SeparationGround> Grounds, string Reason, IReadOnlyList<string> SeparatedFrom, string ReceivedBy,
        DateTimeOffset StartsAt, DateOnly Until, IReadOnlyList<string> Responsible, IReadOnlyList<string> Recipients, PerformedBy PerformedBy,
        IReadOnlyList<SeparationExtensionView> Extensions, SeparationEndView? End, DateTimeOffset RecordedAt, PersonRef By);

    public sealed record JusticeView(
        int Number, JusticeKind Kind, string Authority, string? Contact, string Note, string? AdultChosenByChild, IReadOnlyList<string> SharedWith, string? RepeatReason,
        DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, PersonRef By);

    public sealed record ChildOpinionView(
        int Number, string About, string? Opinion, string? NotHeardReason, string? AdultChosenByChild, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, PersonRef By);

    public sealed record FollowUpView(
        int Number, bool Safe, string Note, string? ContactWith, string? ChildOpinion, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, PersonRef By);

    /// <param name="Entry">Version of the entry it stands beside.</param>
    public sealed record CorrectionView(int Number, long Entry, string Text, string Reason, DateTimeOffset At, PersonRef By);

    /// <param name="NewReference">Reference of the file at the receiving school.</param>
    public sealed record TransferView(
        Guid Id, int Number, Guid? ToSchoolId, string ToName, TransferCause Cause, string Reason, IReadOnlyList<TransferPart> Parts, TransferBasis Basis, string? Consent, TransferStatus Status,
        string? Answer, string? ReceivedBy, string? NewReference, string? CopySha256, DateTimeOffset At, PersonRef By, DateTimeOffset? AnsweredAt);

    /// <param name="Copy">What was handed over, as it stood.</param>
    public sealed record TransferredFromView(string Reference, string School, long FromVersion, IReadOnlyList<TransferPart> Parts, string CopySha256, TransferCopy? Copy);

    /// <summary>On what the processing of the personal data in the file rests.</summary>
    public sealed record LegalBasisView(string Code, ProcessingGround Ground, string TextVi, string TextEn, string Source);

    /// <summary>Who could see the case at that moment, as the record tells it. Whether somebody may see it now is another question.</summary>
    /// <param name="School">Those who held one of the roles at the school.</param>
    /// <param name="Authorities">The notified authorities: those who hold one of the roles there.</param>
    /// <param name="Providers">The partners of referrals; each sees what was shared in its own referral only.</param>
    /// <param name="Everywhere">Roles that see the case wherever they are held.</param>
    /// <param name="Excluded">People for whom the case did not exist, whatever their role.</param>
    public sealed record AccessView(
        PersonRef? Assignee, OrganisationAccess? School, IReadOnlyList<OrganisationAccess> Authorities, IReadOnlyList<ProviderAccess> Providers, IReadOnlyList<Role> Everywhere,
        IReadOnlyList<PersonRef> Excluded);

    /// <param name="Name">As recorded at that time.</param>
    public sealed record OrganisationAccess(Guid Id, string Name, IReadOnlyList<Role> Roles);

    public sealed record ProviderAccess(Guid Id, string Name, Guid ReferralId, DateTimeOffset Since);

    /// <param name="nameOf">Name of an organisation.</param>
    /// <param name="now">Moment for which the status of clocks is told.</param>
    internal static CaseView Of(CaseFile file, long version, Func<Guid, string?> nameOf, DateTimeOffset now)
    {
        var form = file.Report.Report;
        return new CaseView(
            file.Id, file.Reference, version, file.State, [.. file.Tracks.Order()], file.Risk, file.SchoolId is { } school ? new SchoolRef(school, nameOf(school) ?? "") : null, file.Assignee,
            file.OpenedAt,
            new ReportView(file.Report.ReportId, file.OpenedAt, file.Receiver, file.Report.Anonymous, form.Channel, form.WhatHappened, form.KnownAt, form.OccurredAt, form.Place,
                form.Statements ?? [], form.ConcernKind, form.IncidentTypes ?? [], form.ImmediateDanger, form.Online, form.SuspectedRelation, form.Witnesses, form.ToldInPerson, form.Child),
            file.Triage is { } t ? new TriageView(t.Decision, t.Tracks, t.Reason, t.By, t.At, t.ConfirmedBy, t.ConfirmedAt, t.Pending) : null,
            [.. file.Notifications.Select(n => new NotificationView(n.Event.Number, n.Event.RecipientKind, n.Event.RecipientOrganisationId, n.Event.RecipientName, n.Event.Channel,
                n.Event.PersonSpokenTo, n.Event.Note, n.Event.AbsenceReason, n.Event.PerformedBy, n.Event.OccurredAt, n.RecordedAt, n.By))],
            [.. file.Assessments.Select(a => new AssessmentView(a.Event.Number, a.Event.Form, a.Event.PerformedBy, a.Event.TemplateVersion, a.Event.RuleVersion, a.Event.Answers, a.Event.Totals,
                a.Event.ComputedLevel, a.Event.Explanation, a.Event.OfficerLevel, a.Event.OfficerReason, a.LevelPending, a.LevelConfirmedBy, a.Event.SeriousHarm, a.Event.EmergencyNeeded,
                a.Event.SafetyNeeds, a.Event.Facts, a.Event.Needs, a.Event.OccurredAt, a.RecordedAt, a.By))],
            [.. file.Emergencies.Select(e => new EmergencyView(e.Event.Number, e.Event.Decision, e.Event.DecisionNo, e.Event.Measures, e.Event.PerformedBy, e.Event.Reason, e.Event.OccurredAt, e.RecordedAt, e.By))],
            [.. file.Meetings.Select(m => new MeetingView(m.Event.Number, m.Event.HeldAt, m.Event.Attendees, m.Event.Absent, m.Event.Minutes, m.Event.ChildHeard, m.RecordedAt, m.By,
                m.Event.Place, m.Event.Chair, m.Event.ChildWish, m.Event.Dissent ?? [], m.Event.Decisions ?? []))],
            [.. file.Plans.Select(Plan)],
            [.. file.Reviews.Select(r => new ReviewView(r.Event.Number, r.Event.Interim, r.Event.TemplateVersion, r.Event.RuleVersion, r.Event.Answers, r.Event.Totals, r.Event.ComputedLevel,
                r.Event.Explanation, r.Event.ChildState, r.Event.EnvironmentSafe, r.Event.Stable, r.Event.Conclusion, r.Event.ActionResults, r.Event.ChildOpinion, r.Event.CaregiverOpinion,
                r.Event.OccurredAt, r.RecordedAt, r.By))],
            file.Closure is { } c ? new ClosureView(c.Summary, c.DecisionNo, c.By, c.At) : null,
            [.. file.Reopenings.Select(r => new ReopeningView(r.Reason, r.By, r.At))],
            [.. file.Referrals.Select(r => new ReferralView(r.Id, r.ProviderId, r.ActionNumber, r.State, r.SentAt, r.ChangedAt))],
            [.. file.Deadlines.Select(d => new DeadlineView(d.Event.DeadlineId, d.Event.Code, d.Event.RuleVersion, d.Event.Source, d.Event.Limit, d.Event.Calendar, d.Event.StartedAt, d.Event.WarnAt,
                d.Event.DueAt, d.StatusAt(now), d.Settled?.SettledAt, d.Waiver is { } w ? new WaiverView(w.Reason, w.RequestedBy, w.ConfirmedBy, w.Pending) : null, d.Event.About, d.PausedAt,
                d.IsRunning ? DeadlineRules.PausesOf(d.Event.Code) : []))],
            [.. file.Messages.Select(m => new MessageView(m.From, m.At, m.Text, m.By))],
            [.. file.Exclusions.Select(e => new ExclusionView(e.Person, e.Ground, e.Reason, e.By, e.At))],
            [.. file.UrgentAccess.Select(taken => new UrgentAccessView(taken.Person, taken.Reason, taken.At, taken.Until, taken.EndedBy, taken.EndedAt, taken.IsOpenAt(now)))],
            [.. file.HandOvers.Select(h => new HandOverView(h.Id, h.SetId, h.From, h.To, h.Note, h.By, h.At, h.State == HandOverState.Proposed && file.PendingHandOver != h ? HandOverState.Lapsed : h.State, h.AnsweredBy, h.AnsweredAt, h.Reason))],
            [.. file.CounsellingNotes.Select(n => new CounsellingView(n.Number, n.By, n.OccurredAt, n.RecordedAt, n.Topic, n.Summary, n.NextStep))],
            [.. file.Attachments.Select(a => new AttachmentView(a.Event.Number, a.Event.Kind, a.Event.MediaType, a.Event.Size, a.Event.Sha256, a.Event.UploadedSha256, a.Event.Restricted, a.Event.FromReporter,
                a.Event.Label?.FileName, a.Event.Label?.Caption, a.Event.Label?.TakenAt, a.AddedAt, a.By, a.Removal))],
            [.. file.BodyMarks.Select(m => new MarkView(m.Event.Number, m.Event.Side, m.Event.X, m.Event.Y, m.Event.Kind, m.Event.SizeMm, m.Event.Description, m.IsMistaken, m.Looks, m.Event.OccurredAt, m.RecordedAt, m.By))],
            [.. file.Goals.Select(g => new GoalView(g.Event.Number, g.Event.Goal, g.Event.FirstStep, g.Event.HelpWanted, g.Event.LookAgainOn, g.Standing, g.Progress, g.Event.OccurredAt, g.RecordedAt, g.By))],
            [.. file.ParentNotices.Select(n => new ParentNoticeView(n.Number, n.Informed?.Who, n.Informed?.Channel, n.Informed?.Note, n.NotInformed?.Ground, n.NotInformed?.Reason,
                n.Informed?.OccurredAt ?? n.NotInformed!.OccurredAt, n.RecordedAt, n.By))],
            [.. file.ViolenceSteps.Select(s => new ViolenceStepView(s.Event.Number, s.Event.Step, s.Event.PerformedBy, s.Event.Note, s.Event.OccurredAt, s.RecordedAt, s.By))],
            [.. file.Separations.Select(Separation)],
            [.. file.JusticeEvents.Select(j => new JusticeView(j.Event.Number, j.Event.Kind, j.Event.Authority, j.Event.Contact, j.Event.Note, j.Event.AdultChosenByChild, j.Event.SharedWith,
                j.Event.RepeatReason, j.Event.OccurredAt, j.RecordedAt, j.By))],
            [.. file.ChildOpinions.Select(o => new ChildOpinionView(o.Event.Number, o.Event.About, o.Event.Opinion, o.Event.NotHeardReason, o.Event.AdultChosenByChild, o.Event.OccurredAt, o.RecordedAt, o.By))],
            [.. file.FollowUps.Select(f => new FollowUpView(f.Event.Number, f.Event.Safe, f.Event.Note, f.Event.ContactWith, f.Event.ChildOpinion, f.Event.OccurredAt, f.RecordedAt, f.By))],
            [.. CorrectionsOf(file)],
            [.. file.Transfers.Select(t => new TransferView(t.Event.TransferId, t.Event.Number, t.Event.ToSchoolId, t.Event.ToName, t.Event.Cause, t.Event.Reason, t.Event.Parts, t.Event.Basis, t.Event.Consent,
                t.Status, t.Answer, t.Acceptance?.ReceivedBy, t.Acceptance?.NewReference, t.Acceptance?.CopySha256, t.At, t.By, t.AnsweredAt))],
            file.TransferredFrom is { } from ? new TransferredFromView(from.FromReference, from.FromSchool, from.FromVersion, from.Parts, from.CopySha256, TransferCopy.Read(from.Copy)) : null,
            [.. file.Merges.Select(m => new MergeView(m.Event.IntoId, m.Event.IntoReference, m.Status, m.Event.Reason, m.By, m.At, m.Answer, m.AnsweredBy, m.AnsweredAt,
                [.. m.GainedSight.Select(id => nameOf(id) ?? "")], m.UndoneBecause, m.UndoneBy, m.UndoneAt))],
            [.. file.Restricted],
            [.. Cases.LegalBases.Table.Of(file).Select(basis => new LegalBasisView(basis.Code, basis.Ground, basis.TextVi, basis.TextEn, basis.Source))],
            Seen(file, nameOf));
    }

    internal static IEnumerable<CorrectionView> CorrectionsOf(CaseFile file) =>
        file.Corrections.Select(k => new CorrectionView(k.Event.Number, k.Event.EntryVersion, k.Event.Text, k.Event.Reason, k.At, k.By));

    private static SeparationView Separation(SeparationRecord s) => new(
        s.Order.Number, s.Order.DecisionNo, s.Order.DecidedOn, s.Order.Signer, s.Order.Grounds, s.Order.Reason, s.Order.SeparatedFrom, s.Order.ReceivedBy, s.Order.StartsAt, s.Until,
        s.Order.Responsible, s.Order.Recipients, s.Order.PerformedBy,
        [.. s.Extensions.Select(x => new SeparationExtensionView(x.Extension, x.DecisionNo, x.DecidedOn, x.Until, x.Reason, x.CompetentOrder, x.PerformedBy))],
        s.End is { } end ? new SeparationEndView(end.DecisionNo, end.Reason, end.PerformedBy, end.OccurredAt) : null, s.RecordedAt, s.By);

    private static AccessView Seen(CaseFile file, Func<Guid, string?> nameOf) => new(
        file.Assignee,
        file.SchoolId is { } school ? new OrganisationAccess(school, nameOf(school) ?? "", CaseAccess.SchoolRoles) : null,
        [.. file.Authorities.Select(id => new OrganisationAccess(id, file.Notifications.FindLast(n => n.Event.RecipientOrganisationId == id)?.Event.RecipientName ?? nameOf(id) ?? "", CaseAccess.Reading.RolesAs(Relation.BodySentTo)))],
        [.. file.Referrals.Where(r => r.ProviderId is not null).Select(r => new ProviderAccess(r.ProviderId!.Value, nameOf(r.ProviderId.Value) ?? "", r.Id, r.SentAt))],
        [.. CaseAccess.Reading.RolesAs(Relation.AnyOrganisation), .. file.SchoolId is null ? CaseAccess.Reading.RolesAs(Relation.NoOrganisationYet) : []],
        [.. file.Exclusions.Select(e => e.Person)]);

    private static PlanView Plan(PlanRecord plan) => new(
        plan.Number, plan.Status, plan.Author, plan.Content.ProblemSummary, plan.Content.OverallGoal, plan.Content.Goals,
        [.. plan.Content.Actions.Select(a => new ActionView(a.Number, a.Description, a.MeasureCode, a.Owner, a.OwnerId, a.Collaborators, a.Cost, a.StartOn, a.DueOn, a.ExpectedResult,
            plan.StatusOf(a.Number), [.. (plan.Progress.GetValueOrDefault(a.Number) ?? []).Select(p => new ProgressView(p.Status, p.Note, p.OccurredAt, p.RecordedAt, p.By))], a.Goal, a.Resources))],
        plan.Content.ChildOpinion, plan.Content.ChildOpinionMissingReason, plan.Content.CaregiverOpinion, plan.Content.CaregiverAgreement, plan.Content.Monitoring,
        plan.SubmittedAt,
        plan.Decision is { } d ? new PlanDecisionView(d.Outcome, d.DecisionNo, d.DecidedOn, d.Signer, d.PerformedBy, d.Reason, d.By, d.At, d.EffectiveOn, d.Responsible, d.Recipients) : null,
        plan.Content.Basis);
}
