namespace ProtectionPlatform.BuildingBlocks.Access.Policy;

/// <summary>A set of operations that is given to a program as a whole.</summary>
/// <param name="Code">As a key holds it.</param>
/// <param name="Reads">Changes nothing.</param>
/// <param name="Operations">Names of endpoints; their rows still decide about which things.</param>
public sealed record ApiScope(string Code, string Vi, string En, bool Reads, params IReadOnlyList<string> Operations);

/// <summary>What API keys may be for. A key reaches the operations of its scopes and, of the rest, only what tells it who it is.</summary>
public static class ApiScopes
{
    public static IReadOnlyList<ApiScope> All { get; } =
    [
        new("reports:write", "Báo tin, ví dụ từ tổng đài 111, và theo dõi tin mình đã báo", "Report concerns, as hotline 111 does, and follow up one's own reports", Reads: false,
            "reportConcern", "followUpReport", "messageAboutReport", "startReportAttachment", "readReportUpload", "sendReportPiece", "finishReportAttachment", "ListSchools", "readReferenceData"),
        new("referrals:provider", "Làm việc với các chuyển gửi đến cơ sở của mình", "Work on the referrals sent to one's own organisation", Reads: false,
            "listReferrals", "getReferral", "acknowledgeReferral", "acceptReferral", "declineReferral", "noteReferralProgress", "completeReferral"),
        new("indicators:read", "Đọc số liệu chỉ tiêu của tổ chức và các tổ chức bên dưới, không có ô nhỏ", "Read the figures of the organisation and those beneath it, without small cells", Reads: true,
            "listIndicators", "listMeasurements", "readTrend", "ListOrganisations"),
        new("audit:log", "Đọc sổ gốc công khai để làm chứng: điểm kiểm, khóa và các ô băm", "Read the public log to witness it: checkpoint, key and hash tiles", Reads: true,
            "readCheckpoint", "readLogCheckpoint", "readLogKey", "readLogTile"),
    ];

    /// <summary>Whether a caller that is a program holds a scope with this operation. People have no scopes: for them the roles decide alone.</summary>
    public static bool Cover(Actor actor, string operation) =>
        actor.Scopes is not { } held || withoutScope.Contains(operation) || All.Any(scope => held.Contains(scope.Code) && scope.Operations.Contains(operation));

    private static readonly string[] withoutScope = ["GetMe", "openApi", "healthLive", "healthReady"];
}
