using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Operations;

/// <summary>Wakes a stopped subscription: it tries its message again at once instead of at its next minute.</summary>
internal static class RetrySubscription
{
    public sealed record Command(string Name) : IRequest<ListSubscriptions.Row>;

    public static void Map(IEndpointRouteBuilder subscriptions) => subscriptions
        .MapPost("/{name}/retry", async (string name, IMediator send, CancellationToken ct) => TypedResults.Accepted((string?)null, await send.Send(new Command(name), ct)))
        .Acts<ListSubscriptions.Row>("retrySubscription", "Thử lại / Try a stopped subscription again", "By administrators. Answers how it stood when it was woken; read it again for what came of it.", StatusCodes.Status202Accepted);

    internal sealed class Handler(SubscriptionStatuses statuses, SubscriptionRunner runner) : IRequestHandler<Command, ListSubscriptions.Row>
    {
        public async Task<ListSubscriptions.Row> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await statuses.Read(request.Name, cancellationToken) is not { } status) throw new ProblemException(Problems.NotFound);
            if (status.Stopped is null) throw new ProblemException(OperationsRules.NotStopped);
            runner.Wake(request.Name);
            return ListSubscriptions.RowOf(status);
        }
    }
}

/// <summary>Handles the messages of a parked stream in order, as far as it goes.</summary>
internal static class RetryParkedStream
{
    /// <param name="Handled">Messages handled now.</param>
    /// <param name="Remaining">Messages of the stream that still wait; with none it flows again.</param>
    public sealed record Answer(int Handled, int Remaining);

    public sealed record Command(string Name, Guid StreamId) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder subscriptions) => subscriptions
        .MapPost("/{name}/parked/{streamId:guid}/retry", (string name, Guid streamId, IMediator send, CancellationToken ct) => send.Send(new Command(name, streamId), ct))
        .Acts<Answer>("retryParkedStream", "Thử lại một luồng đang chờ riêng / Try a parked stream again", "By administrators. Its messages are handled in order until one fails or none is left.", StatusCodes.Status200OK);

    internal sealed class Handler(SubscriptionCatalog catalog, ParkedMessages parked) : IRequestHandler<Command, Answer>
    {
        public async Task<Answer> Handle(Command request, CancellationToken cancellationToken)
        {
            if (catalog.Find(request.Name) is not { } subscription || await parked.Count(subscription, request.StreamId, cancellationToken) == 0)
                throw new ProblemException(Problems.NotFound);
            var handled = await parked.Retry(subscription, request.StreamId, cancellationToken);
            return new Answer(handled, await parked.Count(subscription, request.StreamId, cancellationToken));
        }
    }
}
