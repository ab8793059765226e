using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Privacy.Breaches;
using ProtectionPlatform.Privacy.Consents;
using ProtectionPlatform.Privacy.Requests;

namespace ProtectionPlatform.Privacy;

/// <summary>What the keys and codes in the events of the registers are called.</summary>
internal static class RegistersWords
{
    public static readonly IReadOnlyList<(DataClass Code, string Vi, string En)> DataClasses =
    [
        (DataClass.Identity, "Họ tên, ngày sinh, giấy tờ", "Name, date of birth, papers"),
        (DataClass.Contact, "Địa chỉ, điện thoại", "Address, telephone"),
        (DataClass.Health, "Sức khỏe", "Health"),
        (DataClass.Abuse, "Việc bị xâm hại, bạo lực", "Abuse, violence"),
        (DataClass.FamilyLife, "Đời sống gia đình", "Family life"),
        (DataClass.Education, "Học tập", "Education"),
        (DataClass.Location, "Nơi ở của trẻ được bảo vệ", "Where a protected child is"),
        (DataClass.InformantIdentity, "Người báo tin", "Who reported"),
        (DataClass.Images, "Hình ảnh", "Images"),
        (DataClass.Credentials, "Tên đăng nhập, mật khẩu", "User names, passwords"),
    ];

