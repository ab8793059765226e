using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Access.Policy;

/// <summary>
/// Lets a request through to its endpoint when the policy table has a row that admits the caller; before anything of the request is read.
/// An endpoint without a row admits nobody. A refused reading is recorded as a denied attempt.
/// </summary>
public sealed class PolicyGate(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, RequestContext request, Actor actor)
    {
        NotFoundTime.Begin(http);
        if (http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(http);
            return;
        }

        request.Operation = NameOf(endpoint);
        var row = AccessPolicy.Find(request.Operation);
        if (row?.MayKnock(actor) == true && ApiScopes.Cover(actor, request.Operation))
        {
            await next(http);
            return;
        }

        if (!actor.IsSignedIn) throw new ProblemException(Problems.Unauthenticated);
        if (endpoint.Metadata.GetMetadata<ShowsContent>() is { } shows)
            await http.RequestServices.GetRequiredService<ReadLog>().RecordDenied(ContentEndpoints.ReadOf(http, shows.SubjectKind), Problems.Forbidden, http.RequestAborted);
        throw new ProblemException(Problems.Forbidden);
    }

    /// <summary>What the table calls an endpoint.</summary>
    public static string NameOf(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.DisplayName ?? "";

    /// <exception cref="InvalidOperationException">An endpoint has no row: the host does not start with a door nobody has thought about.</exception>
    public static void RequireRows(IEndpointRouteBuilder routes)
    {
        var without = routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(NameOf).Where(name => AccessPolicy.Find(name) is null).Distinct().ToList();
        if (without.Count > 0)
            throw new InvalidOperationException($"Who may use these endpoints? Give each a row in {nameof(AccessPolicy)}: {string.Join(", ", without)}.");
    }
}
