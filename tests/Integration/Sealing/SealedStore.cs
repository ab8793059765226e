using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using ProtectionPlatform.BuildingBlocks.Audit.Sealing;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.Integration.Sealing;

/// <summary>Sealing and checking over a store of its own, driven step by step as a host's background services do by themselves.</summary>
internal sealed class SealedStore : IAsyncDisposable
{
    private readonly DirectoryInfo? folder;

    private SealedStore(StoreHost host, DirectoryInfo? folder, LedgerSettings settings)
    {
        (Host, this.folder, Settings) = (host, folder, settings);
        Keys = new SigningKeys(settings);
        Findings = new LedgerFindings(host.Databases, host.Clock);
        Log = new SealedLog(host.Databases);
        Sealer = new Sealer(host.Databases, settings, Keys, Findings, new LedgerCheck(host.Databases, Findings, host.Clock), host.Clock, NullLogger<Sealer>.Instance);
        Full = new FullLedgerCheck(host.Databases, settings, Findings, host.Clock, NullLogger<FullLedgerCheck>.Instance);
    }

    public StoreHost Host { get; }

    public LedgerSettings Settings { get; }

    public SigningKeys Keys { get; }

    public LedgerFindings Findings { get; }

    public SealedLog Log { get; }

    public Sealer Sealer { get; }

    public FullLedgerCheck Full { get; }

    public static async Task<SealedStore> Start(params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("protectionplatform-sealing-");
        return new SealedStore(await StoreHost.Start(subscriptions: false), folder, Configure(folder.FullName, settings));
    }

    /// <summary>Another host over the same database and key.</summary>
    public async Task<SealedStore> Another(params (string Name, string Value)[] settings) =>
        new(await StoreHost.Start(connection: Host.ConnectionString, subscriptions: false), null, Configure(Settings.DataFolder.Value, settings));

    private static LedgerSettings Configure(string folder, (string Name, string Value)[] settings) => new(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => $"Ledger:{s.Name}", string? (s) => s.Value)).Build(), new Lazy<string>(folder));

    /// <summary>A note with lines: so many events of ours.</summary>
    public async Task<Guid> Write(int events)
    {
        var note = Guid.CreateVersion7();
        await Host.Open(note);
        if (events > 1)
            (await Host.Append(note, 1, [.. Enumerable.Range(1, events - 1).Select(n => new LineWritten($"dòng {n}", n))])).ShouldNotBeNull();
        return note;
    }

    public Task<bool> Seal() => Sealer.SealAll(CancellationToken.None);

    /// <summary>A full check, and what it says of each finding that holds.</summary>
    public async Task<IReadOnlyList<LedgerFinding>> Check()
    {
        await FullLedgerCheck.Request(Host.Databases, Host.Clock.GetUtcNow(), null, CancellationToken.None);
        (await Full.RunRequested(CancellationToken.None)).ShouldBeTrue();
        return await LedgerFindings.Open(Host.Databases.Ledger, 1000, CancellationToken.None);
    }

    /// <summary>As an attacker with all rights of the database: protection switched off around it.</summary>
    public async Task Tamper(string sql, params object[] parameters)
    {
        await using var connection = await Host.OwnerConnection();
        await connection.Run("set session_replication_role = replica");
        (await connection.Run(sql, parameters)).ShouldNotBe(0, sql);
    }

    /// <summary>
    /// What anybody can establish from outside: the leaves are dense and in the order of the record, one for each event; their hashes are those of their
    /// entries; they give the root of every checkpoint; every checkpoint is signed and was proved to extend the one before.
    /// </summary>
    public async Task ShouldBeWhole()
    {
        var leaves = await Host.Rows<byte[]>("select sha256('\\x00'::bytea || n.entry) from ledger.leaves l join ledger.entries n on n.event_id = l.event_id order by l.leaf_index");
        (await Host.Rows<byte[]>("select leaf_hash from ledger.leaves order by leaf_index")).Select(Convert.ToHexString).ShouldBe(leaves.Select(Convert.ToHexString));
        (await Host.Rows<long>("select leaf_index from ledger.leaves order by seq_id")).ShouldBe(Enumerable.Range(0, leaves.Count).Select(i => (long)i));
        (await Host.Rows<long>("select seq_id from ledger.leaves order by leaf_index")).ShouldBe(await Host.Rows<long>("select seq_id from events.mt_events order by seq_id"));

        var origin = (await Log.Origin(CancellationToken.None))!;
        var keys = (await Log.Keys(CancellationToken.None)).Select(key => new NoteVerifier(origin, key.PublicKey)).ToList();
        var (before, beforeRoot) = (0L, MerkleTree.EmptyRoot);
        foreach (var signed in await Log.Checkpoints(0, int.MaxValue, CancellationToken.None))
        {
            var note = SignedNote.Parse(signed.Note);
            keys.ShouldContain(key => key.Verifies(note));
            var root = MerkleTree.Root([.. leaves.Take((int)signed.Size)]);
            ProtectionPlatform.Ledger.Checkpoint.Parse(note.Text).ShouldBe(new ProtectionPlatform.Ledger.Checkpoint(origin, signed.Size, root));
            signed.PreviousSize.ShouldBe(before);
            MerkleTree.VerifyConsistency(before, signed.Size, beforeRoot, root, signed.Consistency).ShouldBeTrue();
            (before, beforeRoot) = (signed.Size, root);
        }

        before.ShouldBe(leaves.Count, "everything is signed");
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        folder?.Delete(recursive: true);
    }
}
