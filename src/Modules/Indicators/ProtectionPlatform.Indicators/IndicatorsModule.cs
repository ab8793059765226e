using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.Cases.Contracts;
using ProtectionPlatform.Indicators.Catalogue;
using ProtectionPlatform.Indicators.Measuring;
using ProtectionPlatform.Indicators.Operating;
using ProtectionPlatform.Indicators.Plans;
using ProtectionPlatform.Referrals.Contracts;
using ProtectionPlatform.Training.Contracts;

namespace ProtectionPlatform.Indicators;

/// <summary>The module Indicators: its table of contents.</summary>
public sealed class IndicatorsModule : IModule
{
    internal const string PlansSubscription = "indicators.plans_v1";
    internal const string MeasurementsSubscription = "indicators.measurements_v1";
    internal const string OperationalSubscription = "indicators.operational_v1";

    public void Register(ModuleBuilder module)
    {
        module.Stream<ActionPlan>("action_plan").Event<PlanAdoptedEvent>("plan_adopted", "Ban hành kế hoạch thực hiện chỉ tiêu", "Action plan adopted");
        module.Stream<Measurement>("measurement")
            .Event<MeasurementEnteredEvent>("measurement_entered", "Nhập số liệu chỉ tiêu", "Indicator figure entered")
            .Event<MeasurementApprovedEvent>("measurement_approved", "Duyệt số liệu chỉ tiêu", "Indicator figure approved")
            .Event<MeasurementReturnedEvent>("measurement_returned", "Trả lại số liệu chỉ tiêu", "Indicator figure returned")
            .SecondPerson<MeasurementApprovedEvent>("MeasurementApproval", (_, story) => [story.Last<MeasurementEnteredEvent>()])
            .SecondPerson<MeasurementReturnedEvent>("MeasurementApproval", (_, story) => [story.Last<MeasurementEnteredEvent>()]);
        // None of these parks: a figure that is visibly late does less harm than one that is silently incomplete.
        module.Subscribes(PlansSubscription, SubscriptionStart.Beginning, ("Kế hoạch và chỉ tiêu đã ban hành", "Adopted plans and their targets"),
            on => on.Event<PlanAdoptedEvent>(PlansProjection.On), tables: ["indicators.plans_v1", "indicators.plan_targets_v1"]);
        module.Subscribes(MeasurementsSubscription, SubscriptionStart.Beginning, ("Số liệu đã nhập và đã duyệt", "Figures entered and approved"), on => on
            .Event<MeasurementEnteredEvent>(MeasurementsProjection.On)
            .Event<MeasurementApprovedEvent>(MeasurementsProjection.On)
            .Event<MeasurementReturnedEvent>(MeasurementsProjection.On), tables: ["indicators.measurements_v1"]);
        module.Subscribes(OperationalSubscription, SubscriptionStart.Beginning, ("Chỉ số vận hành, đếm từ thời hạn, chuyển gửi và tập huấn", "Operational figures, counted from clocks, referrals and training"), on => on
            .Message<DeadlineStarted>(DeadlineStartedHandler.Handle)
            .Message<DeadlineSettled>(DeadlineSettledHandler.Handle)
            .Message<CaseSchoolSet>(CaseSchoolSetHandler.Handle)
            .Message<ReferralSent>(ReferralSentHandler.Handle)
            .Message<ReferralAccepted>(ReferralAcceptedHandler.Handle)
            .Message<TrainingAttended>(TrainingAttendedHandler.Handle)
            .Message<WorkforceCounted>(WorkforceCountedHandler.Handle),
            tables: ["indicators.clocks_v1", "indicators.referrals_v1", "indicators.sessions_v1", "indicators.workforce_v1"]);
        module.Services.AddScoped<IndicatorAccess>();
        module.Services.AddSingleton<CatalogueLoader>();
        module.Services.AddHostedService(services => services.GetRequiredService<CatalogueLoader>());
    }

    public void Map(IEndpointRouteBuilder api)
    {
        var indicators = api.MapGroup("/indicators").WithTags("Indicators");
        ListIndicators.Map(indicators);
        ListPlans.Map(indicators);
        ReadPlan.Map(indicators);
        AdoptPlan.Map(indicators);
        ListMeasurements.Map(indicators);
        EnterMeasurement.Map(indicators);
        ApproveMeasurement.Map(indicators);
        ReadTrend.Map(indicators);
        ReadOperational.Map(indicators);
    }
}
