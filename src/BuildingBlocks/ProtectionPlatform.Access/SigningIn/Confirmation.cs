using Microsoft.AspNetCore.Http;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.SigningIn;

/// <summary>What a person brings again to change how they sign in: the password and, where the second factor is on, a fresh code; or a passkey instead of both.</summary>
/// <param name="Code">Of the authenticator, or a recovery code.</param>
/// <param name="Challenge">Of the question that the passkey answered.</param>
/// <param name="Credential">The passkey's answer, as JSON text.</param>
internal sealed record Confirmation(string? Password = null, string? Code = null, Guid? Challenge = null, string? Credential = null)
{
    /// <exception cref="ProblemException">Neither is there, or a text is too long.</exception>
    public void NeedShape(HttpContext http) =>
        Texts.Need(http, ("password", Credential is null ? Password : Password ?? "-", Texts.Password), ("code", Code ?? "-", Texts.Code), ("credential", Credential ?? "-", Texts.Credential));
}
