using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Modules;

namespace ProtectionPlatform.BuildingBlocks.Operations;

/// <summary>Subscriptions in operation: how they stand, and what an administrator may do about one that does not go on. Belongs to the platform itself.</summary>
public static class OperationsModule
{
    internal static void Register(ModuleBuilder platform) => platform
        .Stream<SubscriptionRecord>(SubscriptionRecord.StreamType)
        .Event<MessageSkipped>("message_skipped", "Bỏ qua một tin xử lý", "Message skipped")
        .Event<ReadModelRebuildRequested>("read_model_rebuild_requested", "Yêu cầu dựng lại danh sách đọc", "Rebuild of a read model requested");

    /// <param name="api">The group <c>/api/v1</c>.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        var subscriptions = api.MapGroup("/operations/subscriptions").WithTags("Operations");
        ListSubscriptions.Map(subscriptions);
        ReadSubscription.Map(subscriptions);
        RetrySubscription.Map(subscriptions);
        RetryParkedStream.Map(subscriptions);
        SkipMessage.Map(subscriptions);
        RebuildReadModel.Map(subscriptions);
    }
}
