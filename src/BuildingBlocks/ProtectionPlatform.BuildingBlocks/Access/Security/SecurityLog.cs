using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ProtectionPlatform.BuildingBlocks.Audit;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Access.Security;

/// <summary>Who signed in, who failed to, what changed about accounts and organisations. Names nobody: an entry holds ids, also of who did it.</summary>
public sealed class SecurityLog(SecurityRecorder recorder)
{
    /// <summary>The type of the streams that hold it. They belong to the platform itself, not to a module.</summary>
    public const string StreamType = "security_log";

    /// <summary>Records one event and returns when it is durable. What cannot be recorded must not take effect.</summary>
    /// <param name="by">The account that did it; null when nobody has proved who they are.</param>
    /// <exception cref="ProblemException">It could not be recorded (503).</exception>
    public async Task Record(object happened, Guid? by)
    {
        try
        {
            await recorder.Add(happened, new EventMetadata(by, "", Activity.Current?.TraceId.ToString(), null));
        }
        catch (Exception) // which the recorder has logged
        {
            throw new ProblemException(Problems.Busy);
        }
    }

    internal static void Register(ModuleBuilder platform) => platform
        .Stream(typeof(SecurityLog), StreamType)
        .Event<AccountSignedIn>("account_signed_in", "Đăng nhập", "Signed in")
        .Event<SignInFailed>("sign_in_failed", "Đăng nhập không thành công", "Sign-in failed")
        .Event<AccountPaused>("account_paused", "Tạm khóa tài khoản", "Account paused")
        .Event<AccountPauseLifted>("account_pause_lifted", "Bỏ tạm khóa tài khoản", "Pause of an account lifted")
        .Event<SessionEnded>("session_ended", "Kết thúc phiên làm việc", "Session ended")
        .Event<SecondFactorSet>("second_factor_set", "Bật lớp xác thực thứ hai", "Second factor set")
        .Event<SecondFactorRemoved>("second_factor_removed", "Bỏ lớp xác thực thứ hai", "Second factor removed")
        .Event<RecoveryCodesReplaced>("recovery_codes_replaced", "Thay mã dự phòng", "Recovery codes replaced")
        .Event<PasswordChanged>("password_changed", "Đổi mật khẩu", "Password changed")
        .Event<OutsideAccountLinked>("outside_account_linked", "Liên kết tài khoản ở nhà cung cấp ngoài", "Account at an outside provider linked")
        .Event<OutsideAccountUnlinked>("outside_account_unlinked", "Bỏ liên kết tài khoản ở nhà cung cấp ngoài", "Account at an outside provider unlinked")
        .Event<AccountInvited>("account_invited", "Mời người dùng", "Account invited")
        .Event<InvitationAccepted>("invitation_accepted", "Nhận lời mời", "Invitation accepted")
        .Event<AccountDeactivated>("account_deactivated", "Ngừng tài khoản", "Account deactivated")
        .Event<OrganisationsImported>("organisations_imported", "Nhập danh mục tổ chức", "Organisations imported")
        .Event<ApiKeyMade>("api_key_made", "Cấp khóa API", "API key made")
        .Event<ApiKeyRotated>("api_key_rotated", "Thay khóa API", "API key rotated")
        .Event<ApiKeyRevoked>("api_key_revoked", "Thu hồi khóa API", "API key revoked")
        .Event<ApiKeyRefused>("api_key_refused", "Khóa API bị từ chối", "API key refused")
        .Event<DelegationGiven>("delegation_given", "Giao người thay khi vắng mặt", "Stand-in named for an absence")
        .Event<DelegationEnded>("delegation_ended", "Kết thúc hoặc từ chối thay", "Standing in ended or refused")
        .Words(words => words
            .Field("delegationId", "Việc thay", "Delegation")
            .Field("absentId", "Người vắng mặt", "Absent person")
            .Field("delegateId", "Người thay", "Stand-in")
            .Field("membership", "Vai trò", "Role held")
            .Field("from", "Từ", "From")
            .Field("withRestricted", "Gồm phần hạn chế", "Includes the restricted part")
            .Codes<DelegationEnd>(
                (DelegationEnd.EndedByAbsent, "Người vắng mặt kết thúc", "Ended by the absent person"),
                (DelegationEnd.Refused, "Người thay từ chối", "Refused by the stand-in"),
                (DelegationEnd.EndedByAdministrator, "Quản trị kết thúc", "Ended by an administrator"))
            .Field("accountId", "Tài khoản", "Account")
            .Field("sessionId", "Phiên", "Session")
            .Field("by", "Bằng", "By")
            .Field("until", "Đến", "Until")
            .Field("factor", "Lớp thứ hai", "Second factor")
            .Field("again", "Mời lại", "Again")
            .Field("created", "Dòng tạo mới", "Lines created")
            .Field("changed", "Dòng thay đổi", "Lines changed")
            .Field("ended", "Dòng kết thúc", "Lines ended")
            .Field("unchanged", "Dòng giữ nguyên", "Lines unchanged")
            .Field("sha256", "Mã băm của tệp (SHA-256)", "Digest of the file (SHA-256)")
            .Field("apiKeyId", "Khóa API", "API key")
            .Field("scopes", "Phạm vi", "Scopes")
            .Field("perMinute", "Yêu cầu mỗi phút", "Requests a minute")
            .Field("expiresAt", "Hết hạn", "Expires")
            .Field("oldUntil", "Khóa cũ dùng được đến", "Old secret works until")
            .Codes<ApiKeyFailure>(
                (ApiKeyFailure.Unknown, "Không có khóa này", "Unknown"),
                (ApiKeyFailure.Expired, "Đã hết hạn", "Expired"),
                (ApiKeyFailure.Revoked, "Đã thu hồi", "Revoked"),
                (ApiKeyFailure.Replaced, "Đã được thay", "Replaced"),
                (ApiKeyFailure.OrganisationEnded, "Tổ chức không còn hoạt động", "Organisation ended"))
            .Codes<Proof>(
                (Proof.Password, "Mật khẩu", "Password"),
                (Proof.PasswordAndCode, "Mật khẩu và mã", "Password and code"),
                (Proof.PasswordAndRecoveryCode, "Mật khẩu và mã dự phòng", "Password and recovery code"),
                (Proof.Outside, "Nhà cung cấp ngoài", "Outside provider"),
                (Proof.OutsideWithTwoFactors, "Nhà cung cấp ngoài, hai lớp", "Outside provider, two factors"),
                (Proof.OutsideAndCode, "Nhà cung cấp ngoài và mã", "Outside provider and code"),
                (Proof.OutsideAndRecoveryCode, "Nhà cung cấp ngoài và mã dự phòng", "Outside provider and recovery code"),
                (Proof.Passkey, "Khóa truy cập", "Passkey"))
            .Codes<SignInFailure>(
                (SignInFailure.UnknownName, "Không có tên này", "Unknown name"),
                (SignInFailure.WrongPassword, "Sai mật khẩu", "Wrong password"),
                (SignInFailure.WrongCode, "Sai mã", "Wrong code"),
                (SignInFailure.Paused, "Đang tạm khóa", "Paused"),
                (SignInFailure.Deactivated, "Đã ngừng", "Deactivated"),
                (SignInFailure.TooMany, "Quá nhiều lần thử", "Too many tries"),
                (SignInFailure.NotLinked, "Tài khoản ngoài chưa liên kết", "Outside account not linked"),
                (SignInFailure.OutsideFailed, "Nhà cung cấp ngoài không xác nhận", "Outside provider did not vouch"),
                (SignInFailure.WrongPasskey, "Khóa truy cập không được nhận", "Passkey not accepted"))
            .Codes<SessionEnd>(
                (SessionEnd.SignedOut, "Đăng xuất", "Signed out"),
                (SessionEnd.EndedByPerson, "Người dùng tự kết thúc", "Ended by the person"),
                (SessionEnd.RolesChanged, "Vai trò thay đổi", "Roles changed"),
                (SessionEnd.CredentialsChanged, "Cách đăng nhập thay đổi", "Credentials changed"),
                (SessionEnd.Idle, "Không dùng quá lâu", "Idle"),
                (SessionEnd.TooOld, "Quá thời hạn", "Too old"),
                (SessionEnd.Deactivated, "Tài khoản đã ngừng", "Account deactivated"),
                (SessionEnd.Replaced, "Đăng nhập lại", "Signed in anew"))
            .Codes<Factor>((Factor.Authenticator, "Ứng dụng xác thực", "Authenticator"), (Factor.Passkey, "Khóa truy cập", "Passkey")));
}

/// <summary>Writes the streams of security events.</summary>
public sealed class SecurityRecorder(EventStore.EventStore store, Databases databases, TimeProvider clock, ILogger<SecurityRecorder> log)
    : LogRecorder(SecurityLog.StreamType, store, databases, clock, log);
