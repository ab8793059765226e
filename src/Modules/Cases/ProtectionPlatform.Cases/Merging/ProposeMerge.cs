using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.Merging;

/// <summary>Proposes to let this file rest in another one about the same child at the same school. A second person looks at both and decides.</summary>
internal static class ProposeMerge
{
    /// <param name="IntoId">The case that goes on.</param>
    /// <param name="Reason">Why it is the same child, and not one of the same name.</param>
    public sealed record Body(Guid IntoId, string Reason);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/merge", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("proposeMerge", "Đề nghị gộp ca trùng / Propose to merge a duplicate",
            "This case would rest and intoId go on. Only early in the procedure, and only when no duty under the law is lost by it: the other case must carry its running statutory clocks, its track, the bodies told and its exclusions.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(5_000);
    }

    internal sealed class Handler(CaseDesk desk, OtherCase others, ModuleDatabase<CasesModule> database) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var into = await others.Find(command.Body.IntoId, cancellationToken);
            await using var connection = await database.Open(cancellationToken);
            var holds = (await MergeRows.RestingIn(connection, command.CaseId, cancellationToken)).Count > 0;
            return await desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, into, holds, command.Body), cancellationToken);
        }
    }

    /// <param name="holds">Other files rest in this one.</param>
    internal static Decision Decide(CaseFile file, CaseFile? into, bool holds, Body body) => Hindrance(file, into, holds) is { } refused
        ? refused
        : file.PendingMerge is not null ? Decision.Refuse(CaseRules.MergePending)
        : Decision.Record(new MergeProposed(into!.Id, into.Reference, body.Reason));

    /// <summary>Why the file may not rest in the other one; null when it may.</summary>
    internal static Decision? Hindrance(CaseFile file, CaseFile? into, bool holds)
    {
        if (into is null || into.Id == file.Id || into.SchoolId is null || into.SchoolId != file.SchoolId) return Decision.Refuse(CaseRules.OtherCaseUnknown);
        if (file.IsEnded) return Decision.Refuse(CaseRules.StateForbids, file.State);
        if (into.IsEnded || holds) return Decision.Refuse(CaseRules.MergeChain);
        if (file.Plans.Count > 0 || file.RunningSeparation is not null || file.PendingTransfer is not null || file.Referrals.Any(r => r.IsOpen)) return Decision.Refuse(CaseRules.MergeTooLate);
        if (file.Triage is { Pending: true } || file.PendingHandOver is not null || file.Assessments.Any(a => a.LevelPending) || file.Deadlines.Any(d => d.IsRunning && d.Waiver is { Pending: true }))
            return Decision.Refuse(CaseRules.MergeWaits);
        if (file.Deadlines.FirstOrDefault(d => d.IsRunning && DeadlineCodes.IsStatutory(d.Event.Code) && !Carries(into, d)) is { } clock) return Decision.Refuse(CaseRules.MergeClockRuns, clock.Event.Code);
        if (file.Tracks.Except(into.Tracks).Any()) return Decision.Refuse(CaseRules.MergeTracks);
        if (file.Authorities.Except(into.Authorities).Any()) return Decision.Refuse(CaseRules.MergeAuthorities);
        return Excluded(file).SetEquals(Excluded(into)) ? null : Decision.Refuse(CaseRules.MergeExclusions);
    }

    /// <summary>The other file has the same duty to do by then, or did it after it arose here.</summary>
    private static bool Carries(CaseFile into, DeadlineRecord clock) => into.Deadlines.Any(d => d.Event.Code == clock.Event.Code
        && (d.IsRunning ? d.PausedAt is null && d.Event.DueAt <= clock.Event.DueAt : d.Settled is { Waived: false } settled && settled.SettledAt >= clock.Event.StartedAt));

    private static HashSet<Guid> Excluded(CaseFile file) => [.. file.Exclusions.Select(e => e.Person.Id).OfType<Guid>()];
}

/// <summary>Another case of which the caller may know; for anybody else there is none.</summary>
internal sealed class OtherCase(Streams<CaseFile> cases, Permit permit)
{
    public async Task<CaseFile?> Find(Guid id, CancellationToken ct) =>
        await cases.Load(id, ct) is { State: var file } && CaseAccess.May(permit.Row, permit.Actor, file) ? file : null;
}
