using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Modules;

namespace ProtectionPlatform.Cases;

/// <summary>The module Cases: its table of contents.</summary>
public sealed class CasesModule : IModule
{
    public void Register(ModuleBuilder module)
    {
    }

    public void Map(IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/cases").WithTags("Cases");
        _ = routes;
    }
}
