using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Organisations;

/// <summary>The columns of the CSV file, and what a file may call them and the kinds: the code name, or the words of either language.</summary>
internal static class OrganisationColumns
{
    public const string Code = "code", Kind = "kind", Name = "name", Parent = "parent", From = "valid_from", To = "valid_to", Successors = "successors", Phone = "phone", Email = "email";

    public static readonly string[] All = [Code, Kind, Name, Parent, From, To, Successors, Phone, Email];

    private static readonly string[] vietnamese = ["mã", "loại", "tên", "trực thuộc", "từ ngày", "đến ngày", "tiếp nối", "điện thoại", "thư điện tử"];

    private static readonly (OrganisationKind Kind, string Vi, string En)[] kinds =
    [
        (OrganisationKind.Ministry, "Bộ", "Ministry"),
        (OrganisationKind.ProvinceDepartment, "Sở Giáo dục và Đào tạo", "Province department of education"),
        (OrganisationKind.HealthDepartment, "Sở Y tế", "Province department of health"),
        (OrganisationKind.ProvinceCommittee, "UBND cấp tỉnh", "Provincial People's Committee"),
        (OrganisationKind.CommuneCommittee, "UBND cấp xã", "Commune People's Committee"),
        (OrganisationKind.CommuneOffice, "Phòng thuộc UBND cấp xã", "Office of a commune People's Committee"),
        (OrganisationKind.DistrictOffice, "Phòng Giáo dục và Đào tạo", "District education office"),
        (OrganisationKind.School, "Trường", "School"),
        (OrganisationKind.Provider, "Cơ sở cung cấp dịch vụ", "Service provider"),
        (OrganisationKind.Police, "Công an", "Police"),
        (OrganisationKind.Hotline, "Tổng đài", "Hotline"),
    ];

    private static readonly Dictionary<string, string> columnOf =
        All.Zip(vietnamese).SelectMany(it => new[] { (Word: it.First, Column: it.First), (Word: SearchText.Fold(it.Second), Column: it.First) }).ToDictionary(it => it.Word, it => it.Column, StringComparer.Ordinal);

    private static readonly Dictionary<string, OrganisationKind> kindOf =
        kinds.SelectMany(it => new[] { it.Kind.ToString(), it.Vi, it.En }.Select(word => (Word: SearchText.Fold(word), it.Kind))).Distinct().ToDictionary(it => it.Word, it => it.Kind, StringComparer.Ordinal);

    public static string? Column(string heading) => columnOf.GetValueOrDefault(SearchText.Fold(heading.Trim()));

    public static OrganisationKind? KindOf(string word) => kindOf.TryGetValue(SearchText.Fold(word.Trim()), out var kind) ? kind : null;

    public static string[] Headings(bool vi) => vi ? vietnamese : All;

    public static string Word(OrganisationKind kind, bool vi) => kinds.Single(it => it.Kind == kind) is var (_, inVietnamese, inEnglish) && vi ? inVietnamese : inEnglish;
}
