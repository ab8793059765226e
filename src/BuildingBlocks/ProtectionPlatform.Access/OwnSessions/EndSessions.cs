using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.OwnSessions;

/// <summary>Ends one of the caller's sessions, or all but the one of this request.</summary>
internal static class EndSessions
{
    internal static void Map(IEndpointRouteBuilder access)
    {
        access.MapDelete("/sessions/{id:guid}", One)
            .Acts<object>("endOwnSession", "Kết thúc một phiên / End one session", "Another person's session is not there for the caller.", StatusCodes.Status204NoContent);
        access.MapDelete("/sessions", AllOthers)
            .Acts<object>("endOtherSessions", "Kết thúc mọi phiên khác / End all other sessions", "The session of this request goes on.", StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> One(Guid id, HttpContext http, Sessions sessions, CancellationToken ct)
    {
        var current = Sessions.Of(http)!;
        return await sessions.EndOneOf(current.UserId, id, SessionEnd.EndedByPerson, ct) ? TypedResults.NoContent() : AccessRules.Refused(Problems.NotFound);
    }

    private static async Task<IResult> AllOthers(HttpContext http, Sessions sessions, CancellationToken ct)
    {
        var current = Sessions.Of(http)!;
        await sessions.EndAll(current.UserId, SessionEnd.EndedByPerson, current.UserId, ct, except: current.SessionId);
        return TypedResults.NoContent();
    }
}
