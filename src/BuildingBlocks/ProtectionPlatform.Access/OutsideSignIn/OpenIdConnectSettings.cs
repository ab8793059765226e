using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.OutsideSignIn;

/// <summary>The outside provider with which people may sign in; section <c>Access:OpenIdConnect</c>. Without it there is none.</summary>
public sealed record OpenIdConnectSettings
{
    /// <summary>Address of the provider. Nothing a caller sends changes where the host looks.</summary>
    public string Authority { get; init; } = "";

    public string ClientId { get; init; } = "";

    /// <summary>None for a public client, which PKCE alone protects.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>A file that holds the secret, instead of the secret itself.</summary>
    public string? ClientSecretFile { get; init; }

    /// <summary>What people call it; the name of the address when nothing is given.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Apart by blanks. More than this is not needed: nothing but who the person is there is looked at.</summary>
    public string Scopes { get; init; } = "openid";

    /// <summary>Values of <c>amr</c>, apart by blanks, by which the provider says that it asked for more than one factor.</summary>
    public string AmrOfTwoFactors { get; init; } = "mfa";

    /// <summary>The same for <c>acr</c>; asked for when given.</summary>
    public string AcrOfTwoFactors { get; init; } = "";

    internal Uri Address => new(Authority);

    internal string Name => string.IsNullOrWhiteSpace(DisplayName) ? Address.Host : DisplayName;

    /// <summary>The same with the secret read from its file.</summary>
    /// <exception cref="InvalidOperationException">Names the setting that is wrong: the host must not start with half of it.</exception>
    internal OpenIdConnectSettings Checked()
    {
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || !OutsideCalls.IsFit(address))
            throw Wrong(nameof(Authority), "an https address is needed (http only on this machine)");
        if (string.IsNullOrWhiteSpace(ClientId)) throw Wrong(nameof(ClientId), "is missing");
        if (string.IsNullOrWhiteSpace(ClientSecretFile)) return this;
        if (!string.IsNullOrEmpty(ClientSecret)) throw Wrong(nameof(ClientSecretFile), $"is given beside {nameof(ClientSecret)}");
        try
        {
            return this with { ClientSecret = File.ReadAllText(ClientSecretFile).Trim() };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Wrong(nameof(ClientSecretFile), failure.Message);
        }
    }

    private static InvalidOperationException Wrong(string setting, string why) => new($"Access__OpenIdConnect__{setting}: {why}.");
}
