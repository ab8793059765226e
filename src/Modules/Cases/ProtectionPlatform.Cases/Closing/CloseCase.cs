using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.Closing;

/// <summary>
/// Ends a case after a review that found no risk and a stable child (Decree 56/2017, Article 30). Not by the review's author,
/// and not while a referral is open.
/// </summary>
internal static class CloseCase
{
    public sealed record Body(string Summary, string? DecisionNo = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/closure", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("closeCase", "Kết thúc ca / Close the case", "By the principal or the notified commune, never by the author of the review.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Summary).Words(10_000);
            RuleFor(c => c.Body.DecisionNo).Words(100);
        }
    }

    internal sealed class Handler(CaseDesk desk, SubscriptionRunner subscriptions) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            // A referral sent a moment ago must count: what Referrals said so far has to be in the file before deciding.
            var head = await subscriptions.Head(cancellationToken);
            if (!await subscriptions.WaitFor(CasesModule.ReferralsSubscription, head, TimeSpan.FromSeconds(3), cancellationToken))
                return Outcome.Refused(new Refusal(Problems.Busy, []));
            return await desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command, moment), cancellationToken);
        }
    }

    internal static Decision Decide(CaseFile file, Command command, Moment moment)
    {
        if (file.State != CaseState.UnderReview)
            return Decision.Refuse(file.State is CaseState.PlanApproved or CaseState.InProgress ? CaseRules.ReviewFirst : CaseRules.StateForbids, file.State);
        if (file.DecidingReview is not { } review) return Decision.Refuse(CaseRules.ReviewFirst);
        if (moment.IsBehind(review.By)) return Decision.Refuse(CaseRules.AuthorCannotApprove);
        var open = file.Referrals.Count(r => r.IsOpen);
        if (open > 0) return Decision.Refuse(CaseRules.ReferralOpen, open);
        if (file.RunningSeparation is not null) return Decision.Refuse(CaseRules.SeparationRuns);
        if (file.PendingTransfer is not null) return Decision.Refuse(CaseRules.TransferPending);
        // What an interim review found after the deciding one counts as well.
        var calm = file.Reviews.SkipWhile(r => r != review).All(r => r.Event is { Totals.A: { High: 0, Medium: 0 }, Stable: true, EnvironmentSafe: true });
        if (calm && review.Event.Conclusion == ReviewConclusion.Close)
            return Decision.Record(
            [
                new CaseClosed(command.Body.Summary, command.Body.DecisionNo, file.SchoolId),
                .. file.SettleAll(moment.Now),
                .. DeadlineCodes.FollowUps.SelectMany(code => moment.StartClock(file, code, moment.Now)),
            ]);
        return Decision.Refuse(CaseRules.RiskRemains);
    }
}
