using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.Cases.Contracts;
using ProtectionPlatform.Communications.Mailing;
using ProtectionPlatform.Communications.Notifying;
using ProtectionPlatform.Communications.Reading;
using ProtectionPlatform.Privacy.Contracts;
using ProtectionPlatform.Referrals.Contracts;

namespace ProtectionPlatform.Communications;

/// <summary>The module Communications: its table of contents.</summary>
public sealed class CommunicationsModule : IModule
{
    internal const string NoticesSubscription = "communications.notices_v1";

    public void Register(ModuleBuilder module)
    {
        // One subscription for all: the facts it keeps of a case and the notices that need them stay in the order of the log.
        // Parks: what cannot be told of one case must not keep the notices and clocks of other children from those who act on them.
        module.Subscribes(NoticesSubscription, SubscriptionStart.Beginning, ("Thông báo và thư điện tử gửi những người cần biết", "Notices and e-mails to those who need to know"), on => on
            .Message<ConcernReported>(ConcernReportedHandler.Handle)
            .Message<CaseSchoolSet>(CaseSchoolSetHandler.Handle)
            .Message<CaseAssigned>(CaseAssignedHandler.Handle)
            .Message<AssignmentUndone>(AssignmentUndoneHandler.Handle)
            .Message<HandOverProposed>(HandOverProposedHandler.Handle)
            .Message<HandOverAccepted>(HandOverAcceptedHandler.Handle)
            .Message<HandOverDeclined>(HandOverDeclinedHandler.Handle)
            .Message<TriageClosureProposed>(TriageClosureProposedHandler.Handle)
            .Message<DeadlineWarned>(DeadlineWarnedHandler.Handle)
            .Message<DeadlineMissed>(DeadlineMissedHandler.Handle)
            .Message<DeadlineEscalated>(DeadlineEscalatedHandler.Handle)
            .Message<TransferOffered>(TransferOfferedHandler.Handle)
            .Message<TransferAccepted>(TransferAcceptedHandler.Handle)
            .Message<TransferDeclined>(TransferDeclinedHandler.Handle)
            .Message<PlanSubmitted>(PlanSubmittedHandler.Handle)
            .Message<WaiverRequested>(WaiverRequestedHandler.Handle)
            .Message<LowerRiskProposed>(LowerRiskProposedHandler.Handle)
            .Message<MergeProposed>(MergeProposedHandler.Handle)
            .Message<ErasureProposed>(ErasureProposedHandler.Handle)
            .Message<BestInterestProposed>(BestInterestProposedHandler.Handle)
            .Message<UrgentAccessTaken>(UrgentAccessTakenHandler.Handle)
            .Message<ReferralSent>(ReferralSentHandler.Handle)
            .Message<ReferralAccepted>(ReferralAcceptedHandler.Handle)
            .Message<ReferralDeclined>(ReferralDeclinedHandler.Handle)
            .Message<ReferralCompleted>(ReferralCompletedHandler.Handle), parksStreams: true);
        module.Services.AddSingleton<MailSettings>().AddSingleton<MailSender>();
    }

    /// <summary>Whether a mail server is set, so that there is something to run <see cref="SendMail"/> for.</summary>
    public static bool SendsMail(IServiceProvider services) => services.GetRequiredService<MailSettings>().HasServer;

    /// <summary>Sends queued e-mail until told to stop. Which process does it is the host's choice; several may, one at a time sends.</summary>
    public static Task SendMail(IServiceProvider services, CancellationToken stop) => services.GetRequiredService<MailSender>().Run(stop);

    public void Map(IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/communications").WithTags("Communications");
        ListNotices.Map(routes);
        MarkNoticeRead.Map(routes);
        MarkAllNoticesRead.Map(routes);
        ListDeliveries.Map(routes);
    }
}
