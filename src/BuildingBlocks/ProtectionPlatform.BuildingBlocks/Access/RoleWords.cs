using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.BuildingBlocks.Access;

/// <summary>What roles are called.</summary>
internal static class RoleWords
{
    public static readonly IReadOnlyList<(Role Role, string Vi, string En)> All =
    [
        (Role.Reporter, "Người cung cấp thông tin", "Informant"),
        (Role.SocialWorker, "Nhân viên công tác xã hội", "Social worker"),
        (Role.Counsellor, "Tư vấn học đường", "School counsellor"),
        (Role.FocalPerson, "Đầu mối bảo vệ trẻ em", "Child-protection focal person"),
        (Role.Principal, "Hiệu trưởng", "Principal"),
        (Role.CommuneOfficer, "Người làm công tác bảo vệ trẻ em cấp xã", "Commune child-protection worker"),
        (Role.DepartmentOfficer, "Cán bộ Sở GD&ĐT", "Education department officer"),
        (Role.Partner, "Cơ sở cung cấp dịch vụ", "Service provider"),
        (Role.Trainer, "Người phụ trách tập huấn", "Training officer"),
        (Role.CommunicationsOfficer, "Người phụ trách truyền thông", "Communications officer"),
        (Role.Auditor, "Người kiểm tra", "Auditor"),
        (Role.DataProtectionOfficer, "Người phụ trách bảo vệ dữ liệu", "Data protection officer"),
        (Role.Administrator, "Quản trị", "Administrator"),
        (Role.ApiClient, "Hệ thống kết nối qua API", "API client"),
    ];

    public static void Tell(WordsBuilder words) => words.Codes<Role>([.. All]);
}
