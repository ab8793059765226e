using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases.SpecialCircumstances;

namespace ProtectionPlatform.Cases;

/// <summary>What the keys and codes of the pupils' registers are called, beside those a case file has as well.</summary>
internal static class RegisterWords
{
    public static void Tell(WordsBuilder words) => words
        .Field("pupil", "Học sinh", "Pupil")
        .Field("bornOn", "Ngày sinh", "Date of birth")
        .Field("pupilCode", "Mã học sinh", "Pupil code")
        .Field("guardian", "Người giám hộ", "Guardian")
        .Field("group", "Nhóm hoàn cảnh", "Group")
        .Field("subType", "Phân nhóm", "Sub-type")
        .Field("relation", "Quan hệ với em", "Relation to the pupil")
        .Field("evidence", "Số quyết định, giấy tờ", "Decision or paper")
        .Field("supportOn", "Ngày hỗ trợ", "Day of the support")
        .Field("endsOn", "Kết thúc ngày", "Ended on")
        .Field("endReason", "Vì sao kết thúc", "Why it ended")
        .Field("supportKind", "Loại hỗ trợ", "Kind of support")
        .Field("listing", "Lần ghi nhóm số", "Listing")
        .Field("amountDong", "Số tiền (đồng)", "Amount (đồng)")
        .Field("giver", "Bên hỗ trợ", "Given by")
        .Field("disasterKind", "Loại thiên tai, dịch bệnh", "Kind of disaster")
        .Field("disasterName", "Tên đợt", "Name of the disaster")
        .Field("area", "Khu vực", "Area")
        .Codes("group", [.. CircumstanceCodes.Table.Groups.Select(group => (group.Code, group.NameVi, group.NameEn))])
        .Codes("subType", [.. CircumstanceCodes.Table.Groups.SelectMany(group => group.SubTypes).Select(sub => (sub.Code, sub.NameVi, sub.NameEn))])
        .Codes("supportKind", [.. CircumstanceCodes.Table.SupportKinds.Select(kind => (kind.Code, kind.NameVi, kind.NameEn))])
        .Codes("disasterKind", [.. CircumstanceCodes.Table.DisasterKinds.Select(kind => (kind.Code, kind.NameVi, kind.NameEn))])
        .Codes<ListingEnd>((ListingEnd.NoLongerApplies, "Không còn thuộc nhóm", "No longer applies"), (ListingEnd.Graduated, "Ra trường", "Left school by graduating"),
            (ListingEnd.MovedAway, "Chuyển đi", "Moved away"), (ListingEnd.ListedByMistake, "Ghi nhầm", "Listed by mistake"), (ListingEnd.Other, "Lý do khác", "Another reason"))
        .Codes<SupportStatus>((SupportStatus.Planned, "Dự kiến", "Planned"), (SupportStatus.Given, "Đã hỗ trợ", "Given"), (SupportStatus.Dropped, "Không thực hiện", "Not given"));
}
