using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.Cases.Contracts;
using ProtectionPlatform.Privacy.Breaches;
using ProtectionPlatform.Privacy.Confidentiality;
using ProtectionPlatform.Privacy.Consents;
using ProtectionPlatform.Privacy.KnowingCases;
using ProtectionPlatform.Privacy.Processing;
using ProtectionPlatform.Privacy.Requests;
using ProtectionPlatform.Referrals.Contracts;

namespace ProtectionPlatform.Privacy;

/// <summary>
/// The registers of the data protection officer: what data subjects ask, what they agreed to, what went wrong, and who knows their duty of confidentiality.
/// Built as a module, with a schema of its own, but it belongs to the platform: every school needs it, whatever else it uses.
/// </summary>
public sealed class RegistersModule : IModule
{
    internal const string CaseCopies = "registers.cases_v1";
    internal const string RequestList = "registers.requests_v1";
    internal const string ConsentList = "registers.consent_files_v1";
    internal const string ReferralShareList = "registers.referral_shares_v1";
    internal const string BreachList = "registers.breaches_v1";
    internal const string ProcessingList = "registers.processing_v1";
    internal const string ConfidentialityList = "registers.confidentiality_v1";

    public void Register(ModuleBuilder module)
    {
        module.Services.AddScoped<KnownCases>().AddScoped<OpenRequests>().AddScoped<OpenConsentFiles>().AddScoped<CaseShares>().AddScoped<OpenBreaches>();
        module
            .Stream<RightsRequest>("rights_request")
            .Event<RightsRequestReceived>("rights_request_received", "Nhận yêu cầu của chủ thể dữ liệu", "Data subject's request received")
            .Event<RightsRequestAcknowledged>("rights_request_acknowledged", "Phản hồi đã nhận yêu cầu của chủ thể dữ liệu", "Data subject's request acknowledged")
            .Event<ApplicantCapacityChecked>("applicant_capacity_checked", "Kiểm tra người yêu cầu", "Applicant's capacity checked")
            .Event<RepresentativeConflictSeen>("representative_conflict_seen", "Người yêu cầu có xung đột lợi ích với trẻ", "Applicant in conflict with the child")
            .Event<RightsRequestExtended>("rights_request_extended", "Gia hạn yêu cầu của chủ thể dữ liệu", "Data subject's request extended")
            .Event<RightsRequestAnswered>("rights_request_answered", "Trả lời yêu cầu của chủ thể dữ liệu", "Data subject's request answered")
            .Event<RightsRequestRefused>("rights_request_refused", "Từ chối yêu cầu của chủ thể dữ liệu", "Data subject's request refused")
            .Stream<ConsentFile>("consent_file")
            .Event<ConsentFileOpened>("consent_file_opened", "Mở sổ đồng ý", "Consent file opened")
            .Event<ConsentRecorded>("consent_recorded", "Ghi câu trả lời đồng ý", "Consent recorded")
            .Event<ConsentWithdrawn>("consent_withdrawn", "Rút đồng ý", "Consent withdrawn")
            .Event<RepresentativeConflictMarked>("representative_conflict_marked", "Đánh dấu người đại diện có xung đột lợi ích", "Representative marked as in conflict")
            .Event<RepresentativeConflictCleared>("representative_conflict_cleared", "Bỏ dấu xung đột lợi ích của người đại diện", "Representative's conflict cleared")
            .Event<BestInterestProposed>("best_interest_proposed", "Đề xuất vì lợi ích tốt nhất của trẻ", "Best interest of the child proposed")
            .Event<BestInterestConfirmed>("best_interest_confirmed", "Quyết định vì lợi ích tốt nhất của trẻ", "Best interest of the child decided")
            .Event<ShareNoted>("share_noted", "Ghi một lần chia sẻ dữ liệu", "Share noted")
            .Event<TouchedShareSettled>("touched_share_settled", "Xử lý phần đã chia sẻ sau khi rút đồng ý", "Share settled after a withdrawal")
            .Event<ConsentStandingNoted>("consent_standing_noted", "Mục đích đồng ý có hay hết hiệu lực", "Standing of a consent purpose noted")
            .Publishes<ConsentStandingNoted, Contracts.ConsentStandingSet>((e, _) => new(e.CaseId, Enum.Parse<Contracts.ConsentPurpose>(e.Purpose.ToString()), e.Permits, e.Until))
            .Publishes<BestInterestProposed, Contracts.BestInterestProposed>((e, at) => e.CaseId is { } caseId ? new(caseId, at.StreamId, e.ProposedById) : null)
            .TellsOfCase<ConsentFileOpened>((e, _) => e.CaseId)
            .SecondPerson<BestInterestConfirmed>("BestInterest", (e, story) => [story.Last<BestInterestProposed>(proposed => proposed.ProposalId == e.ProposalId)])
            .Stream<Breach>("breach")
            .Event<BreachReported>("breach_reported", "Báo sự cố dữ liệu", "Data breach reported")
            .Event<BreachAssessed>("breach_assessed", "Đánh giá sự cố dữ liệu", "Data breach assessed")
            .Event<BreachStepTaken>("breach_step_taken", "Ghi việc đã làm với sự cố dữ liệu", "Step taken on a data breach")
            .Event<BreachAuthorityNotified>("breach_authority_notified", "Báo sự cố dữ liệu cho cơ quan chuyên trách", "Authority notified of a data breach")
            .Event<BreachPeopleTold>("breach_people_told", "Báo sự cố dữ liệu cho người liên quan", "People told of a data breach")
            .Event<BreachPeopleNotTold>("breach_people_not_told", "Không báo sự cố dữ liệu cho người liên quan", "People not told of a data breach")
            .Event<BreachClosed>("breach_closed", "Kết thúc sự cố dữ liệu", "Data breach closed")
            .NotToAct<BreachPeopleNotTold>("BreachPeopleNotTold", (e, _, story) => new(e.Reason, null, story.LastData<BreachReported>()?.Reference, null))
            .Stream<ProcessingDocument>("processing_document")
            .Event<ProcessingDocumentWritten>("processing_document_written", "Ghi hồ sơ xử lý dữ liệu", "Processing document written")
            .Stream<Acceptance>("confidentiality")
            .Event<ConfidentialityAccepted>("confidentiality_accepted", "Cam kết giữ bí mật", "Duty of confidentiality accepted")
            .Words(RegistersWords.Tell)
            // All park: a row is of one case or request each, and does not depend on others.
            .Subscribes(CaseCopies, SubscriptionStart.Beginning, ("Mã và trường của các ca, cho sổ bảo vệ dữ liệu", "References and schools of cases, for the data protection registers"), on => on
                .Message<ConcernReported>(ConcernReportedHandler.Handle)
                .Message<CaseSchoolSet>(CaseSchoolSetHandler.Handle)
                .Message<LegalHoldSet>(LegalHoldSetHandler.Handle).Message<LegalHoldLifted>(LegalHoldLiftedHandler.Handle), tables: ["registers.cases_v1"], parksStreams: true)
            .Subscribes("registers.erasures", SubscriptionStart.Beginning, ("Xóa dữ liệu cá nhân trong sổ khi ca được xóa", "Erases what the registers hold of a case that was erased"),
                on => on.Message<PersonalDataErased>(PersonalDataErasedHandler.Handle), parksStreams: true)
            .Subscribes(RequestList, SubscriptionStart.Beginning, ("Sổ yêu cầu của chủ thể dữ liệu", "Register of data subjects' requests"), on => on
                .Event<RightsRequestReceived>(ListRequests.On)
                .Event<RightsRequestAcknowledged>(ListRequests.On)
                .Event<ApplicantCapacityChecked>(ListRequests.On)
                .Event<RepresentativeConflictSeen>(ListRequests.On)
                .Event<RightsRequestExtended>(ListRequests.On)
                .Event<RightsRequestAnswered>(ListRequests.On)
                .Event<RightsRequestRefused>(ListRequests.On), tables: ["registers.requests_v1"], parksStreams: true)
            .Subscribes(ConsentList, SubscriptionStart.Beginning, ("Danh sách sổ đồng ý", "List of consent files"), on => on
                .Event<ConsentFileOpened>(ListConsents.On)
                .Event<ConsentRecorded>(ListConsents.On)
                .Event<ConsentWithdrawn>(ListConsents.On)
                .Event<RepresentativeConflictMarked>(ListConsents.On)
                .Event<RepresentativeConflictCleared>(ListConsents.On)
                .Event<BestInterestProposed>(ListConsents.On)
                .Event<BestInterestConfirmed>(ListConsents.On)
                .Event<ShareNoted>(ListConsents.On)
                .Event<TouchedShareSettled>(ListConsents.On)
                .Event<ConsentStandingNoted>(ListConsents.On), tables: ["registers.consent_files_v1"], parksStreams: true)
            .Subscribes(ReferralShareList, SubscriptionStart.Beginning, ("Chuyển gửi, là phần đã chia sẻ của ca", "Referrals, as shares of their cases"), on => on
                .Message<ReferralSent>(ReferralSentHandler.Handle), tables: ["registers.referral_shares_v1"], parksStreams: true)
            .Subscribes(BreachList, SubscriptionStart.Beginning, ("Sổ sự cố dữ liệu", "Register of breaches"), on => on
                .Event<BreachReported>(ListBreaches.On)
                .Event<BreachAssessed>(ListBreaches.On)
                .Event<BreachStepTaken>(ListBreaches.On)
                .Event<BreachAuthorityNotified>(ListBreaches.On)
                .Event<BreachPeopleTold>(ListBreaches.On)
                .Event<BreachPeopleNotTold>(ListBreaches.On)
                .Event<BreachClosed>(ListBreaches.On), tables: ["registers.breaches_v1"], parksStreams: true)
            .Subscribes(ProcessingList, SubscriptionStart.Beginning, ("Hồ sơ xử lý dữ liệu của các tổ chức", "Processing documents of the organisations"), on => on
                .Event<ProcessingDocumentWritten>(ListProcessing.On), tables: ["registers.processing_v1"], parksStreams: true)
            .Subscribes(ConfidentialityList, SubscriptionStart.Beginning, ("Ai đã cam kết giữ bí mật", "Who accepted the duty of confidentiality"), on => on
                .Event<ConfidentialityAccepted>(ListConfidentiality.On), tables: ["registers.confidentiality_v1"], parksStreams: true);
    }

