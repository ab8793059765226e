using System.Text;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Audit.Sealing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Ledger.Evidence;

namespace ProtectionPlatform.BuildingBlocks.Audit.Evidence;

/// <summary>An event of a case with all that proves it.</summary>
/// <param name="Leaf">0-based place in the sealed log; null until it is sealed.</param>
/// <param name="Entry">What the leaf commits to.</param>
/// <param name="Salt">Before the payload in its digest.</param>
/// <param name="Payload">The data in the very bytes of its digest.</param>
/// <param name="IsCanonical">Whether the payload has a canonical form; only a foreign program writes what has none.</param>
/// <param name="Told">The data with what is personal revealed, as far as its keys are there and no wall is before it: for people to read.</param>
/// <param name="Disclosed">What of it is sealed and can be read, each value with its own key: proves that what is told is what was recorded.</param>
internal sealed record ProvenEvent(RecordedEvent Event, string? StreamType, long? Leaf, byte[] Entry, byte[] Salt, byte[] Payload, bool IsCanonical, string Told, IReadOnlyList<DisclosedValue> Disclosed);

/// <summary>Everything recorded of a case in all its streams, in the order of the log.</summary>
internal sealed class CaseRecord(EventStore.EventStore store, Databases databases, SealedLog log, Sealer sealer, LedgerSettings settings, SubscriptionRunner subscriptions, LogSignal signal, TimeProvider clock)
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan poll = TimeSpan.FromMilliseconds(200);

    /// <summary>The events of a case and the signed head that covers them all. Waits a few seconds for the seal.</summary>
    /// <param name="open">The wall behind which its readers may look.</param>
    /// <returns>No events when there is no such case.</returns>
    /// <exception cref="ProblemException">It was not sealed in time (503).</exception>
    /// <param name="people">Those whose data are told, for a copy that leaves out others; null for everybody's.</param>
    public async Task<(IReadOnlyList<ProvenEvent> Events, SealedCheckpoint Head)> Read(Guid caseId, Wall open, CancellationToken ct, IReadOnlyList<Whose>? people = null)
    {
        var position = await subscriptions.Head(ct);
        signal.Raise();
        if (!await subscriptions.WaitFor(CaseStreams.Name, position, patience, ct)) throw new ProblemException(Problems.Busy);

        for (var began = clock.GetTimestamp(); ; await Task.Delay(poll, clock, ct))
        {
            var events = await Load(caseId, open, people, ct);
            var head = await log.Latest(ct);
            if (head is not null && events.All(e => e.Leaf < head.Size)) return (events, head);
            if (clock.GetElapsedTime(began) > patience || !await Seal(ct)) throw new ProblemException(Problems.Busy);
        }
    }

    /// <returns>False when the log refuses to be signed.</returns>
    private async Task<bool> Seal(CancellationToken ct)
    {
        if (!settings.Seals) return true; // another host does
        try
        {
            await sealer.SealAll(ct);
            return true;
        }
        catch (SealingRefusedException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<ProvenEvent>> Load(Guid caseId, Wall open, IReadOnlyList<Whose>? people, CancellationToken ct)
    {
        await using var command = databases.Platform.CreateCommand("""
            select e.seq_id, e.id, e.stream_id, e.version, e.type, e.data::text, e.timestamp, n.headers::text, s.type, l.leaf_index, n.entry, n.salt
            from audit.case_streams_v1 c
            join events.mt_events e on e.stream_id = c.stream_id
            join events.mt_streams s on s.id = e.stream_id
            left join ledger.leaves l on l.seq_id = e.seq_id
            left join ledger.entries n on n.event_id = coalesce(l.event_id, e.id)
            where c.case_id = $1 order by e.seq_id
            """);
        command.Parameters.Add(new() { Value = caseId });
        var stored = new List<StoredEvent>();
        var proven = new List<Func<RecordedEvent, string, IReadOnlyList<DisclosedValue>, ProvenEvent>>();
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct))
            {
                stored.Add(StoredEvent.Of(row));
                proven.Add(Proven(row));
            }

        var keys = await store.ReaderOf(stored, ct);
        if (people is not null) keys = keys.Only(caseId, people);
        return [.. stored.Zip(proven, (e, prove) => prove(store.Read(e, keys, open), Encoding.UTF8.GetString(store.Tell(e, keys, open).Data), store.Disclose(e, keys, open)))];
    }

    private static Func<RecordedEvent, string, IReadOnlyList<DisclosedValue>, ProvenEvent> Proven(NpgsqlDataReader row)
    {
        var (payload, form) = LedgerCheck.Payload(row.GetString(5));
        var streamType = row.IsDBNull(8) ? null : row.GetString(8);
        long? leaf = row.IsDBNull(9) ? null : row.GetInt64(9);
        byte[] entry = row.IsDBNull(10) ? [] : row.GetFieldValue<byte[]>(10), salt = row.IsDBNull(11) ? [] : row.GetFieldValue<byte[]>(11);
        return (happened, told, disclosed) => new ProvenEvent(happened, streamType, leaf, entry, salt, payload, form is null, told, disclosed);
    }
}
