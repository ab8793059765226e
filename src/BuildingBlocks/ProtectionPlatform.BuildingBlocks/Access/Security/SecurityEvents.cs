namespace ProtectionPlatform.BuildingBlocks.Access.Security;

// Events of the streams "security_log". Ids only: who the account belongs to is not here, nor what was typed.

/// <summary>By what a person proved who they are.</summary>
public enum Proof
{
    Password,
    PasswordAndCode,
    PasswordAndRecoveryCode,

    /// <summary>An outside provider vouched for the person, and no second factor was needed.</summary>
    Outside,

    /// <summary>The provider said that it asked for two factors itself.</summary>
    OutsideWithTwoFactors,
    OutsideAndCode,
    OutsideAndRecoveryCode,

    /// <summary>Alone, for its device verified the person.</summary>
    Passkey,
}

/// <summary>Why somebody was not signed in.</summary>
public enum SignInFailure
{
    UnknownName,
    WrongPassword,
    WrongCode,

    /// <summary>After several wrong tries, for a while.</summary>
    Paused,
    Deactivated,

    /// <summary>More tries than an address or an account may make.</summary>
    TooMany,

    /// <summary>An outside provider vouched for somebody no account is linked to.</summary>
    NotLinked,

    /// <summary>The outside provider, or the person there, refused; or what came back was not good.</summary>
    OutsideFailed,

    /// <summary>A passkey that is nobody's or another's, or whose answer was not good.</summary>
    WrongPasskey,
}

/// <summary>Why a session ended.</summary>
public enum SessionEnd
{
    SignedOut,

    /// <summary>From the list of one's own sessions.</summary>
    EndedByPerson,

    /// <summary>A role was given or taken, or a membership ended.</summary>
    RolesChanged,

    /// <summary>Password or second factor changed in another session.</summary>
    CredentialsChanged,
    Idle,

    /// <summary>However much it was used.</summary>
    TooOld,
    Deactivated,

    /// <summary>The same browser signed in anew.</summary>
    Replaced,
}

/// <summary>What stands beside the password.</summary>
public enum Factor
{
    Authenticator,
    Passkey,
}

/// <summary>Why a request with an API key was turned away.</summary>
public enum ApiKeyFailure
{
    /// <summary>No key of that text was ever given out.</summary>
    Unknown,
    Expired,
    Revoked,

    /// <summary>The old secret, after the time in which both worked.</summary>
    Replaced,

    /// <summary>The organisation it belongs to is no more, or not yet.</summary>
    OrganisationEnded,
}

/// <summary>Who ended a delegation before its time.</summary>
public enum DelegationEnd
{
    EndedByAbsent,

    /// <summary>By whoever was to act for another.</summary>
    Refused,
    EndedByAdministrator,
}

/// <summary>Somebody signed in.</summary>
public sealed record AccountSignedIn(Guid AccountId, Guid SessionId, Proof By);

/// <summary>Somebody tried to sign in and was refused. No account when there is none of that name.</summary>
public sealed record SignInFailed(Guid? AccountId, SignInFailure Reason);

/// <summary>Several wrong tries: the account is paused.</summary>
public sealed record AccountPaused(Guid AccountId, DateTimeOffset Until);

/// <summary>An administrator ended the pause.</summary>
public sealed record AccountPauseLifted(Guid AccountId);

/// <summary>A session ended.</summary>
public sealed record SessionEnded(Guid AccountId, Guid SessionId, SessionEnd Reason);

/// <summary>A second factor was added.</summary>
public sealed record SecondFactorSet(Guid AccountId, Factor Factor);

/// <summary>A second factor was taken away.</summary>
public sealed record SecondFactorRemoved(Guid AccountId, Factor Factor);

/// <summary>New recovery codes replaced the old ones.</summary>
public sealed record RecoveryCodesReplaced(Guid AccountId);

/// <summary>The password was changed.</summary>
public sealed record PasswordChanged(Guid AccountId);

/// <summary>The person linked their account to one at the outside provider.</summary>
public sealed record OutsideAccountLinked(Guid AccountId);

/// <summary>The person took that link away.</summary>
public sealed record OutsideAccountUnlinked(Guid AccountId);

/// <summary>An administrator invited somebody, or invited them again after they lost what they sign in with.</summary>
public sealed record AccountInvited(Guid AccountId, IReadOnlyList<Membership> Memberships, bool Again);

/// <summary>The invited person chose a password.</summary>
public sealed record InvitationAccepted(Guid AccountId);

/// <summary>An administrator closed the account.</summary>
public sealed record AccountDeactivated(Guid AccountId);

/// <summary>An administrator imported a file that made, changed or ended organisations. What stands in it is known by its digest.</summary>
/// <param name="Created">Lines of organisations that were not known before.</param>
/// <param name="Changed">Lines that changed something, a new name from a day among them.</param>
/// <param name="Ended">Lines that gave an organisation its last day.</param>
/// <param name="Unchanged">Lines that said what was known already.</param>
/// <param name="Sha256">Of the file, in hexadecimal.</param>
public sealed record OrganisationsImported(int Created, int Changed, int Ended, int Unchanged, string Sha256);

/// <summary>An administrator gave a program a key.</summary>
/// <param name="PerMinute">How many requests it may make.</param>
public sealed record ApiKeyMade(Guid ApiKeyId, Guid OrganisationId, IReadOnlyList<string> Scopes, int PerMinute, DateTimeOffset ExpiresAt);

/// <summary>An administrator had a new secret made for a key.</summary>
/// <param name="OldUntil">So long the secret before works beside it.</param>
public sealed record ApiKeyRotated(Guid ApiKeyId, DateTimeOffset OldUntil, DateTimeOffset ExpiresAt);

/// <summary>An administrator took a key back.</summary>
public sealed record ApiKeyRevoked(Guid ApiKeyId);

/// <summary>A request came with a key that does not count. Of many in a short time only some are recorded.</summary>
/// <param name="ApiKeyId">Null when there is none of that text.</param>
public sealed record ApiKeyRefused(Guid? ApiKeyId, ApiKeyFailure Reason);

/// <summary>Somebody is to hold a membership of another who is away. Why stands with the delegation itself, not here.</summary>
/// <param name="WithRestricted">The absent person included the restricted part of cases.</param>
public sealed record DelegationGiven(Guid DelegationId, Guid AbsentId, Guid DelegateId, Membership Membership, DateTimeOffset From, DateTimeOffset Until, bool WithRestricted);

/// <summary>It ended before its time.</summary>
public sealed record DelegationEnded(Guid DelegationId, Guid AbsentId, Guid DelegateId, DelegationEnd Reason);