    public void Map(IEndpointRouteBuilder api)
    {
        var privacy = api.MapGroup("/privacy").WithTags("Privacy");
        ListRequests.Map(privacy);
        ReceiveRequest.Map(privacy);
        ReadRequest.Map(privacy);
        AcknowledgeRequest.Map(privacy);
        CheckCapacity.Map(privacy);
        MarkRequestConflict.Map(privacy);
        ExtendRequest.Map(privacy);
        AnswerRequest.Map(privacy);
        RefuseRequest.Map(privacy);
        ListConsents.Map(privacy);
        OpenConsentFile.Map(privacy);
        ReadConsents.Map(privacy);
        RecordConsent.Map(privacy);
        WithdrawConsent.Map(privacy);
        SetRepresentativeConflict.Map(privacy);
        ProposeBestInterest.Map(privacy);
        ConfirmBestInterest.Map(privacy);
        NoteShare.Map(privacy);
        SettleTouchedShare.Map(privacy);
        ListBreaches.Map(privacy);
        ReportBreach.Map(privacy);
        ReadBreach.Map(privacy);
        AssessBreach.Map(privacy);
        TakeBreachStep.Map(privacy);
        NotifyBreachAuthority.Map(privacy);
        DecideBreachPeople.Map(privacy);
        CloseBreach.Map(privacy);
        ListProcessing.Map(privacy);
        ReadProcessingDocument.Map(privacy);
        WriteProcessingDocument.Map(privacy);
        ReadConfidentiality.Map(privacy);
        AcceptConfidentiality.Map(privacy);
        ListConfidentiality.Map(privacy);
        ReadPrivacyReference.Map(privacy);
    }
}
