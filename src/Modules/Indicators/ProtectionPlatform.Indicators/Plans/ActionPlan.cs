using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Indicators.Plans;

/// <summary>An organisation's plan with its targets.</summary>
internal sealed record ActionPlan(Guid OrganisationId, string Code) : IState<ActionPlan>
{
    public static ActionPlan? Evolve(ActionPlan? before, RecordedEvent happened) => happened.Data switch
    {
        PlanAdoptedEvent e => new(e.OrganisationId, e.Code),
        _ => before,
    };
}
