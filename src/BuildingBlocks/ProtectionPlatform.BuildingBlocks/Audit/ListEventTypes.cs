using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Audit;

/// <summary>What every recorded event is called, and the keys and codes of its data: words only, nothing that happened.</summary>
public static class ListEventTypes
{
    /// <param name="Type">Stored name.</param>
    /// <param name="Module">Module that records it.</param>
    /// <param name="Fields">Keys of its data in the order they are written.</param>
    public sealed record EventType(string Type, string Module, string Vi, string En, IReadOnlyList<Field> Fields);

    /// <param name="Path">Keys joined by dots; places in lists are left out, <c>*</c> stands for the keys of a dictionary.</param>
    /// <param name="Codes">Words of the values, when those are codes.</param>
    public sealed record Field(string Path, string Vi, string En, IReadOnlyDictionary<string, Wording>? Codes);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/audit/event-types", (EventTypes types, EventWords words) =>
            TypedResults.Ok<IReadOnlyList<EventType>>([.. types.StoredNames.Select(name => Describe(name, types, words))]))
        .WithTags("Audit")
        .Reads<IReadOnlyList<EventType>>("listEventTypes", "Tên các loại sự kiện / Names of event types",
            "For everybody signed in. Each stored name with its title, and what the keys and codes of its data are called. Changes only with the platform's version.");

    private static EventType Describe(string name, EventTypes types, EventWords words)
    {
        var title = types.TitleOf(name);
        var module = types.ModuleOf(name)!;
        return new EventType(name, module, title.Vi, title.En,
            [.. words.Of(module, types.ClassOf(name)).Values.Select(f => new Field(f.Path, f.Name.Vi, f.Name.En, f.Codes))]);
    }
}
