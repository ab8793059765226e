using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>An administrator ordered a new signing key. The sealer carries it out, on the host that has the key file.</summary>
/// <param name="Reason">Why, in the administrator's words.</param>
internal sealed record KeyRotationOrdered(string Reason);

/// <summary>Orders about the log, all in one stream.</summary>
internal sealed record LogOrders(int Rotations) : IState<LogOrders>
{
    public static LogOrders? Evolve(LogOrders? before, RecordedEvent happened) =>
        happened.Data is KeyRotationOrdered ? new LogOrders((before?.Rotations ?? 0) + 1) : before;
}

/// <summary>Orders a new signing key. It begins within seconds; the old one signs beside it for a while, so that nobody's copy of the public key is suddenly useless.</summary>
internal static class KeyRotation
{
    public const string StreamType = "ledger";
    public const string StoredName = "ledger_key_rotation_ordered";
    private const int LongestReason = 1000;

    public static readonly Guid Stream = EventStore.EventStore.Derived("orders about the ledger");

    public sealed record Body(string Reason);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/audit/keys/rotation", Order).WithTags("Audit")
        .Changes("rotateLedgerKey", "Thay khóa ký sổ / Rotate the signing key",
            "For administrators, with a reason. Recorded; carried out within seconds by the host that seals. Both keys sign until the overlap ends (Ledger__RotationOverlapHours).");

    private static async Task<IResult> Order(Json<Body> body, Actor actor, Streams<LogOrders> orders, Databases databases, RequestContext request, CancellationToken ct)
    {
        var reason = body.Value.Reason.Trim();
        if (reason.Length is 0 or > LongestReason)
            throw LedgerAccess.Invalid("reason", $"Cần có chữ, tối đa {LongestReason} ký tự.", $"Needs text, at most {LongestReason} characters.");
        if (await Idempotency.Find(databases, actor.Id.ToString(), request, hidden: null, ct) is { } before) return before;
        var decision = Decision.Record(new KeyRotationOrdered(reason));
        var outcome = await orders.Change(Stream, null, _ => true, _ => decision, ct);
        return outcome.Refusal?.Rule == Problems.NotFound ? await orders.Start(Stream, decision, ct) : outcome;
    }
}
