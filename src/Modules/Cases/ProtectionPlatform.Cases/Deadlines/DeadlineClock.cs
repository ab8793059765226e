using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Cases.Deadlines;

/// <summary>A clock has used most of its time.</summary>
internal sealed record DeadlineWarned(Guid CaseId, string Reference, Guid? SchoolId, string Code, DateTimeOffset DueAt, Guid? AssigneeId);

/// <summary>A clock ran out.</summary>
internal sealed record DeadlineMissed(Guid CaseId, string Reference, Guid? SchoolId, string Code, DateTimeOffset DueAt, Guid? AssigneeId);

/// <summary>A clock ran out and a while later nobody has done what it asks: those above are told.</summary>
internal sealed record DeadlineEscalated(Guid CaseId, string Reference, Guid? SchoolId, string Code, DateTimeOffset DueAt);

/// <summary>
/// What a clock has said. A stream of its own per clock (its id is the deadline's), so that a clock never changes the version of
/// a case somebody is working on, and cannot say a thing twice.
/// </summary>
internal sealed record DeadlineClock(bool Warned, bool Missed, bool Escalated = false) : IState<DeadlineClock>
{
    public static DeadlineClock? Evolve(DeadlineClock? before, RecordedEvent happened) => happened.Data switch
    {
        DeadlineWarned => new(true, before?.Missed ?? false),
        DeadlineMissed => new(true, true),
        DeadlineEscalated => new(true, true, true),
        _ => before,
    };

    /// <summary>What has to be said now; nothing twice, and no warning after the end.</summary>
    public static Decision Decide(DeadlineClock? clock, CaseFile file, DeadlineRecord deadline, DateTimeOffset now)
    {
        if (!deadline.IsRunning || deadline.PausedAt is not null || file.RestsIn is not null || (file.IsEnded && !DeadlineCodes.IsFollowUp(deadline.Event.Code))) return Decision.Record();
        var e = deadline.Event;
        if (now > e.DueAt && clock is not { Missed: true })
            return Decision.Record(new DeadlineMissed(file.Id, file.Reference, file.SchoolId, e.Code, e.DueAt, file.Assignee?.Id));
        if (clock is { Escalated: false } && DeadlineRules.EscalatesAt(e) is { } escalates && now > escalates)
            return Decision.Record(new DeadlineEscalated(file.Id, file.Reference, file.SchoolId, e.Code, e.DueAt));
        if (now >= e.WarnAt && now <= e.DueAt && clock is null)
            return Decision.Record(new DeadlineWarned(file.Id, file.Reference, file.SchoolId, e.Code, e.DueAt, file.Assignee?.Id));
        return Decision.Record();
    }
}

/// <summary>Asks a table what is due and appends what the clocks have to say; there is no timer in memory that a crash could lose.</summary>
internal sealed class ClockWorker(
    ModuleDatabase<CasesModule> database, IServiceScopeFactory scopes, TimeProvider clock, IConfiguration configuration, ILogger<ClockWorker> log) : BackgroundService
{
    private readonly TimeSpan pause = TimeSpan.FromSeconds(configuration.GetValue("Cases:ClockSeconds", 10));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Tick(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The clocks could not be read; trying again");
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Says everything that is due now.</summary>
    public async Task Tick(CancellationToken ct)
    {
        var now = clock.Now();
        await using var connection = await database.Open(ct);
        var due = await connection.QueryAsync<(Guid DeadlineId, Guid CaseId)>("""
            select d.deadline_id, d.case_id from cases.deadlines_v1 d left join cases.clock_signals_v1 s on s.deadline_id = d.deadline_id
            where d.settled_at is null and d.paused_at is null and (d.warn_at <= @now and s.deadline_id is null or d.due_at < @now and s.missed is not true or d.escalate_at < @now and s.escalated is not true)
            order by d.due_at limit 500
            """, new { now });
        foreach (var (deadlineId, caseId) in due) await Say(deadlineId, caseId, ct);
    }

    private async Task Say(Guid deadlineId, Guid caseId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var cases = ActivatorUtilities.CreateInstance<Streams<CaseFile>>(scope.ServiceProvider, Actor.Platform);
        var clocks = ActivatorUtilities.CreateInstance<Streams<DeadlineClock>>(scope.ServiceProvider, Actor.Platform);
        // The list may lag; the file itself says whether the clock still runs.
        if (await cases.Load(caseId, ct) is not { } loaded) return;
        if (loaded.State.Deadlines.FirstOrDefault(d => d.Event.DeadlineId == deadlineId) is not { } deadline) return;
        if (await clocks.Load(deadlineId, ct) is null)
            await clocks.Start(deadlineId, DeadlineClock.Decide(null, loaded.State, deadline, clock.Now()), ct);
        else
            await clocks.Change(deadlineId, version: null, _ => true, state => DeadlineClock.Decide(state, loaded.State, deadline, clock.Now()), ct);
    }
}
