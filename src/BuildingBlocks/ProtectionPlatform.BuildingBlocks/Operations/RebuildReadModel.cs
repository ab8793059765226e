using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Operations;

/// <summary>Has a read model built anew from the whole log, while it is read.</summary>
internal static class RebuildReadModel
{
    public sealed record Body(string Reason);

    public sealed record Command(string Name, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder subscriptions) => subscriptions
        .MapPost("/{name}/rebuilds", (string name, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(name, body), ct))
        .Changes("rebuildReadModel", "Dựng lại / Rebuild a read model", "By administrators, with a reason. Goes on in the background beside the live tables, which answer queries until the new ones take their place at once.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(2_000);
    }

    internal sealed class Handler(SubscriptionCatalog catalog, Streams<SubscriptionRecord> records, Rebuilds rebuilds) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            if (catalog.Find(request.Name) is not { } subscription) return Outcome.NotFound;
            if (!subscription.IsRebuildable) return Outcome.Refused(new Refusal(OperationsRules.NotRebuildable, []));
            var outcome = await records.StartOrChange(SubscriptionRecord.IdOf(request.Name), null,
                _ => Decision.Record(new ReadModelRebuildRequested(request.Name, request.Body.Reason)), cancellationToken,
                async (connection, _, _, ct) =>
                {
                    if (!await rebuilds.Ask(connection, subscription, ct)) throw new ProblemException(OperationsRules.RebuildRunning);
                });
            if (outcome.Refusal is null) rebuilds.Asked();
            return outcome;
        }
    }
}
