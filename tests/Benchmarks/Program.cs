using System.Runtime.InteropServices;
using ProtectionPlatform.Benchmarks;

// What the platform exists for, each beside its floor in the same run: dotnet run -c Release --project tests/Benchmarks -- [names]
var benchmarks = new Dictionary<string, Func<Table, Task>>
{
    ["append"] = AppendingEvents.Run,
    ["load"] = LoadingStreams.Run,
    ["read"] = ReadingInOrder.Run,
    ["rebuild"] = RebuildingReadModels.Run,
    ["seal"] = Sealing.Run,
    ["proof"] = Proving.Run,
    ["bundle"] = VerifyingBundles.Run,
    ["replay"] = ReplayingCases.Run,
    ["functions"] = Functions.Run,
    ["hidden"] = NotYoursNotThere.Run,
    ["cases"] = ManyCases.Run,
};

var chosen = args.Length > 0 ? args : [.. benchmarks.Keys];
if (chosen.Where(name => !benchmarks.ContainsKey(name)).ToList() is { Count: > 0 } unknown)
{
    Console.Error.WriteLine($"There is no benchmark {string.Join(", ", unknown)}. There are: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}

// Interrupted or not, no server and no folder is left behind; cleaned up once, whoever comes first.
var cleanUp = new Lazy<Task>(async () =>
{
    await RunningPlatform.Stop();
    await SealedMillion.Stop();
    await DurablePostgres.Stop();
    Scratch.Delete();
});
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
var table = new Table();
try
{
    var machine = await Machine.Describe();
    foreach (var name in chosen)
    {
        Console.Error.WriteLine($"== {name}");
        await benchmarks[name](table);
    }

    Console.WriteLine($"{machine}\n\n{table}");
    return 0;
}
finally
{
    await cleanUp.Value;
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    cleanUp.Value.GetAwaiter().GetResult();
    Environment.Exit(130);
}
