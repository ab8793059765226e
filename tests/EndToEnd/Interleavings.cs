using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.EndToEnd.Journey;
using ProtectionPlatform.TestServer;
using Xunit.Abstractions;

namespace ProtectionPlatform.EndToEnd;

/// <summary>
/// Two devices of one worker or of two, with the user interface's own outbox, against the running host: they write, lose connections,
/// requests, answers and their power, send twice and decide conflicts, in random order. OFFLINE_INTERLEAVINGS sets how many
/// (10,000 were asked for once), OFFLINE_SEED repeats a run.
/// </summary>
public sealed class Two_devices_without_a_connection(ITestOutputHelper output)
{
    private static string Setting(string name, string otherwise) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } given ? given : otherwise;

    [Fact]
    public async Task Lose_nothing_double_nothing_and_keep_their_order_whatever_happens_between_them()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        using var host = await RunningHost.Start(database);
        var seed = Setting("OFFLINE_SEED", Random.Shared.Next(1, 1_000_000_000).ToString(CultureInfo.InvariantCulture));
        var script = await Bundled();
        using var devices = Process.Start(new ProcessStartInfo("node", [script, host.Address.ToString(), AccessDemo.Password, Setting("OFFLINE_INTERLEAVINGS", "100"), seed])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var complaints = devices.StandardError.ReadToEndAsync();
        var said = (await devices.StandardOutput.ReadToEndAsync()).Trim();
        await devices.WaitForExitAsync();
        devices.ExitCode.ShouldBe(0, $"OFFLINE_SEED={seed}\n{await complaints}");

        output.WriteLine($"OFFLINE_SEED={seed}: {said}");
        var sum = JsonNode.Parse(said)!;
        int Of(string name) => sum[name]!.GetValue<int>();
        Of("inHistory").ShouldBeGreaterThan(0);
        Of("conflicts").ShouldBeGreaterThan(0, "no two devices ever met");

        // Each report that was answered is there once; one whose answer was lost and which its writer then gave up may be.
        await using var sql = NpgsqlDataSource.Create(database);
        await using var count = sql.CreateCommand("select count(*) from events.mt_events where type = 'concern_reported'");
        var reports = (int)(long)(await count.ExecuteScalarAsync())!;
        reports.ShouldBeInRange(Of("reports") + Of("setUpReports"), Of("reports") + Of("setUpReports") + Of("uncertainReports"));
    }

    /// <summary>The outbox as the user interface has it, and what drives it, as one program for Node.</summary>
    private static async Task<string> Bundled()
    {
        var ui = Path.Combine(Stage.Repository, "src", "Host", "ui");
        var script = Path.Combine(Directory.CreateTempSubdirectory("protectionplatform-interleavings-").FullName, "interleavings.mjs");
        using var bundling = Process.Start(new ProcessStartInfo("node",
            [Path.Combine(ui, "node_modules", "rolldown", "bin", "cli.mjs"), "src/testing/interleavings/main.ts", "--file", script, "--platform", "node", "--format", "esm"])
        {
            WorkingDirectory = ui,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var told = await Task.WhenAll(bundling.StandardOutput.ReadToEndAsync(), bundling.StandardError.ReadToEndAsync());
        await bundling.WaitForExitAsync();
        bundling.ExitCode.ShouldBe(0, string.Join('\n', told));
        return script;
    }
}
