using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.Cases.Contracts;
using ProtectionPlatform.Privacy.Contracts;
using ProtectionPlatform.Referrals.Answering;
using ProtectionPlatform.Referrals.Contracts;
using ProtectionPlatform.Referrals.KnowingCases;
using ProtectionPlatform.Referrals.Providers;
using ProtectionPlatform.Referrals.Reading;
using ProtectionPlatform.Referrals.Sending;
using ProtectionPlatform.Referrals.Serving;

namespace ProtectionPlatform.Referrals;

/// <summary>The module Referrals: a school asks a provider for help for a child, and follows what comes of it.</summary>
public sealed class ReferralsModule : IModule
{
    internal const string KnownCases = "referrals.cases_v1";
    internal const string List = "referrals.list_v1";
    internal const string ProviderList = "referrals.providers_v1";

    public void Register(ModuleBuilder module) => module
        .Stream<Referral>("referral")
        .Event<ReferralSentEvent>("referral_sent", "Gửi yêu cầu chuyển gửi", "Referral sent")
        .Event<ReferralAcknowledgedEvent>("referral_acknowledged", "Cơ sở đã nhận được chuyển gửi", "Referral acknowledged")
        .Event<ReferralAcceptedEvent>("referral_accepted", "Cơ sở nhận lời", "Referral accepted")
        .Event<ReferralDeclinedEvent>("referral_declined", "Cơ sở từ chối", "Referral declined")
        .Event<ReferralServiceStartedEvent>("referral_service_started", "Bắt đầu hỗ trợ theo chuyển gửi", "Referred service started")
        .Event<ReferralProgressNotedEvent>("referral_progress_noted", "Ghi tiến độ chuyển gửi", "Referral progress noted")
        .Event<ReferralCompletedEvent>("referral_completed", "Hoàn thành chuyển gửi", "Referral completed")
        .Event<ReferralCancelledEvent>("referral_cancelled", "Rút yêu cầu chuyển gửi", "Referral withdrawn")
        .NotToAct<ReferralDeclinedEvent>("ReferralDeclined", (e, _, _) => new(e.Reason, e.Referral.CaseId, e.Referral.Reference, e.Referral.SenderOrganisationId))
        .NotToAct<ReferralCancelledEvent>("ReferralCancelled", (e, _, _) => new(e.Reason, e.Referral.CaseId, e.Referral.Reference, e.Referral.SenderOrganisationId))
        .Stream<Provider>("provider")
        .Event<ProviderRegisteredEvent>("provider_registered", "Đăng ký cơ sở cung cấp dịch vụ", "Service provider registered")
        .Words(ReferralWords.Tell)
        .TellsOfCase<ReferralSentEvent>((e, _) => e.CaseId)
        .Publishes<ReferralSentEvent, ReferralSent>((e, happened) => new(happened.StreamId, e.Reference, e.CaseId, e.SenderOrganisationId, e.SentBy,
            e.ProviderId, e.PlanNumber, e.ActionNumber, e.SentAt, e.AnswerDueAt, e.Basis == DisclosureBasis.Consent))
        .Publishes<ReferralAcknowledgedEvent, ReferralAcknowledged>((e, happened) => new(happened.StreamId, e.Referral.Reference, e.Referral.CaseId, e.Referral.SenderOrganisationId, e.Referral.SentBy, happened.OccurredAt))
        .Publishes<ReferralAcceptedEvent, ReferralAccepted>((e, happened) => new(happened.StreamId, e.Referral.Reference, e.Referral.CaseId, e.Referral.SenderOrganisationId, e.Referral.SentBy, happened.OccurredAt))
        .Publishes<ReferralDeclinedEvent, ReferralDeclined>((e, happened) => new(happened.StreamId, e.Referral.Reference, e.Referral.CaseId, e.Referral.SenderOrganisationId, e.Referral.SentBy, happened.OccurredAt))
        .Publishes<ReferralServiceStartedEvent, ReferralServiceStarted>((e, happened) => new(happened.StreamId, e.Referral.Reference, e.Referral.CaseId, e.Referral.SenderOrganisationId, e.Referral.SentBy, happened.OccurredAt))
        .Publishes<ReferralCompletedEvent, ReferralCompleted>((e, happened) => new(happened.StreamId, e.Referral.Reference, e.Referral.CaseId, e.Referral.SenderOrganisationId, e.Referral.SentBy, happened.OccurredAt))
        .Publishes<ReferralCancelledEvent, ReferralCancelled>((e, happened) => new(happened.StreamId, e.Referral.Reference, e.Referral.CaseId, e.Referral.SenderOrganisationId, e.Referral.SentBy, happened.OccurredAt))
        // All three park: their rows are of one case, one referral, one provider each, and do not depend on those of others.
        .Subscribes(KnownCases, SubscriptionStart.Beginning, ("Những gì phân hệ chuyển gửi biết về các ca", "What referrals know of cases"), on => on
            .Message<ConcernReported>(ConcernReportedHandler.Handle)
            .Message<CaseSchoolSet>(CaseSchoolSetHandler.Handle)
            .Message<PlanApproved>(PlanApprovedHandler.Handle)
            .Message<CaseClosed>(CaseClosedHandler.Handle)
            .Message<CaseReopened>(CaseReopenedHandler.Handle)
            .Message<ConsentStandingSet>(ConsentStandingSetHandler.Handle), tables: ["referrals.cases_v1", "referrals.plan_actions_v1", "referrals.consents_v1"], parksStreams: true)
        .Subscribes(List, SubscriptionStart.Beginning, ("Danh sách giấy chuyển gửi", "List of referrals"), on => on
            .Event<ReferralSentEvent>(ReferralList.On)
            .Event<ReferralAcknowledgedEvent>(ReferralList.On)
            .Event<ReferralAcceptedEvent>(ReferralList.On)
            .Event<ReferralDeclinedEvent>(ReferralList.On)
            .Event<ReferralServiceStartedEvent>(ReferralList.On)
            .Event<ReferralProgressNotedEvent>(ReferralList.On)
            .Event<ReferralCompletedEvent>(ReferralList.On)
            .Event<ReferralCancelledEvent>(ReferralList.On)
            .Message<PersonalDataErased>(PersonalDataErasedHandler.Handle), tables: ["referrals.list_v1"], parksStreams: true)
        .Subscribes(ProviderList, SubscriptionStart.Beginning, ("Danh bạ cơ sở cung cấp dịch vụ", "Directory of service providers"),
            on => on.Event<ProviderRegisteredEvent>(ProviderDirectory.On), tables: ["referrals.providers_v1"], parksStreams: true);

    public void Map(IEndpointRouteBuilder api)
    {
        var referrals = api.MapGroup("/referrals").WithTags("Referrals");
        ListProviders.Map(referrals);
        RegisterProvider.Map(referrals);
        SendReferral.Map(referrals);
        ListReferrals.Map(referrals);
        GetReferral.Map(referrals);
        AcknowledgeReferral.Map(referrals);
        AcceptReferral.Map(referrals);
        DeclineReferral.Map(referrals);
        NoteProgress.Map(referrals);
        CompleteReferral.Map(referrals);
        CancelReferral.Map(referrals);
    }
}
