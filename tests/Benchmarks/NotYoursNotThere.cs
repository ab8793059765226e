using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ProtectionPlatform.Benchmarks;

/// <summary>
/// Whether the time of an answer tells that a case exists: "not yours" (another school's), "not yours by name" (excluded) and "not there", 500 calls each, taken in turn,
/// against the whole platform with the demonstration people.
/// </summary>
internal static class NotYoursNotThere
{
    private const int Calls = 500;

    public static async Task Run(Table table)
    {
        await using var host = await WholePlatform.Start();
        using var focal = await host.SignIn("focalperson");
        var report = await focal.Post("/api/v1/cases/reports", new { channel = "InPerson", whatHappened = "Chuyện minh họa.", knownAt = DateTimeOffset.UtcNow.AddMinutes(-5) });
        var caseId = report["caseId"]!.GetValue<string>();
        var version = report["version"]!.GetValue<long>();
        await focal.Post($"/api/v1/cases/{caseId}/exclusions", new { personId = await host.IdOf("principal"), ground = "SuspectedPerson", reason = "Minh họa." }, version);
        using var stranger = await host.SignIn("principal2");
        using var excluded = await host.SignIn("principal");

        foreach (var (name, caller) in new[] { ("of another school", stranger), ("by name", excluded) })
        {
            var (theirs, nowhere) = await Timing.Paired(Calls, _ => caller.Refused($"/api/v1/cases/{caseId}"), _ => caller.Refused($"/api/v1/cases/{Guid.CreateVersion7()}"), warmUp: 50);
            table.Add(string.Create(CultureInfo.InvariantCulture, $"404 for a case not yours {name}, median of {Calls}"), $"{theirs.Median():0.00} ms", $"{nowhere.Median():0.00} ms", theirs.Median() / nowhere.Median(), "0.9 to 1.1");
        }
    }
}
