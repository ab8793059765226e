using System.Globalization;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Cases.Erasing;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>
/// Projection of the case list, its clocks and open actions. Each event folds its case up to itself and writes the rows whole,
/// so a replay gives the same rows whatever was there.
/// </summary>
internal static class Caseload
{
    public const string Name = "cases.caseload_v1";

    /// <summary>Which clocks <c>d</c> of cases <c>c</c> run.</summary>
    public const string ClockRuns = $"d.settled_at is null and d.paused_at is null and {ClockCounts}";

    /// <summary>Of an ended case only those go on that begin with its end; of a file that rests in another one none that was running.</summary>
    public const string ClockCounts = "(not c.ended or d.code like 'DL-FOLLOW%')";

    /// <summary>Purpose of the digests by which a child's name and class are found.</summary>
    public const string NameWords = "cases.names";

    /// <summary>Place of an open action's sealed description.</summary>
    public static string DescriptionOf(int action) => string.Create(CultureInfo.InvariantCulture, $"open_actions.description/{action}");

    public static async Task On(object _, MessageContext context)
    {
        var happened = context.Source;
        var file = await context.Fold<CaseFile>(happened.StreamId, happened.Version);
        if (file is null) return;
        var child = file.Report.Report.Child is { } details ? new ListedChild(details.FullName, details.DateOfBirth, details.ClassName) : null;
        var (waitsFor, since, notFor) = WaitsFor(file);
        var sealedChild = await context.Personal.Seal(file.Id, Whose.Child, ListedChild.Place, child, context.Cancelled);
        var retained = RetentionRules.Initial.Of(file);
        var proposed = file.Erasure is { ErasedAt: null } last && (last.IsPending || last.Agreed) ? last : null;
        var erased = file.Erasures.Where(e => e.ErasedAt is not null).MaxBy(e => e.Scope);
        var lower = file.IsEnded ? null : file.Assessments.LastOrDefault(a => a.LevelPending);
        await context.Execute("""
            insert into cases.caseload_v1 as c (case_id, reference, school_id, authority_ids, state, ended, tracks, risk_level, child, search_words,
              assignee_id, assignee_name, opened_at, last_change_at, immediate_danger, waits_for, waits_since, waits_not_for, plan_number, hand_over_to, hand_over_at,
              ended_at, retained_until, retention_rule, held, erasure_proposed, erasure_proposed_at, erasure_proposed_by, erasure_agreed, erased, erased_at, lower_risk_since, lower_risk_by, merged_into, version, last_seq)
            values (@Id, @Reference, @SchoolId, @Authorities, @State, @IsEnded, @Tracks, @Risk, @Child, @Words,
              @AssigneeId, @AssigneeName, @OpenedAt, @LastChangeAt, @ImmediateDanger, @waitsFor, @since, @NotFor, @PlanNumber, @HandOverTo, @HandOverAt,
              @EndedAt, @Until, @RuleCode, @IsHeld, @Proposed, @ProposedAt, @ProposedBy, @Agreed, @Erased, @ErasedAt, @LowerRiskSince, @LowerRiskBy, @MergedInto, @Version, @Sequence)
            on conflict (case_id) do update set school_id = excluded.school_id, child = excluded.child, search_words = excluded.search_words, authority_ids = excluded.authority_ids, state = excluded.state, ended = excluded.ended,
              tracks = excluded.tracks, risk_level = excluded.risk_level, assignee_id = excluded.assignee_id, assignee_name = excluded.assignee_name,
              last_change_at = excluded.last_change_at, waits_for = excluded.waits_for, waits_since = excluded.waits_since, waits_not_for = excluded.waits_not_for,
              plan_number = excluded.plan_number, hand_over_to = excluded.hand_over_to, hand_over_at = excluded.hand_over_at, ended_at = excluded.ended_at, retained_until = excluded.retained_until, retention_rule = excluded.retention_rule, held = excluded.held,
              erasure_proposed = excluded.erasure_proposed, erasure_proposed_at = excluded.erasure_proposed_at, erasure_proposed_by = excluded.erasure_proposed_by, erasure_agreed = excluded.erasure_agreed,
              erased = excluded.erased, erased_at = excluded.erased_at, lower_risk_since = excluded.lower_risk_since, lower_risk_by = excluded.lower_risk_by, merged_into = excluded.merged_into, version = excluded.version, last_seq = excluded.last_seq
            where c.last_seq < excluded.last_seq
            """, new
        {
            file.Id,
            file.Reference,
            file.SchoolId,
            Authorities = file.Authorities.ToArray(),
            State = file.State.ToString(),
            file.IsEnded,
            Tracks = file.Tracks.Select(t => t.ToString()).ToArray(),
            Risk = file.Risk?.ToString(),
            Child = sealedChild,
            Words = sealedChild is null ? [] : await context.Personal.Words(NameWords, $"{child!.Name} {child.ClassName}", context.Cancelled),
            AssigneeId = file.Assignee?.Id,
            AssigneeName = file.Assignee?.Name,
            file.OpenedAt,
            LastChangeAt = happened.RecordedAt,
            file.Report.Report.ImmediateDanger,
            waitsFor,
            since,
            NotFor = notFor.ToArray(),
            PlanNumber = file.CurrentPlan?.Number,
            HandOverTo = file.PendingHandOver?.To.Id,
            HandOverAt = file.PendingHandOver?.At,
            EndedAt = file.IsEnded ? file.EndedAt : null,
            retained?.Until,
            retained?.RuleCode,
            file.IsHeld,
            Proposed = proposed?.Scope.ToString(),
            ProposedAt = proposed?.At,
            ProposedBy = proposed?.By.Id,
            Agreed = proposed is { Agreed: true },
            Erased = erased?.Scope.ToString(),
            erased?.ErasedAt,
            LowerRiskSince = lower?.RecordedAt,
            LowerRiskBy = lower?.By.Id,
            MergedInto = file.RestsIn?.Event.IntoReference,
            happened.Version,
            context.Sequence,
        });

        foreach (var deadline in file.Deadlines)
            await context.Execute("""
                insert into cases.deadlines_v1 as d (deadline_id, case_id, code, started_at, warn_at, due_at, paused_at, escalate_at, settled_at, late, waived, waiver_by, waiver_pending, last_seq)
                values (@DeadlineId, @CaseId, @Code, @StartedAt, @WarnAt, @DueAt, @PausedAt, @EscalateAt, @SettledAt, @Late, @Waived, @WaiverBy, @WaiverPending, @Sequence)
                on conflict (deadline_id) do update set warn_at = excluded.warn_at, due_at = excluded.due_at, paused_at = excluded.paused_at, escalate_at = excluded.escalate_at, settled_at = excluded.settled_at, late = excluded.late, waived = excluded.waived,
                  waiver_by = excluded.waiver_by, waiver_pending = excluded.waiver_pending, last_seq = excluded.last_seq
                where d.last_seq < excluded.last_seq
                """, new
            {
                deadline.Event.DeadlineId,
                CaseId = file.Id,
                deadline.Event.Code,
                deadline.Event.StartedAt,
                deadline.Event.WarnAt,
                deadline.Event.DueAt,
                deadline.PausedAt,
                EscalateAt = DeadlineRules.EscalatesAt(deadline.Event),
                deadline.Settled?.SettledAt,
                Late = deadline.Settled?.Late ?? false,
                Waived = deadline.Settled?.Waived ?? false,
                WaiverBy = (deadline.Waiver?.RequestedBy.Behind ?? []).ToArray(),
                WaiverPending = deadline.Waiver?.Pending ?? false,
                context.Sequence,
            });

        await context.Execute("delete from cases.open_actions_v1 where case_id = @Id", new { file.Id });
        if (!file.IsEnded && file.ApprovedPlan is { } plan)
            foreach (var action in plan.Content.Actions.Where(a => plan.StatusOf(a.Number) is ActionStatus.Planned or ActionStatus.Started))
                await context.Execute(
                    "insert into cases.open_actions_v1 (case_id, number, description, owner_id, due_on) values (@Id, @Number, @Description, @OwnerId, @DueOn)",
                    new
                    {
                        file.Id,
                        action.Number,
                        Description = await context.Personal.Seal(file.Id, Whose.Child, DescriptionOf(action.Number), action.Description, context.Cancelled),
                        action.OwnerId,
                        DueOn = action.DueOn,
                    });
    }

