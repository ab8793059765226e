using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Cases.ReadingCases;

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
    private const int BatchSize = 500;

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

    /// <summary>
    /// Says everything that is due now. What the list calls due and the file does not, or what cannot be said, keeps no other clock from speaking.
    /// </summary>
    public async Task Tick(CancellationToken ct)
    {
        var now = clock.Now();
        var last = (DueAt: DateTime.UnixEpoch, Id: Guid.Empty);
        while (true)
        {
            var due = await Due(now, last.DueAt, last.Id, ct);
            foreach (var (deadlineId, caseId, _) in due)
                try
                {
                    await Say(deadlineId, caseId, ct);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    log.LogError(e, "The clock {DeadlineId} could not say what is due; trying again", deadlineId);
                }

            if (due.Count < BatchSize) return;
            last = (due[^1].DueAt, due[^1].DeadlineId);
        }
    }

    private async Task<List<(Guid DeadlineId, Guid CaseId, DateTime DueAt)>> Due(DateTimeOffset now, DateTime lastDueAt, Guid lastId, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return (await connection.QueryAsync<(Guid, Guid, DateTime)>(new CommandDefinition($"""
            select d.deadline_id, d.case_id, d.due_at from cases.deadlines_v1 d join cases.caseload_v1 c on c.case_id = d.case_id left join cases.clock_signals_v1 s on s.deadline_id = d.deadline_id
            where {Caseload.ClockRuns} and (d.due_at, d.deadline_id) > (@lastDueAt, @lastId)
              and (d.warn_at <= @now and s.deadline_id is null or d.due_at < @now and s.missed is not true or d.escalate_at < @now and s.escalated is not true)
            order by d.due_at, d.deadline_id limit {BatchSize}
            """, new { now, lastDueAt, lastId }, cancellationToken: ct))).AsList();
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
