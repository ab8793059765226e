using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases.DropoutRisks;
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
        .Codes<SupportStatus>((SupportStatus.Planned, "Dự kiến", "Planned"), (SupportStatus.Given, "Đã hỗ trợ", "Given"), (SupportStatus.Dropped, "Không thực hiện", "Not given"))
        .Field("schoolYear", "Năm học", "School year")
        .Field("signals", "Dấu hiệu", "Signals")
        .Field("unexcusedDays", "Vắng không phép trong 30 ngày", "Absent without leave within 30 days")
        .Field("absentDays", "Số buổi nghỉ", "Days absent")
        .Field("schoolDays", "Số buổi học", "School days")
        .Field("averageTenths", "Điểm trung bình (phần mười)", "Average (tenths)")
        .Field("averageBeforeTenths", "Điểm trung bình kỳ trước (phần mười)", "Average before (tenths)")
        .Field("failingSubjects", "Số môn chưa đạt", "Subjects failed")
        .Field("conduct", "Rèn luyện", "Conduct")
        .Field("household", "Gia đình, hoàn cảnh", "Household")
        .Field("dropoutLevel", "Mức cảnh báo", "Warning level")
        .Field("reasons", "Lý do", "Reasons")
        .Field("signal", "Dấu hiệu", "Signal")
        .Field("measured", "Đo được", "Found")
        .Field("threshold", "Ngưỡng", "Threshold")
        .Field("points", "Điểm cảnh báo", "Points")
        .Field("ruleVersions", "Phiên bản ngưỡng", "Versions of the thresholds")
        .Field("signalSource", "Nguồn", "Source")
        .Field("ownerName", "Người phụ trách", "Owner")
        .Field("actionKind", "Việc làm", "Action")
        .Field("dropoutOutcome", "Kết quả", "Outcome")
        .Field("settledOn", "Ngày có kết quả", "Settled on")
        .Field("least", "Từ", "From")
        .Field("steps", "Các bậc", "Steps")
        .Codes<DropoutLevel>((DropoutLevel.None, "Chưa có dấu hiệu", "None"), (DropoutLevel.Watch, "Theo dõi", "Watch"), (DropoutLevel.Flagged, "Cảnh báo", "Flagged"), (DropoutLevel.Urgent, "Khẩn cấp", "Urgent"))
        .Codes<PupilConduct>((PupilConduct.Good, "Tốt", "Good"), (PupilConduct.Fair, "Khá", "Fair"), (PupilConduct.Passed, "Đạt", "Passed"), (PupilConduct.NotPassed, "Chưa đạt", "Not passed"))
        .Codes<HouseholdDifficulty>((HouseholdDifficulty.PoorHousehold, "Hộ nghèo", "Poor household"), (HouseholdDifficulty.NearPoorHousehold, "Hộ cận nghèo", "Near-poor household"),
            (HouseholdDifficulty.ParentsAway, "Cha mẹ đi làm xa", "Parents work away"), (HouseholdDifficulty.EarlyMarriage, "Nguy cơ tảo hôn", "Early marriage"),
            (HouseholdDifficulty.ChildLabour, "Lao động sớm", "Child labour"), (HouseholdDifficulty.Disaster, "Bị thiên tai, dịch bệnh", "Hit by a disaster"),
            (HouseholdDifficulty.Disability, "Khuyết tật", "Disability"), (HouseholdDifficulty.Orphaned, "Mồ côi", "Orphaned"),
            (HouseholdDifficulty.IllnessInFamily, "Người thân ốm nặng", "Illness in the family"), (HouseholdDifficulty.FarFromSchool, "Nhà xa trường", "Far from school"))
        .Codes<SignalSource>((SignalSource.Observed, "Nhập tay", "Entered"), (SignalSource.Imported, "Nhập từ tệp", "Imported"))
        .Codes<ReturnActionKind>((ReturnActionKind.HomeVisit, "Thăm nhà", "Home visit"), (ReturnActionKind.TalkWithParents, "Trao đổi với cha mẹ", "Talk with parents"),
            (ReturnActionKind.RemedialLessons, "Phụ đạo", "Remedial lessons"), (ReturnActionKind.Scholarship, "Học bổng, hỗ trợ chi phí", "Scholarship"),
            (ReturnActionKind.VocationalCounselling, "Tư vấn hướng nghiệp", "Vocational counselling"), (ReturnActionKind.ContactWithCommune, "Liên hệ xã, phường", "Contact with the commune"),
            (ReturnActionKind.Counselling, "Tham vấn", "Counselling"), (ReturnActionKind.PeerSupport, "Bạn giúp bạn", "Peer support"), (ReturnActionKind.Other, "Việc khác", "Another action"))
        .Codes<DropoutOutcome>((DropoutOutcome.Returned, "Đã trở lại trường", "Returned"), (DropoutOutcome.Retained, "Tiếp tục học", "Retained"),
            (DropoutOutcome.DroppedOut, "Đã bỏ học", "Dropped out"), (DropoutOutcome.Transferred, "Chuyển trường", "Transferred"));
}
