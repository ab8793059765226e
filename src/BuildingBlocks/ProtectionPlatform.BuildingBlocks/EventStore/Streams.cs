using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.EventStore;

/// <summary>A stream as loaded.</summary>
public sealed record Loaded<T>(T State, long Version, IReadOnlyList<RecordedEvent> Events) where T : class, IState<T>
{
    /// <summary>Null when these events make no state.</summary>
    public static Loaded<T>? Of(IReadOnlyList<RecordedEvent> events)
    {
        T? state = null;
        foreach (var happened in events) state = T.Evolve(state, happened);
        return state is null ? null : new(state, events[^1].Version, events);
    }
}

/// <summary>A module's own rows that must change in the very transaction of the append: uniqueness, what the next command must see.</summary>
public delegate Task InlineWrite(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<object> events, CancellationToken ct);

/// <summary>
/// The only glue between a decision and the record: load, fold, decide, append with the version that was loaded
/// (or the caller's If-Match), answer.
/// </summary>
public sealed class Streams<T>(
    EventStore store, EventTypes types, Databases databases, ReadAhead ahead, RequestContext request, Actor actor, Hidden hidden, TimeProvider clock)
    where T : class, IState<T>
{
    private const int Attempts = 4;

    private readonly (string StreamType, string Owner) stream = types.StreamOf(typeof(T));

    /// <summary>The stream as it is, or was at a version or record time; null when there is none (or was none yet).</summary>
    /// <param name="open">The wall the caller may look behind; its decision, and its record of the read, come first.</param>
    public async Task<Loaded<T>?> Load(Guid id, CancellationToken ct, long? version = null, DateTimeOffset? knownAt = null, Wall open = Wall.None)
    {
        if (version is null && knownAt is null && ahead.Take(id) is { } fetched) return Loaded<T>.Of(await store.Read(await fetched, ct, open));
        await using var connection = await databases.ForModule(stream.Owner).OpenConnectionAsync(ct);
        return await Load(connection, id, ct, version, knownAt, open);
    }

    /// <summary>Starts a new stream. Two streams are never changed in one transaction.</summary>
    public Task<Outcome> Start(Guid id, Decision decision, CancellationToken ct, InlineWrite? inline = null) =>
        Run(id, null, _ => decision, _ => true, Before.Nothing, ct, inline);

    /// <summary>
    /// Changes a stream. With the caller's version, a newer stream answers 412 and is never retried; without one
    /// the decision is taken again on what the other writer left, a few times.
    /// </summary>
    /// <param name="isVisible">Whether the caller may know that it exists; otherwise the answer is 404 as if it did not.</param>
    public Task<Outcome> Change(Guid id, IfMatch? version, Func<T, bool> isVisible, Func<T, Decision> decide, CancellationToken ct, InlineWrite? inline = null) =>
        Run(id, version?.Version, state => decide(state!), state => state is not null && isVisible(state), Before.AStream, ct, inline);

    /// <summary>
    /// Changes a stream that stands for something there is without it, or starts it: such a thing is at version 0 until something was recorded of it.
    /// </summary>
    /// <param name="decide">Gets the state, or null when nothing was recorded yet.</param>
    public Task<Outcome> StartOrChange(Guid id, IfMatch? version, Func<T?, Decision> decide, CancellationToken ct, InlineWrite? inline = null) =>
        Run(id, version?.Version, decide, _ => true, Before.Either, ct, inline);

    private enum Before
    {
        Nothing,
        AStream,
        Either,
    }

    private async Task<Outcome> Run(Guid id, long? expected, Func<T?, Decision> decide, Func<T?, bool> isVisible, Before found, CancellationToken ct, InlineWrite? inline)
    {
        using var turn = found != Before.Nothing && expected is null ? await store.TakeTurn(id, ct) : null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await TryOnce(id, expected, decide, isVisible, found, inline, ct) is { } outcome) return await Repeated(outcome, ct) ?? outcome;
                if (attempt == Attempts) return Outcome.Refused(new Refusal(Problems.Busy, []));
            }
            catch (Exception e) when (PostgresErrors.IsRetryable(e) && attempt < Attempts)
            {
                // The other transaction won; decide again on what it left.
            }
        }
    }

    /// <summary>
    /// The same request arrived twice at once, and this one was refused only because the other had done it already
    /// (a newer version, a state that allows it no more): the answer of the other one is the answer.
    /// </summary>
    private async Task<Outcome?> Repeated(Outcome outcome, CancellationToken ct) =>
        outcome.Refusal is not { } refusal || refusal.Rule == Problems.NotFound || request.IdempotencyKey is null ? null : await Idempotency.Find(databases, Caller, request, hidden, ct);

    private string Caller => actor.UserId?.ToString() ?? "anonymous";

    /// <returns>Null when somebody else appended first and the caller gave no version.</returns>
    private async Task<Outcome?> TryOnce(Guid id, long? expected, Func<T?, Decision> decide, Func<T?, bool> isVisible, Before found, InlineWrite? inline, CancellationToken ct)
    {
        await using var connection = await databases.ForModule(stream.Owner).OpenConnectionAsync(ct);
        var loaded = found == Before.Nothing ? null : await Load(connection, id, ct);
        if (found == Before.AStream && (loaded is null || !isVisible(loaded.State))) return Outcome.NotFound;
        if (expected is { } version && (loaded?.Version ?? 0) != version)
            return Outcome.Stale(loaded?.Version ?? 0, [.. loaded?.Events.Where(e => e.Version > version).Select(e => e.Type) ?? []]);

        var decision = decide(loaded?.State);
        if (decision.Refusal is { } refusal) return Outcome.Refused(refusal);

        var before = loaded?.Version ?? 0;
        var answer = new Changed(id, before + decision.Events.Count, loaded?.Events[^1].Sequence ?? 0);
        if (decision.Shape is { } shape) answer = shape(answer);
        if (decision.Events.Count == 0) return Outcome.Done(answer, decision.Location);

        // Within a stream recorded time never runs backwards, even if the machine's clock does.
        var now = clock.Now();
        var at = loaded is { } && loaded.Events[^1].RecordedAt > now ? loaded.Events[^1].RecordedAt : now;
        var append = new Appending(id, stream.StreamType, before, at, decision.Events,
            EventStore.EventIds(decision.Events.Count, Caller, request.IdempotencyKey, clock),
            EventMetadata.Of(actor, decision.ByInformant, request),
            request.IdempotencyKey is null ? null : new RememberedAnswer(Caller, request.IdempotencyKey, Idempotency.Hash(request),
                decision.Location is null ? StatusCodes.Status200OK : StatusCodes.Status201Created,
                JsonSerializer.Serialize(answer, answer.GetType(), ApiJson.Options), decision.Location));

        long? position;
        try
        {
            position = await Commit(connection, append, inline, ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrors.Archived)
        {
            return Outcome.Refused(new Refusal(Problems.Archived, []));
        }
        catch (PersonErasedException)
        {
            return Outcome.Refused(new Refusal(Problems.PersonErased, []));
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation && append.Answer is not null && e.TableName is "idempotency" or "entries")
        {
            // The same request arrived twice at once and the other one won: give its answer.
            return await Idempotency.Find(databases, Caller, request, hidden, ct) ?? Outcome.Refused(new Refusal(Problems.KeyReused, []));
        }
        catch (Exception e) when (PostgresErrors.IsLostReply(e))
        {
            await connection.CloseAsync(); // its place in the pool is needed for the look
            position = await FindCommitted(append, ct);
            if (position is null) throw;
        }

        if (position is null)
        {
            if (expected is null && found != Before.Nothing) return null;
            // On the same connection: many conflicts at once would otherwise wait for each other's place in the pool.
            var now412 = await Load(connection, id, ct);
            return Outcome.Stale(now412?.Version ?? 0, [.. now412?.Events.Where(e => e.Version > (expected ?? 0)).Select(e => e.Type) ?? []]);
        }

        store.Committed();
        return Outcome.Done(answer with { Position = position.Value }, decision.Location);
    }

    private async Task<long?> Commit(NpgsqlConnection connection, Appending append, InlineWrite? inline, CancellationToken ct)
    {
        if (inline is null) return await store.Append(connection, append);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await inline(connection, transaction, append.Events, ct);
        var position = await store.AppendWithin(transaction, append, ct);
        if (position is null) return null;
        await transaction.CommitAsync(ct);
        await EventStore.Flush(connection, ct);
        return position;
    }

    /// <summary>The reply was lost, not necessarily the commit: look the event up before saying anything.</summary>
    private async Task<long?> FindCommitted(Appending append, CancellationToken ct)
    {
        await using var connection = await databases.ForModule(stream.Owner).OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(
            "select seq_id from events.mt_events where stream_id = $1 and version = $2 and id = $3", connection);
        command.Parameters.Add(new() { Value = append.Stream });
        command.Parameters.Add(new() { Value = append.ExpectedVersion + append.Events.Count });
        command.Parameters.Add(new() { Value = append.EventIds[^1] });
        var found = (long?)await command.ExecuteScalarAsync(ct);
        if (found is not null) await EventStore.Flush(connection, ct);
        return found;
    }

    internal async Task<Loaded<T>?> Load(NpgsqlConnection connection, Guid id, CancellationToken ct, long? version = null, DateTimeOffset? knownAt = null, Wall open = Wall.None) =>
        Loaded<T>.Of(await store.Load(connection, id, ct, version, knownAt, open));
}