    public static Task OnWarned(DeadlineWarned e, MessageContext context) => Signal(context, warned: true, missed: false, escalated: false);

    public static Task OnMissed(DeadlineMissed e, MessageContext context) => Signal(context, warned: true, missed: true, escalated: false);

    public static Task OnEscalated(DeadlineEscalated e, MessageContext context) => Signal(context, warned: true, missed: true, escalated: true);

    private static Task<int> Signal(MessageContext context, bool warned, bool missed, bool escalated) => context.Execute("""
        insert into cases.clock_signals_v1 as s (deadline_id, warned, missed, escalated) values (@Id, @warned, @missed, @escalated)
        on conflict (deadline_id) do update set warned = s.warned or excluded.warned, missed = s.missed or excluded.missed, escalated = s.escalated or excluded.escalated
        """, new { Id = context.Source.StreamId, warned, missed, escalated });

    /// <summary>What the case waits for, since when, and who may not be the one to do it.</summary>
    private static (string? Step, DateTimeOffset? Since, IEnumerable<Guid> NotFor) WaitsFor(CaseFile file) => file switch
    {
        { IsEnded: true } => (null, null, []),
        { PendingMerge: { } merge } => ("MergeConfirmation", merge.At, merge.By.Behind),
        { Triage: { Pending: true } triage } => ("TriageConfirmation", triage.At, triage.By.Behind),
        { Triage: null } => ("Triage", file.OpenedAt, []),
        { State: CaseState.PlanSubmitted, CurrentPlan: { } plan } => ("PlanDecision", plan.SubmittedAt, plan.WrittenBy),
        { State: CaseState.UnderReview, DecidingReview: { Event: { Conclusion: ReviewConclusion.Close } } review } => ("Closure", review.RecordedAt, review.By.Behind),
        _ => (null, null, []),
    };
}

/// <summary>What a list shows of a child: enough to tell namesakes apart.</summary>
internal sealed record ListedChild(string? Name, DateOnly? BornOn, string? ClassName)
{
    public const string Place = "caseload.child";

    /// <summary>The children of these rows, by case; none where nobody is named or the child's data are erased.</summary>
    public static async Task<Func<Guid, string?, ListedChild?>> Of(PersonalData personal, IEnumerable<Guid> cases, CancellationToken ct)
    {
        var keys = await personal.ReaderOf(cases, Whose.Child, ct);
        return (caseId, text) => PersonalData.Reveal<ListedChild>(keys, caseId, Whose.Child, Place, text);
    }
}
