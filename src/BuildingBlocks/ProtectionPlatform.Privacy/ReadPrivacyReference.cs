using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Privacy.Consents;

namespace ProtectionPlatform.Privacy;

/// <summary>Texts and limits the registers work by, each with its version.</summary>
internal static class ReadPrivacyReference
{
    public sealed record Answer(IReadOnlyList<ConsentText> ConsentTexts, IReadOnlyList<TimeLimit> TimeLimits);

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapGet("/reference-data", () => new Answer(ConsentTexts.All, TimeLimits.All))
        .Reads<Answer>("readPrivacyReference", "Văn bản đồng ý và các thời hạn / Consent texts and time limits", "Shared reference data that tells of nobody.");
}