/// <summary>Answers already given to a caller's key.</summary>
public static class Idempotency
{
    internal static byte[] Hash(RequestContext request) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(request.Target), 0, .. request.BodyHash]);

    /// <summary>The answer given before, a refusal when the key came with another request, or null for a new key.</summary>
    /// <param name="hidden">What does not exist for the caller: an answer about it is forgotten. Null where the answer is never about a case.</param>
    public static async Task<Outcome?> Find(Databases databases, string caller, RequestContext request, Hidden? hidden, CancellationToken ct)
    {
        if (request.IdempotencyKey is not { } key) return null;
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(
            "select request_hash, status, answer::text, location, version from ledger.idempotency where caller = $1 and key = $2", connection);
        command.Parameters.Add(new() { Value = caller });
        command.Parameters.Add(new() { Value = key });
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;
        if (!reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(Hash(request))) return Outcome.Refused(new Refusal(Problems.KeyReused, []));
        var earlier = Outcome.Again(reader.GetInt32(1), JsonDocument.Parse(reader.GetString(2)).RootElement, reader.GetInt64(4),
            reader.IsDBNull(3) ? null : reader.GetString(3));
        var about = ((JsonElement)earlier.Body!).GetProperty("id").GetGuid();
        await reader.CloseAsync();
        if (hidden is not null && (await hidden.Streams(ct)).Contains(about)) return null;
        await EventStore.Flush(connection, ct); // the first request's commit may not be on disk yet
        return earlier;
    }
}
