using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Modules;

namespace ProtectionPlatform.Training;

/// <summary>The module Training: its table of contents.</summary>
public sealed class TrainingModule : IModule
{
    public void Register(ModuleBuilder module)
    {
    }

    public void Map(IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/training").WithTags("Training");
        _ = routes;
    }
}
