using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ProtectionPlatform.Access.SigningIn;

/// <summary>Ends the session. Asked for twice, or without one, it is simply done.</summary>
internal static class SignOut
{
    internal static void Map(IEndpointRouteBuilder access) => access
        .MapDelete("/session", async (HttpContext http, Sessions sessions, CancellationToken ct) =>
        {
            await sessions.Close(http, ct);
            return TypedResults.NoContent();
        })
        .WithName("SignOut").WithSummary("Sign out")
        .WithDescription("Ends the session on the server and removes its cookie.")
        .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status403Forbidden);
}
