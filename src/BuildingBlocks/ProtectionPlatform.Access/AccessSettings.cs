using Microsoft.Extensions.Configuration;
using ProtectionPlatform.Access.OutsideSignIn;

namespace ProtectionPlatform.Access;

/// <summary>What an installation may decide about signing in; section <c>Access</c> of the configuration.</summary>
public sealed record AccessSettings
{
    /// <summary>
    /// Demonstration accounts may work without the second factor their roles need. Their password is public in any case.
    /// Concerns only accounts that the demonstration data made; everybody sees it on the page.
    /// </summary>
    public bool DemoWithoutSecondFactor { get; init; }

    /// <summary>After so long without a request a session is locked: the password opens it again.</summary>
    public TimeSpan IdleLock { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>After so long without a request a session has ended.</summary>
    public TimeSpan IdleEnd { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Tries to sign in within five minutes from one address; a school may share one.</summary>
    public int TriesPerAddress { get; init; } = 300;

    /// <summary>Tries to sign in within five minutes under one name.</summary>
    public int TriesPerAccount { get; init; } = 30;

    /// <summary>Concerns reported without signing in within ten minutes from one address; a school may share one.</summary>
    public int AnonymousReportsPerAddress { get; init; } = 60;

    /// <summary>The same from all addresses together.</summary>
    public int AnonymousReports { get; init; } = 600;

    /// <summary>The domain passkeys belong to; the host's own name when null. Passkeys made under one are useless under another.</summary>
    public string? PasskeyDomain { get; init; }

    /// <summary>An outside provider to sign in with; none when null.</summary>
    public OpenIdConnectSettings? OpenIdConnect { get; init; }

    /// <param name="configuration">The whole configuration.</param>
    /// <param name="demo">Whether this host loads the demonstration people.</param>
    public static AccessSettings Of(IConfiguration configuration, bool demo) =>
        (configuration.GetSection("Access").Get<AccessSettings>() ?? new AccessSettings()) with
        {
            DemoWithoutSecondFactor = configuration.GetValue("Access:DemoWithoutSecondFactor", demo),
        };
}
