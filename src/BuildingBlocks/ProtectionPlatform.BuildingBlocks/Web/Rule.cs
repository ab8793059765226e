namespace ProtectionPlatform.BuildingBlocks.Web;

/// <summary>
/// A named refusal: the contract callers branch on (<c>/problems/{Code}</c>), with its words in both languages and its legal source.
/// </summary>
/// <param name="Code">Stable kebab-case name.</param>
/// <param name="Vi">What is refused and why, in Vietnamese; may hold {0}, {1} for facts that are not personal data.</param>
/// <param name="En">The same in English.</param>
/// <param name="Source">Law article or "[D]" design rule; null for technical rules.</param>
/// <param name="AllowedVi">What may be done instead.</param>
/// <param name="AllowedEn">The same in English.</param>
/// <param name="Status">HTTP status; 409 for business refusals.</param>
public sealed record Rule(
    string Code, string Vi, string En, string? Source = null, string? AllowedVi = null, string? AllowedEn = null, int Status = 409)
{
    public string Type => $"/problems/{Code}";
}

/// <summary>A rule refused something, with the facts its words mention.</summary>
public sealed record Refusal(Rule Rule, IReadOnlyList<object> Facts);
