using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Audit.Sealing;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.Benchmarks;

/// <summary>Inclusion proofs out of a log of a million: from the stored tiles, and as an auditor asks for them.</summary>
internal static class Proving
{
    private const int Runs = 300;
    private const string Hashes = "at most 25 hashes";
    private const string Time = "at most 20 ms";

    public static async Task Run(Table table)
    {
        var book = (await SealedMillion.Get()).Book;
        var log = book.Services.GetRequiredService<SealedLog>();
        var leaves = new Random(1).GetItems(Enumerable.Range(0, SealedMillion.Events).ToArray(), Runs + 20);

        var (most, times) = (0, new List<double>());
        foreach (var leaf in leaves)
        {
            var (proof, root) = ((IReadOnlyList<byte[]>)[], (byte[])[]);
            times.Add(await Timing.Time(async () => (proof, root) = await log.Inclusion(leaf, SealedMillion.Events, CancellationToken.None)));
            if (!MerkleTree.VerifyInclusion((await log.LeafAt(leaf + 1, CancellationToken.None))!.Hash, leaf, SealedMillion.Events, proof, root))
                throw new InvalidOperationException("A proof is wrong.");
            most = Math.Max(most, proof.Count);
        }

        table.Add("hashes of an inclusion proof at 1,000,000 leaves, at most", most.ToString(CultureInfo.InvariantCulture), asked: Hashes);
        table.Add("inclusion proof and root from stored tiles at 1,000,000 leaves, p50 (p95)", times[^Runs..].Spread(), asked: Time);

        await using var platform = await RunningPlatform.Start(book.ConnectionString);
        var auditor = await platform.SignIn("auditor");
        var answers = new List<double>();
        foreach (var leaf in leaves) answers.Add(await Timing.Time(() => auditor.Read($"/api/v1/audit/proofs/inclusion?sequence={leaf + 1}")));
        table.Add("the same over HTTP, with entry and checkpoint, p50 (p95)", answers[^Runs..].Spread(), asked: Time);
    }
}
