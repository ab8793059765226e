using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>The sealed ledger in a host.</summary>
public static class LedgerRegistration
{
    /// <summary>Registers sealing, checks and anchors as the section <c>Ledger</c> configures them.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="dataFolder">Where the platform keeps its data, for the signing key.</param>
    public static IServiceCollection AddLedger(this IServiceCollection services, IConfiguration configuration, Lazy<string> dataFolder)
    {
        services.AddSingleton(new LedgerSettings(configuration, dataFolder));
        services.AddSingleton<SealedLog>().AddSingleton<SigningKeys>().AddSingleton<LedgerFindings>().AddSingleton<LedgerCheck>();
        services.AddSingleton<Sealer>().AddHostedService(s => s.GetRequiredService<Sealer>());
        services.AddSingleton<FullLedgerCheck>().AddHostedService(s => s.GetRequiredService<FullLedgerCheck>());
        services.AddSingleton<AnchorDelivery>().AddSingleton<Anchoring>().AddHostedService(s => s.GetRequiredService<Anchoring>());
        return services;
    }

    /// <summary>Maps <c>/audit/log</c>, checkpoints, proofs, the ledger's state, checks and key rotation.</summary>
    /// <param name="api">The group <c>/api/v1</c>.</param>
    public static void MapLedger(this IEndpointRouteBuilder api)
    {
        ServeLog.Map(api);
        ReadProofs.Map(api);
        ReadLedger.Map(api);
        KeyRotation.Map(api);
        Anchoring.Map(api);
    }
}
