using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Operations;

/// <summary>How every subscription stands.</summary>
internal static class ListSubscriptions
{
    /// <summary>One subscription, as any host of the platform sees it.</summary>
    /// <param name="Position">It has handled everything up to here.</param>
    /// <param name="LagEvents">Messages for it that it has not handled; parked ones are counted apart.</param>
    /// <param name="LagSeconds">Age of the oldest of them.</param>
    /// <param name="Stopped">The message it stands at; null when it does not.</param>
    /// <param name="ParksStreams">A message it cannot handle holds back its own stream only.</param>
    /// <param name="Rebuild">A rebuild under way, or the last one if it failed.</param>
    public sealed record Row(
        string Name, string Module, string PurposeVi, string PurposeEn, SubscriptionState State, long Position, long LagEvents, long LagSeconds,
        StoppedAt? Stopped, bool ParksStreams, int ParkedStreams, int ParkedMessages, bool Rebuildable, RebuildProgress? Rebuild);

    public sealed record Query : IRequest<Page<Row>>;

    public static void Map(IEndpointRouteBuilder subscriptions) => subscriptions
        .MapGet("/", (IMediator send, CancellationToken ct) => send.Send(new Query(), ct))
        .Reads<Page<Row>>("listSubscriptions", "Các kênh xử lý / List subscriptions", "For administrators and auditors: how each subscription stands, where it stopped and why. Never what a message says.");

    public static Row RowOf(SubscriptionStatus status) => new(
        status.Subscription.Name, status.Subscription.Module, status.Subscription.Purpose.Vi, status.Subscription.Purpose.En,
        status.State, status.Position, status.LagEvents, status.LagSeconds, status.Stopped,
        status.Subscription.ParksStreams, status.ParkedStreams, status.ParkedMessages, status.Subscription.IsRebuildable, status.Rebuild);

    internal sealed class Handler(SubscriptionStatuses statuses) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken) =>
            new([.. (await statuses.Read(cancellationToken)).Select(RowOf)], Next: null);
    }
}
