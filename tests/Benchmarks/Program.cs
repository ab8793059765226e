using ProtectionPlatform.Benchmarks;

// Timings of what the platform exists for, each beside its floor in the same run: dotnet run -c Release --project tests/Benchmarks -- [names]
var loads = new Dictionary<string, Func<Table, Task>>
{
    ["append"] = AppendingEvents.Run,
    ["load"] = LoadingStreams.Run,
    ["read"] = ReadingInOrder.Run,
    ["hidden"] = NotYoursNotThere.Run,
};

if (args is ["functions", .. var rest])
{
    BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Table).Assembly).Run(rest.Length > 0 ? rest : ["--filter", "*"]);
    return 0;
}

var chosen = args.Length > 0 ? args : [.. loads.Keys];
if (chosen.Where(name => !loads.ContainsKey(name)).ToList() is { Count: > 0 } unknown)
{
    Console.Error.WriteLine($"There is no benchmark {string.Join(", ", unknown)}. There are: functions, {string.Join(", ", loads.Keys)}.");
    return 2;
}

var table = new Table();
try
{
    foreach (var name in chosen)
    {
        Console.Error.WriteLine($"== {name}");
        await loads[name](table);
    }
}
finally
{
    await DurablePostgres.Stop();
}

Console.WriteLine(table);
return 0;
