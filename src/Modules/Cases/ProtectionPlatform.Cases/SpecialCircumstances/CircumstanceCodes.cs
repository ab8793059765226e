using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.SpecialCircumstances;

/// <param name="Verified">Whether the wording was compared with the published text.</param>
internal sealed record CircumstanceSubType(string Code, string NameVi, string NameEn, string Source, bool Verified);

/// <param name="Kind">SpecialCircumstance (Article 10 of the Law on Children), Household or Disaster.</param>
internal sealed record CircumstanceGroup(string Code, string Kind, string NameVi, string NameEn, string Source, bool Verified, IReadOnlyList<CircumstanceSubType> SubTypes)
{
    public bool OfDisasters => Kind == "Disaster";
}

internal sealed record RegisterCode(string Code, string NameVi, string NameEn);

/// <summary>The groups, kinds of help and kinds of disaster: data, as the law and the school's plan name them.</summary>
internal sealed record CircumstanceCodes(string Version, IReadOnlyList<CircumstanceGroup> Groups, IReadOnlyList<RegisterCode> SupportKinds, IReadOnlyList<RegisterCode> DisasterKinds)
{
    public static CircumstanceCodes Table { get; } = ReferenceData.Read<CircumstanceCodes>("special-circumstances.json");

    public CircumstanceGroup? Group(string code) => Groups.FirstOrDefault(group => group.Code == code);
}

internal static class ReadCircumstanceCodes
{
    public sealed record Query : IRequest<CircumstanceCodes>;

    public static void Map(IEndpointRouteBuilder circumstances) => circumstances
        .MapGet("/codes", (IMediator send, CancellationToken ct) => send.Send(new Query(), ct))
        .Reads<CircumstanceCodes>("readCircumstanceCodes", "Danh mục hoàn cảnh đặc biệt / Codes of special circumstances",
            "The 14 groups of Article 10 of the Law on Children with their sub-types, poor and near-poor households, disasters; kinds of support and of disaster. verified=false: the wording was not compared with the published text yet.");

    internal sealed class Handler : IRequestHandler<Query, CircumstanceCodes>
    {
        public Task<CircumstanceCodes> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(CircumstanceCodes.Table);
    }
}
