using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Audit.Sealing;

namespace ProtectionPlatform.Benchmarks;

/// <summary>A log of a million events, sealed by the platform's own sealer; made once for all who measure on it.</summary>
internal static class SealedMillion
{
    public const int Events = 1_000_000;

    private static readonly Lazy<Task<Made>> made = new(Make);

    /// <summary>The log, and how many milliseconds sealing and signing it took, and the check of what was sealed.</summary>
    internal sealed record Made(Ledgerbook Book, double Sealing, double Checking);

    public static Task<Made> Get() => made.Value;

    public static async Task Stop()
    {
        if (made is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await made.Value).Book.DisposeAsync();
    }

    private static async Task<Made> Make()
    {
        var book = await Ledgerbook.Open();
        await ManyEvents.Fill(book, Events);
        var sealer = book.Services.GetRequiredService<Sealer>();
        var sealing = await Timing.Time(async () =>
        {
            if (!await sealer.SealAndSign(CancellationToken.None)) throw new InvalidOperationException("Somebody else seals this log.");
        });
        var checking = await Timing.Time(() => book.Services.GetRequiredService<LedgerCheck>().Incremental(CancellationToken.None));
        await using var findings = book.Plain.CreateCommand("select (select count(*) from ledger.findings) + abs($1 - (select signed_size from ledger.log))");
        findings.Parameters.Add(new() { Value = (long)Events });
        if ((long)(await findings.ExecuteScalarAsync())! != 0) throw new InvalidOperationException("The log is not sealed as it was filled.");
        return new(book, sealing, checking);
    }
}
