using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Modules;

namespace ProtectionPlatform.Communications;

/// <summary>The module Communications: its table of contents.</summary>
public sealed class CommunicationsModule : IModule
{
    public void Register(ModuleBuilder module)
    {
    }

    public void Map(IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/communications").WithTags("Communications");
        _ = routes;
    }
}
