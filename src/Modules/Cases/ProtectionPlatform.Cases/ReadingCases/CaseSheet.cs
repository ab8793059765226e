using System.Globalization;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Cases.ReadingCases;

internal static class SheetTypes
{
    public const string Csv = "text/csv";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

/// <summary>The case list as a table.</summary>
internal static class CaseSheet
{
    public static Sheet<ListCases.Row> Of(EventWords words, bool vietnamese)
    {
        string Say(string vi, string en) => vietnamese ? vi : en;
        string In(Wording wording) => wording.In(vietnamese);
        return new(Say("Danh sách ca", "Cases"),
        [
            new(Say("Mã ca", "Reference"), row => row.Reference, 18),
            new(Say("Họ tên trẻ", "Child’s name"), row => row.ChildName, 28),
            new(Say("Ngày sinh", "Date of birth"), row => row.ChildBornOn?.ToString("O", CultureInfo.InvariantCulture), 12),
            new(Say("Lớp", "Class"), row => row.ClassName, 10),
            new(Say("Trường", "School"), row => row.SchoolName, 32),
            new(Say("Trạng thái", "State"), row => In(words.CodeOf(row.State)), 20),
            new(Say("Hướng xử lý", "Tracks"), row => string.Join("; ", row.Tracks.Select(track => In(words.CodeOf(track)))), 28),
            new(Say("Mức nguy cơ", "Risk"), row => row.RiskLevel is { } level ? In(words.CodeOf(level)) : null, 12),
            new(Say("Người phụ trách", "Assignee"), row => row.AssigneeName, 26),
            new(Say("Mở lúc", "Opened"), row => Moment(row.OpenedAt), 17),
            new(Say("Thời hạn gần nhất", "Next deadline"), row => row.NextDeadline is { } next ? In(words.CodeOf("Cases", "code", next.Code)) : null, 30),
            new(Say("Hạn lúc", "Due"), row => row.NextDeadline is { } next ? Moment(next.DueAt) : null, 17),
            new(Say("Quá hạn", "Overdue"), row => row.Overdue ? Say("Có", "Yes") : Say("Không", "No"), 10),
        ]);
    }

    private static string Moment(DateTimeOffset at) => at.ToOffset(Clock.VietNamOffset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
