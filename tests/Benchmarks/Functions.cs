using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Ledger;
using ProtectionPlatform.Specs.Ledger;

namespace ProtectionPlatform.Benchmarks;

/// <summary>What the platform computes without any database, by BenchmarkDotNet. Names are those of the results table.</summary>
public class Functions
{
    private const int Leaves = 1_000_000;
    private const long Leaf = 654_321;
    private const string Origin = "protectionplatform.example/log";

    private readonly DateTimeOffset at = new(2026, 3, 4, 1, 0, 0, TimeSpan.Zero);
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] json = JsonSerializer.SerializeToUtf8Bytes(Ledgerbook.Line(1), EventTypes.Json);
    private readonly byte[] salt = RandomNumberGenerator.GetBytes(LedgerEntry.SaltLength);
    private readonly (Guid Event, Guid Stream) ids = (Guid.CreateVersion7(), Guid.CreateVersion7());
    private byte[] entry = [], leafHash = [], root = [];
    private Tiles? tiles;
    private IReadOnlyList<byte[]> proof = [];
    private NoteVerifier? verifier;
    private SignedNote? note;
    private List<RecordedEvent> file = [];

    internal static Task Run(Table table)
    {
        // In this process: a project made for each benchmark would build the whole platform again.
        var config = ManualConfig.CreateEmpty().AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance).WithArtifactsPath(Scratch.Folder("functions"));
        var summary = BenchmarkRunner.Run<Functions>(config);
        if (summary.HasCriticalValidationErrors || summary.Reports.Any(r => !r.Success)) throw new InvalidOperationException("A benchmark of a function failed.");
        foreach (var report in summary.Reports) table.Add(report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), Mean(report));
        return Task.CompletedTask;
    }

    private static string Mean(BenchmarkReport report) => string.Create(CultureInfo.InvariantCulture, $"{report.ResultStatistics!.Mean / 1000:#,0.00} µs");

    [GlobalSetup]
    public async Task Prepare()
    {
        entry = Entry();
        leafHash = Hash();
        tiles = await Tiles.Of(Enumerable.Range(0, Leaves).Select(i => i == Leaf ? leafHash : SHA256.HashData(BitConverter.GetBytes(i))));
        root = await tiles.Tree(Leaves).Root(CancellationToken.None);
        proof = await Prove();
        verifier = new NoteVerifier(Origin, key.ExportSubjectPublicKeyInfo());
        note = Sign();
        file = [.. CaseModel.Of(1000).Select((e, i) => new RecordedEvent(i + 1, Guid.CreateVersion7(), ids.Stream, i + 1, e.GetType().Name, e, at, null))];
    }

    [Benchmark(Description = "canonical JSON of an event")]
    public byte[] Canonical() => CanonicalJson.Canonicalize(json);

    [Benchmark(Description = "ledger entry of an event, with the digest of its data")]
    public byte[] Entry() => LedgerEntry.Build("anonymous", at, ids.Event, LedgerEntry.PayloadDigest(salt, json), ids.Stream, "book_line_written", 1);

    [Benchmark(Description = "leaf hash")]
    public byte[] Hash() => LedgerEntry.LeafHash(entry);

    [Benchmark(Description = "node hash")]
    public byte[] Node() => MerkleTree.NodeHash(leafHash, root);

    [Benchmark(Description = "inclusion proof from tiles in memory at 1,000,000 leaves")]
    public async Task<IReadOnlyList<byte[]>> Prove() => await tiles!.Tree(Leaves).InclusionProof(Leaf, CancellationToken.None);

    [Benchmark(Description = "verification of that proof")]
    public bool Verify() => MerkleTree.VerifyInclusion(leafHash, Leaf, Leaves, proof, root) ? true : throw new InvalidOperationException("The proof is wrong.");

    [Benchmark(Description = "signing a checkpoint (P-256)")]
    public SignedNote Sign()
    {
        var text = new Checkpoint(Origin, Leaves, root).ToText();
        return new SignedNote(text, [new NoteSigner(Origin, key).Sign(text)]);
    }

    [Benchmark(Description = "verifying a checkpoint")]
    public bool VerifySignature() => verifier!.Verifies(note!) ? true : throw new InvalidOperationException("The signature is wrong.");

    [Benchmark(Description = "fold of a case of 1,000 events")]
    public object Fold() => file.Aggregate((CaseFile?)null, CaseFile.Evolve)!;

    [Benchmark(Description = "end of a deadline of 10 working days")]
    public DateTimeOffset Deadline() => WorkingCalendar.VietNam.AddWorkingDays(at.VietNamDay(), 10).EndInVietNam();
}
