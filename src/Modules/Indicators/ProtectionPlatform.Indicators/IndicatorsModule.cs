using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Modules;

namespace ProtectionPlatform.Indicators;

/// <summary>The module Indicators: its table of contents.</summary>
public sealed class IndicatorsModule : IModule
{
    public void Register(ModuleBuilder module)
    {
    }

    public void Map(IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/indicators").WithTags("Indicators");
        _ = routes;
    }
}