    public static void Tell(WordsBuilder words) => words
        .Field("reference", "Số", "Reference")
        .Field("kind", "Loại", "Kind")
        .Field("caseIds", "Các ca", "Cases")
        .Field("controller", "Bên kiểm soát", "Controller")
        .Field("processor", "Bên xử lý", "Processor")
        .Field("officer", "Người bảo vệ dữ liệu", "Data protection officer")
        .Field("content", "Nội dung", "Content")
        .Field("processingSince", "Xử lý từ ngày", "Processing since")
        .Field("writtenOn", "Ngày ghi", "Written on")
        .Field("sendBy", "Gửi cơ quan trước", "With the authority by")
        .Field("sentOn", "Ngày gửi", "Sent on")
        .Field("reviewBy", "Xem lại trước", "Review by")
        .Codes<Processing.ProcessingDocumentKind>((Processing.ProcessingDocumentKind.ProcessingRegister, "Sổ hoạt động xử lý", "Processing register"),
            (Processing.ProcessingDocumentKind.ImpactAssessment, "Hồ sơ đánh giá tác động", "Impact assessment"))
        .Field("personInCase", "Người này trong ca", "This person in the case")
        .Field("applicantKind", "Ai yêu cầu", "Who asks")
        .Field("applicant", "Người yêu cầu", "Applicant")
        .Field("fullName", "Họ và tên", "Full name")
        .Field("contact", "Liên lạc", "Contact")
        .Field("capacity", "Cách kiểm tra quyền yêu cầu", "How the right to ask was checked")
        .Field("inConflict", "Người đại diện có xung đột lợi ích", "Representative in conflict")
        .Field("thirdPartyInvolved", "Có bên xử lý hoặc bên thứ ba", "A processor or third party is involved")
        .Field("receivedOn", "Ngày nhận", "Received on")
        .Field("words", "Nội dung", "Words")
        .Field("acknowledgeBy", "Phản hồi trước", "To be acknowledged by")
        .Field("dueOn", "Hạn trả lời", "Due on")
        .Field("ruleVersion", "Phiên bản quy tắc", "Version of the rule")
        .Field("ruleSource", "Căn cứ", "Source")
        .Field("on", "Ngày", "On")
        .Field("reason", "Lý do", "Reason")
        .Field("permits", "Có hiệu lực", "In force")
        .Field("until", "Đến hết ngày", "Until the end of")
        .Field("days", "Số ngày", "Days")
        .Field("channel", "Cách trả lời", "Channel")
        .Field("answer", "Trả lời", "Answer")
        .Field("ground", "Căn cứ từ chối", "Ground")
        .Field("restrictedInstead", "Hạn chế xử lý thay cho xóa", "Restricted instead of deleted")
        .Field("birthDate", "Ngày sinh", "Date of birth")
        .Field("purpose", "Mục đích", "Purpose")
        .Field("textVersion", "Phiên bản văn bản", "Version of the text")
        .Field("giver", "Người được hỏi", "Who was asked")
        .Field("relationProof", "Cách kiểm tra quan hệ", "How the relation was checked")
        .Field("form", "Cách đồng ý", "How it was given")
        .Field("givenOn", "Ngày trả lời", "Given on")
        .Field("expiresOn", "Có giá trị đến", "Expires on")
        .Field("evidence", "Bằng chứng", "Evidence")
        .Field("digest", "Mã SHA-256", "SHA-256")
        .Field("location", "Nơi cất", "Where it is kept")
        .Field("withdrawnOn", "Ngày rút", "Withdrawn on")
        .Field("touchedShareIds", "Phần đã chia sẻ", "What had been shared")
        .Field("permit", "Cho phép", "Permitted")
        .Field("recipient", "Nơi nhận", "Recipient")
        .Field("sharedAt", "Lúc chia sẻ", "Shared at")
        .Field("basis", "Căn cứ chia sẻ", "Basis")
        .Field("done", "Việc đã làm", "What was done")
        .Field("what", "Chuyện gì đã xảy ra", "What happened")
        .Field("discoveredAt", "Lúc phát hiện", "Discovered at")
        .Field("warnAt", "Nhắc lúc", "Warned at")
        .Field("dueAt", "Hạn", "Due at")
        .Field("classes", "Loại dữ liệu", "Kinds of data")
        .Field("persons", "Số người", "Persons")
        .Field("children", "Trong đó trẻ em", "Of them children")
        .Field("placeOfProtectedChild", "Lộ nơi ở của trẻ được bảo vệ", "A protected child's place became known")
        .Field("informantNamed", "Lộ người báo tin", "The informant became known")
        .Field("severity", "Mức độ", "Severity")
        .Field("cause", "Nguyên nhân", "Cause")
        .Field("harm", "Hậu quả", "Harm")
        .Field("notifiedAt", "Lúc báo", "Notified at")
        .Field("receipt", "Số tiếp nhận", "Receipt")
        .Field("count", "Số người đã báo", "People told")
        .Field("how", "Cách báo", "How they were told")
        .Field("outcome", "Kết quả", "Outcome")
        .Field("lessons", "Bài học", "Lessons")
        .Field("acceptedOn", "Ngày cam kết", "Accepted on")
        .Field("dueAgainOn", "Cam kết lại từ", "Due again on")
        .Codes([.. DataClasses])
        .Codes<BreachSeverity>((BreachSeverity.Low, "Thấp", "Low"), (BreachSeverity.Medium, "Trung bình", "Medium"), (BreachSeverity.High, "Cao", "High"), (BreachSeverity.Top, "Cao nhất", "Top"))
        .Codes<BreachStepKind>((BreachStepKind.Containment, "Ngăn chặn", "Containment"), (BreachStepKind.Measure, "Khắc phục", "Measure"))
        .Codes<NotToldGround>((NotToldGround.RepresentativeInConflict, "Người đại diện có xung đột lợi ích", "Representative in conflict"), (NotToldGround.NoHarmToBeExpected, "Không gây hại", "No harm to be expected"),
            (NotToldGround.MadeUnreadable, "Dữ liệu không đọc được", "Made unreadable"), (NotToldGround.CannotBeReached, "Không liên lạc được", "Cannot be reached"))
        .Codes<BreachOutcome>((BreachOutcome.Breach, "Có lộ dữ liệu", "A breach"), (BreachOutcome.NotABreach, "Không phải sự cố", "Not a breach"))
        .Codes<ConsentPurpose>((ConsentPurpose.CounsellingShare, "Chia sẻ ghi chép tư vấn tự nguyện", "Sharing counselling records"), (ConsentPurpose.ProviderReferral, "Chuyển gửi đến cơ sở ngoài nhà nước", "Referral to a non-state provider"),
            (ConsentPurpose.Publication, "Đăng ảnh, câu chuyện, video", "Publishing photo, story or video"), (ConsentPurpose.Research, "Nghiên cứu với dữ liệu nhận ra được", "Research with identifiable data"), (ConsentPurpose.ParentPortal, "Cổng thông tin cho người đại diện", "Parent portal"))
        .Codes<ConsentGiver>((ConsentGiver.Child, "Trẻ em", "The child"), (ConsentGiver.Representative, "Người đại diện", "Representative"))
        .Codes<ConsentAnswer>((ConsentAnswer.Agreed, "Đồng ý", "Agreed"), (ConsentAnswer.Declined, "Không đồng ý", "Declined"))
        .Codes<ConsentForm>((ConsentForm.Written, "Bằng văn bản", "In writing"), (ConsentForm.Electronic, "Điện tử", "Electronically"), (ConsentForm.SpokenBeforeWitness, "Bằng lời, có người chứng kiến", "Spoken before a witness"))
        .Codes<RelationProof>((RelationProof.BirthCertificate, "Giấy khai sinh", "Birth certificate"), (RelationProof.GuardianshipDecision, "Quyết định giám hộ", "Guardianship decision"),
            (RelationProof.ResidenceRecord, "Thông tin cư trú", "Residence record"), (RelationProof.CourtDecision, "Quyết định của tòa án", "Court decision"))
        .Codes<ShareBasis>((ShareBasis.LegalDuty, "Nghĩa vụ theo luật", "Legal duty"), (ShareBasis.VitalInterest, "Tính mạng, sức khỏe", "Vital interest"), (ShareBasis.PublicTask, "Nhiệm vụ công", "Public task"), (ShareBasis.Consent, "Đồng ý", "Consent"))
        .Codes<RightKind>(
            (RightKind.Inform, "Được biết", "To be informed"), (RightKind.Access, "Xem dữ liệu", "Access"), (RightKind.Rectify, "Chỉnh sửa", "Rectification"),
            (RightKind.Delete, "Xóa", "Deletion"), (RightKind.Restrict, "Hạn chế xử lý", "Restriction"), (RightKind.Object, "Phản đối", "Objection"),
            (RightKind.WithdrawConsent, "Rút đồng ý", "Withdrawal of consent"), (RightKind.Complaint, "Khiếu nại", "Complaint"))
        .Codes<ApplicantKind>((ApplicantKind.Self, "Chính người đó", "The person"), (ApplicantKind.Child, "Trẻ em", "The child"),
            (ApplicantKind.Representative, "Người đại diện", "Representative"), (ApplicantKind.Other, "Người khác", "Somebody else"))
        .Codes<PersonInCase>((PersonInCase.Child, "Trẻ em", "The child"), (PersonInCase.Representative, "Người đại diện của trẻ", "The child's representative"),
            (PersonInCase.FamilyMember, "Người trong gia đình", "Member of the family"), (PersonInCase.Informant, "Người báo tin", "Informant"),
            (PersonInCase.SuspectedPerson, "Người bị nghi vấn", "Suspected person"), (PersonInCase.Staff, "Cán bộ, giáo viên, nhân viên", "Staff"), (PersonInCase.Other, "Người khác", "Somebody else"))
        .Codes<CapacityCheck>((CapacityCheck.NotChecked, "Chưa kiểm tra", "Not checked"), (CapacityCheck.IdentityDocument, "Giấy tờ tùy thân", "Identity document"),
            (CapacityCheck.BirthCertificate, "Giấy khai sinh", "Birth certificate"), (CapacityCheck.GuardianshipDecision, "Quyết định giám hộ", "Guardianship decision"),
            (CapacityCheck.LetterOfAuthority, "Giấy ủy quyền", "Letter of authority"), (CapacityCheck.KnownInPerson, "Biết trực tiếp", "Known in person"), (CapacityCheck.OwnAccount, "Tài khoản của chính người đó", "Own account"))
        .Codes<RefusalGround>((RefusalGround.LegalDuty, "Nghĩa vụ theo luật", "Legal duty"), (RefusalGround.Proceedings, "Tố tụng, điều tra", "Proceedings"),
            (RefusalGround.ChildProtection, "Bảo vệ trẻ em", "Child protection"), (RefusalGround.RightsOfOthers, "Quyền của người khác", "Rights of others"),
            (RefusalGround.NotEntitled, "Không có quyền yêu cầu", "Not entitled"), (RefusalGround.NoSuchData, "Không có dữ liệu này", "No such data"), (RefusalGround.Unfounded, "Không có căn cứ", "Unfounded"))
        .Codes<AnswerChannel>((AnswerChannel.InPerson, "Trực tiếp", "In person"), (AnswerChannel.Letter, "Bằng văn bản", "By letter"), (AnswerChannel.SelfService, "Qua hệ thống tự phục vụ", "By self-service"))
        .Codes<RequestOutcome>((RequestOutcome.Answered, "Đã trả lời", "Answered"), (RequestOutcome.Refused, "Đã từ chối", "Refused"));
}
