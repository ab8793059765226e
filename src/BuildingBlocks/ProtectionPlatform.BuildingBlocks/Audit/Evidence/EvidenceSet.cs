using System.Text.Json;
using ProtectionPlatform.BuildingBlocks.Audit.Sealing;

namespace ProtectionPlatform.BuildingBlocks.Audit.Evidence;

/// <summary>What is handed out of a case, and what of it stays.</summary>
internal static class EvidenceSet
{
    /// <summary>What the caller said, and what a foreign program wrote in a form that has no canonical spelling.</summary>
    /// <exception cref="Web.ProblemException">Something else than events of this case is named (400).</exception>
    public static HashSet<Guid> Withheld(IReadOnlyList<Guid>? asked, IReadOnlyList<ProvenEvent> events)
    {
        var unknown = (asked ?? []).Except(events.Select(e => e.Event.Id)).ToList();
        if (unknown.Count > 0)
            throw LedgerAccess.Invalid("withheld", $"Không phải sự kiện của ca này: {string.Join(", ", unknown)}.", $"Not events of this case: {string.Join(", ", unknown)}.");
        return [.. asked ?? [], .. events.Where(e => !e.IsCanonical).Select(e => e.Event.Id)];
    }

    /// <summary>The reference people know the case by, as its first event that has one says.</summary>
    public static string ReferenceOf(IReadOnlyList<ProvenEvent> events)
    {
        foreach (var e in events.Where(e => e.IsCanonical))
        {
            using var data = JsonDocument.Parse(e.Payload);
            if (data.RootElement.ValueKind == JsonValueKind.Object && data.RootElement.TryGetProperty("reference", out var reference) && reference.ValueKind == JsonValueKind.String)
                return reference.GetString()!;
        }

        return events[0].Event.StreamId.ToString();
    }
}
