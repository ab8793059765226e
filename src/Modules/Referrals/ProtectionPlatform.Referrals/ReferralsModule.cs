using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Modules;

namespace ProtectionPlatform.Referrals;

/// <summary>The module Referrals: its table of contents.</summary>
public sealed class ReferralsModule : IModule
{
    public void Register(ModuleBuilder module)
    {
    }

    public void Map(IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/referrals").WithTags("Referrals");
        _ = routes;
    }
}
