using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Referrals.Providers;

/// <summary>A provider came into the directory. Contact details are an organisation's, not a person's.</summary>
/// <param name="ValidFrom">First day on which it may be chosen.</param>
/// <param name="ValidTo">Last day; null when open.</param>
internal sealed record ProviderRegisteredEvent(
    Guid OrganisationId, string Name, ProviderKind Kind, string Area, IReadOnlyList<string> Services, string Hours, string Phone, string? Email,
    int? Capacity, string? AgreementNumber, DateOnly? AgreementValidTo, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>An entry of the provider directory.</summary>
internal sealed record Provider(Guid OrganisationId) : IState<Provider>
{
    /// <summary>One stream an organisation, so that it cannot be registered twice.</summary>
    public static Guid StreamOf(Guid organisationId) => EventStore.Derived($"referrals/provider/{organisationId}");

    public static Provider? Evolve(Provider? before, RecordedEvent happened) =>
        happened.Data is ProviderRegisteredEvent registered ? new Provider(registered.OrganisationId) : before;
}

/// <summary>What sending a referral needs to know of a provider.</summary>
internal sealed record ProviderEntry(Guid OrganisationId, string Name, ProviderKind Kind, DateOnly ValidFrom, DateOnly? ValidTo)
{
    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}
