using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Referrals;

/// <summary>What the keys and codes of a referral and of a provider are called. A test holds it complete.</summary>
internal static class ReferralWords
{
    public static void Tell(WordsBuilder words) => words
        .Field("referral", "Chuyển gửi", "Referral")
        .Field("reference", "Mã chuyển gửi", "Reference")
        .Field("planNumber", "Kế hoạch số", "Plan number")
        .Field("actionNumber", "Hoạt động số", "Action number")
        .Field("measureCode", "Biện pháp", "Measure")
        .Field("senderOrganisationName", "Từ", "From")
        .Field("providerName", "Đến", "To")
        .Field("need", "Nhu cầu", "Need")
        .Field("urgency", "Mức độ gấp", "Urgency")
        .Field("basis", "Căn cứ chia sẻ", "Basis for sharing")
        .Field("basisNote", "Ghi chú về căn cứ", "Note on the basis")
        .Field("shared", "Thông tin được chia sẻ", "What is shared")
        .Field("field", "Mục", "Item")
        .Field("value", "Nội dung", "Text")
        .Field("sentAt", "Gửi lúc", "Sent at")
        .Field("answerDueAt", "Trả lời trước", "Answer before")
        .Field("appointmentAt", "Hẹn gặp lúc", "Appointment at")
        .Field("contactPerson", "Người phụ trách bên cơ sở", "Person in charge at the provider")
        .Field("note", "Ghi chú", "Note")
        .Field("reason", "Lý do", "Reason")
        .Field("occurredAt", "Lúc", "At")
        .Field("outcome", "Kết quả hỗ trợ", "Outcome of the service")
        .Field("name", "Tên", "Name")
        .Field("kind", "Loại cơ sở", "Kind of provider")
        .Field("area", "Địa bàn", "Area")
        .Field("services", "Dịch vụ", "Services")
        .Field("hours", "Giờ làm việc", "Hours")
        .Field("phone", "Điện thoại", "Phone")
        .Field("email", "Thư điện tử", "E-mail")
        .Field("capacity", "Khả năng tiếp nhận", "Capacity")
        .Field("agreementNumber", "Số thỏa thuận", "Agreement number")
        .Field("agreementValidTo", "Thỏa thuận có hiệu lực đến", "Agreement valid to")
        .Field("validFrom", "Hiệu lực từ", "Valid from")
        .Field("validTo", "Hiệu lực đến", "Valid to")
        .Codes<Urgency>((Urgency.Normal, "Bình thường", "Normal"), (Urgency.High, "Gấp", "Urgent"))
        .Codes<DisclosureBasis>((DisclosureBasis.LegalDuty, "Nghĩa vụ theo luật", "Duty under the law"), (DisclosureBasis.VitalInterest, "Bảo vệ tính mạng, sức khỏe của trẻ", "Protecting the child’s life and health"),
            (DisclosureBasis.Consent, "Có sự đồng ý", "Consent"), (DisclosureBasis.PublicTask, "Thực hiện nhiệm vụ công", "Public task"))
        .Codes<ProviderKind>((ProviderKind.Health, "Y tế", "Health"), (ProviderKind.MentalHealth, "Sức khỏe tâm thần", "Mental health"), (ProviderKind.SocialWorkCentre, "Trung tâm công tác xã hội", "Social-work centre"),
            (ProviderKind.LegalAid, "Trợ giúp pháp lý", "Legal aid"), (ProviderKind.Police, "Công an", "Police"), (ProviderKind.Shelter, "Nơi tạm lánh", "Shelter"),
            (ProviderKind.EducationSupport, "Hỗ trợ giáo dục", "Education support"), (ProviderKind.Welfare, "Trợ giúp xã hội", "Welfare"),
            (ProviderKind.ChildProtectionNgo, "Tổ chức bảo vệ trẻ em", "Child-protection organisation"), (ProviderKind.Hotline, "Tổng đài", "Hotline"))
        .Codes("field", ("child.fullName", "Họ và tên trẻ", "Child’s full name"), ("child.dateOfBirth", "Ngày sinh của trẻ", "Child’s date of birth"), ("child.sex", "Giới tính của trẻ", "Child’s sex"),
            ("child.className", "Lớp", "Class"), ("child.address", "Nơi ở của trẻ", "Where the child lives"), ("caregiver.name", "Tên người chăm sóc", "Caregiver’s name"),
            ("caregiver.phone", "Điện thoại người chăm sóc", "Caregiver’s phone"), ("situation", "Tình hình của trẻ", "The child’s situation"), ("risk.level", "Mức nguy cơ", "Risk level"),
            ("request", "Đề nghị với nơi nhận", "What is asked of you"), ("contact.name", "Người liên hệ ở trường", "Contact at the school"), ("contact.phone", "Điện thoại liên hệ", "Contact phone"));
}
