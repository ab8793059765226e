using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Audit.Sealing;

namespace ProtectionPlatform.Benchmarks;

/// <summary>A log of a million events, sealed by the platform's own sealer; made once for all who measure on it.</summary>
internal static class SealedMillion
{
    public const int Events = 1_000_000;

    private static readonly Lazy<Task<(Ledgerbook Book, double Milliseconds)>> Made = new(Make);

    /// <summary>The log, and how long sealing it took.</summary>
    public static Task<(Ledgerbook Book, double Milliseconds)> Get() => Made.Value;

    public static async Task Stop()
    {
        if (Made is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await Made.Value).Book.DisposeAsync();
    }

    private static async Task<(Ledgerbook, double)> Make()
    {
        var book = await Ledgerbook.Open();
        await ManyEvents.Fill(book, Events);
        var sealer = book.Services.GetRequiredService<Sealer>();
        var took = await Timing.Time(async () =>
        {
            if (!await sealer.SealAll(CancellationToken.None)) throw new InvalidOperationException("Somebody else seals this log.");
        });
        await using var findings = book.Plain.CreateCommand("select (select count(*) from ledger.findings) + abs($1 - (select signed_size from ledger.log))");
        findings.Parameters.Add(new() { Value = (long)Events });
        if ((long)(await findings.ExecuteScalarAsync())! != 0) throw new InvalidOperationException("The log is not sealed as it was filled.");
        return (book, took);
    }
}
