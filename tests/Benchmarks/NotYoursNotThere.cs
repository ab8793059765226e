using ProtectionPlatform.Access.Demo;

namespace ProtectionPlatform.Benchmarks;

/// <summary>
/// Whether the time of an answer tells that a case exists: a case of another school and one the caller is excluded from by name, beside one that is not there,
/// taken in turns. The case is short, then as long as cases get.
/// </summary>
internal static class NotYoursNotThere
{
    private const int Calls = 500;

    public static async Task Run(Table table)
    {
        await using var platform = await RunningPlatform.Start(await DurablePostgres.CreateDatabase());
        var focal = await platform.SignIn("focalperson");
        var stranger = await platform.SignIn("principal2");
        var excluded = await platform.SignIn("principal");
        var reported = await focal.Post("/api/v1/cases/reports", new { channel = "InPerson", whatHappened = "Chuyện minh họa.", knownAt = DateTimeOffset.UtcNow.AddMinutes(-5) });
        var path = $"/api/v1/cases/{reported["caseId"]!.GetValue<string>()}";
        var version = (await focal.Post($"{path}/exclusions", new { personId = DemoIds.Principal, ground = "SuspectedPerson", reason = "Minh họa." }, reported["version"]!.GetValue<long>()))["version"]!.GetValue<long>();
        foreach (var events in new[] { version, 100 })
        {
            for (; version < events; version++) await focal.Post($"{path}/assignment", new { assigneeId = version % 2 == 0 ? DemoIds.SocialWorker : DemoIds.Counsellor }, version);
            foreach (var (whose, caller) in new[] { ("of another school", stranger), ("from which one is excluded", excluded) })
            {
                var (theirs, nowhere) = await Timing.Paired(Calls, _ => caller.Refused(path), _ => caller.Refused($"/api/v1/cases/{Guid.CreateVersion7()}"), warmUp: 50);
                table.Add($"404 for a case {whose}, {events} events, beside one that is not there; median of {Calls}", theirs.Median().Ms(), nowhere.Median().Ms(), theirs.Median() / nowhere.Median(), "0.9 to 1.1");
            }
        }
    }
}
