using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Storage;

namespace ProtectionPlatform.BuildingBlocks.EventStore;

/// <summary>Marks an endpoint that begins by loading the stream its route names as <c>id</c>.</summary>
/// <param name="State">What the stream folds to.</param>
public sealed record OpensStreamOf(Type State);

/// <summary>What an endpoint says of the stream it opens.</summary>
public static class OpeningEndpoints
{
    /// <inheritdoc cref="OpensStreamOf"/>
    public static RouteHandlerBuilder Opens<T>(this RouteHandlerBuilder route) where T : class, IState<T> => route.WithMetadata(new OpensStreamOf(typeof(T)));
}

/// <summary>
/// Fetches the rows of the stream that a request will open while its session is looked up: two questions to the database that do not depend on each other.
/// The rows stay sealed, and are opened only by <see cref="Streams{T}"/>, after session and rules said that the caller may (docs/adr/0012). Scoped.
/// </summary>
public sealed class ReadAhead(EventTypes types, Databases databases)
{
    private Guid stream;
    private Task<IReadOnlyList<StoredEvent>>? rows;

    /// <summary>To be called for who brought a cookie of ours, before it is asked whether the session still counts.</summary>
    public void Begin(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<OpensStreamOf>() is not { } opens || !Guid.TryParse(http.GetRouteValue("id")?.ToString(), out stream)) return;
        rows = Fetch(types.StreamOf(opens.State).Owner, http.RequestAborted);
    }

    /// <summary>The rows of a stream as they were when the request began, once; null when nobody fetched them.</summary>
    internal Task<IReadOnlyList<StoredEvent>>? Take(Guid asked)
    {
        if (asked != stream) return null;
        var taken = rows;
        rows = null;
        return taken;
    }

    private async Task<IReadOnlyList<StoredEvent>> Fetch(string owner, CancellationToken ct)
    {
        await using var connection = await databases.ForModule(owner).OpenConnectionAsync(ct);
        return await EventStore.Fetch(connection, stream, ct);
    }
}
