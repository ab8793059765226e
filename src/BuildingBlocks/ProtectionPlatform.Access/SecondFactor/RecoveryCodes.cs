using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.SecondFactor;

/// <summary>Makes new recovery codes, with a fresh code of the authenticator; the old ones are void.</summary>
internal static class RecoveryCodes
{
    public const int Count = 10;

    public sealed record Body(string Code);

    /// <param name="Items">Shown once; only this answer ever holds them.</param>
    public sealed record NewCodes(IReadOnlyList<string> Items);

    internal static void Map(IEndpointRouteBuilder access) => access
        .MapPost("/second-factor/recovery-codes", Handle)
        .Acts<NewCodes>("replaceRecoveryCodes", "Tạo mã dự phòng mới / Make new recovery codes",
            "Ten codes, each good once, instead of the old ones. Needs a fresh code of the authenticator.", StatusCodes.Status200OK);

    private static async Task<IResult> Handle(Json<Body> body, HttpContext http, UserManager<Account> users, CredentialCheck credentials, SecurityLog log, CancellationToken ct)
    {
        Texts.Need(http, ("code", body.Value.Code, Texts.Code));
        var account = await users.Of(Sessions.Of(http)!);
        if (!account.TwoFactorEnabled) return AccessRules.Refused(AccessRules.SecondFactorIsOff);
        if (await credentials.CheckCode(http, account, body.Value.Code, ct) is { } refusal) return AccessRules.Refused(refusal);
        await log.Record(new RecoveryCodesReplaced(account.Id), account.Id);
        return TypedResults.Ok(new NewCodes([.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(account, Count))!]));
    }
}
