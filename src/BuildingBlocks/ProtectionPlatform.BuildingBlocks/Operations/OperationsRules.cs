using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Operations;

/// <summary>Named refusals of operating subscriptions.</summary>
internal static class OperationsRules
{
    public static readonly Rule NotStopped = new("subscription-not-stopped",
        "Kênh xử lý này không dừng ở tin nào.", "This subscription does not stand at a message.", "[D]",
        "Chỉ thử lại một kênh đang dừng.", "Only a stopped one can be tried again.");

    public static readonly Rule NotStoppedAtMessage = new("not-stopped-at-this-message",
        "Kênh xử lý không dừng ở tin {0}.", "The subscription does not stand at message {0}.", "[D]",
        "Chỉ bỏ qua tin mà kênh thực sự dừng, hoặc tin đứng đầu của một luồng đang chờ riêng.", "Only the message it really stands at, or the first of a parked stream, may be skipped.");

    public static readonly Rule NotRebuildable = new("not-rebuildable",
        "Kênh xử lý này không dựng lại được: nó làm những việc khác ngoài bảng của mình.", "This subscription cannot be rebuilt: it has effects other than its own tables.", "[D]",
        "Chỉ dựng lại các bảng đọc.", "Only read models can be rebuilt.");

    public static readonly Rule RebuildRunning = new("rebuild-running",
        "Bảng này đang được dựng lại.", "It is being rebuilt already.", "[D]",
        "Chờ lần dựng lại đang chạy xong.", "Wait for the one under way.");
}
