using System.Collections.Concurrent;
using System.Security.Cryptography;
using Dapper;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.BuildingBlocks.Privacy;

/// <summary>
/// The key of each person of a case: made when something of theirs is first written, kept wrapped, destroyed once.
/// A key in use is remembered for some seconds, so another host may read what was erased for as long.
/// </summary>
internal sealed class PersonKeys(Databases databases, Lazy<MasterKeys> masters, TimeProvider clock)
{
    private const int MostRemembered = 20_000;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Guid, (byte[] Root, long At)> remembered = new();
    private readonly ConcurrentDictionary<string, byte[]> purposes = new();

    /// <summary>Always the same for a person of a case, and nothing about them: the case's id is random.</summary>
    public static Guid PersonOf(Guid about, Whose whose) => EventStore.EventStore.Derived($"person\n{about}\n{whose}");

    /// <summary>The keys there are, each as the root of the keys of its values (<see cref="FieldCipher.RootOf"/>). A person without one is erased, or was never known.</summary>
    public async ValueTask<IReadOnlyDictionary<Guid, byte[]>> Find(IReadOnlyCollection<Guid> persons, CancellationToken ct)
    {
        if (persons.Count == 0) return new Dictionary<Guid, byte[]>();
        var found = new Dictionary<Guid, byte[]>(persons.Count);
        var missing = new List<Guid>();
        foreach (var person in persons)
            if (Remembered(person) is { } key) found[person] = key;
            else missing.Add(person);
        if (missing.Count == 0) return found;

        await using var connection = await databases.Keys.OpenConnectionAsync(ct);
        foreach (var (person, master, wrapped) in await connection.QueryAsync<(Guid, string, byte[])>(new CommandDefinition(
            "select person_id, master, wrapped from keys.person_keys where person_id = any (@persons) and wrapped is not null",
            new { persons = missing.ToArray() }, cancellationToken: ct)))
            found[person] = Remember(person, masters.Value.Unwrap(new(master, wrapped), person.ToString()));
        return found;
    }

    /// <summary>The key, as in <see cref="Find"/>, of a person of whom something is about to be written; made if there is none yet.</summary>
    /// <exception cref="PersonErasedException">It was destroyed: nothing of this person is written any more.</exception>
    public async Task<byte[]> ForWriting(Guid about, Whose whose, CancellationToken ct)
    {
        var person = PersonOf(about, whose);
        if ((await Find([person], ct)).TryGetValue(person, out var known)) return known;
        var fresh = RandomNumberGenerator.GetBytes(FieldCipher.KeyLength);
        var wrapped = masters.Value.Wrap(fresh, person.ToString());
        await using var connection = await databases.Keys.OpenConnectionAsync(ct);
        // On disk before anything that is sealed with it.
        var made = await connection.ExecuteAsync(new CommandDefinition("""
            insert into keys.person_keys (person_id, about, whose, master, wrapped, created_at) values (@person, @about, @whose, @Master, @Wrapped, @now)
            on conflict (person_id) do nothing
            """, new { person, about, whose = whose.ToString(), wrapped.Master, wrapped.Wrapped, now = clock.Now() }, cancellationToken: ct));
        if (made == 1) return Remember(person, fresh);
        return (await Find([person], ct)).GetValueOrDefault(person) ?? throw new PersonErasedException(about, whose);
    }

    /// <summary>The key of a purpose; made at its first use.</summary>
    public async ValueTask<byte[]> OfPurpose(string purpose, CancellationToken ct)
    {
        if (purposes.TryGetValue(purpose, out var known)) return known;
        await using var connection = await databases.Keys.OpenConnectionAsync(ct);
        var fresh = masters.Value.Wrap(RandomNumberGenerator.GetBytes(FieldCipher.KeyLength), purpose);
        await connection.ExecuteAsync(new CommandDefinition("insert into keys.purpose_keys (purpose, master, wrapped) values (@purpose, @Master, @Wrapped) on conflict do nothing",
            new { purpose, fresh.Master, fresh.Wrapped }, cancellationToken: ct));
        var (master, wrapped) = await connection.QuerySingleAsync<(string, byte[])>(new CommandDefinition(
            "select master, wrapped from keys.purpose_keys where purpose = @purpose", new { purpose }, cancellationToken: ct));
        return purposes[purpose] = masters.Value.Unwrap(new(master, wrapped), purpose);
    }

    /// <summary>Destroys the keys of these people of a case, those that were never made included: nothing of them can be written later.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> Destroy(Guid about, IReadOnlyCollection<Whose> people, DateTimeOffset at, CancellationToken ct)
    {
        await using var connection = await databases.Keys.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var destroyed = 0;
        foreach (var whose in people)
        {
            var person = PersonOf(about, whose);
            destroyed += await connection.ExecuteAsync(new CommandDefinition(
                "update keys.person_keys set wrapped = null, master = null, destroyed_at = @at where person_id = @person and wrapped is not null",
                new { person, at }, transaction, cancellationToken: ct));
            await connection.ExecuteAsync(new CommandDefinition("""
                insert into keys.person_keys (person_id, about, whose, created_at, destroyed_at) values (@person, @about, @whose, @at, @at) on conflict (person_id) do nothing
                """, new { person, about, whose = whose.ToString(), at }, transaction, cancellationToken: ct));
        }

        await transaction.CommitAsync(ct);
        foreach (var whose in people) Forget(PersonOf(about, whose));
        return destroyed;
    }

    /// <summary>Wraps everything under the newest master key, so that older ones can be put away. Safe to run again and on several hosts.</summary>
    /// <exception cref="MasterKeyException">Something is wrapped by a master key that was not given.</exception>
    public async Task WrapAnew(CancellationToken ct)
    {
        await using var connection = await databases.Keys.OpenConnectionAsync(ct);
        var old = (await connection.QueryAsync<string>("select distinct master from keys.person_keys where master <> @Newest union select distinct master from keys.purpose_keys where master <> @Newest",
            new { masters.Value.Newest })).ToList();
        if (old.Find(master => !masters.Value.Has(master)) is { } missing)
        {
            masters.Value.TakeBack();
            throw MasterKeyException.Missing(missing);
        }

        if (old.Count == 0) return;

        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var rows = (await connection.QueryAsync<(Guid, string, byte[])>(new CommandDefinition(
                "select person_id, master, wrapped from keys.person_keys where master <> @Newest limit 1000 for update skip locked", new { masters.Value.Newest }, transaction, cancellationToken: ct))).ToList();
            foreach (var (person, master, wrapped) in rows)
            {
                var anew = masters.Value.Wrap(masters.Value.Unwrap(new(master, wrapped), person.ToString()), person.ToString());
                await connection.ExecuteAsync(new CommandDefinition("update keys.person_keys set master = @Master, wrapped = @Wrapped where person_id = @person",
                    new { person, anew.Master, anew.Wrapped }, transaction, cancellationToken: ct));
            }

            await transaction.CommitAsync(ct);
            if (rows.Count == 0) break;
        }

        foreach (var (purpose, master, wrapped) in (await connection.QueryAsync<(string, string, byte[])>(
            "select purpose, master, wrapped from keys.purpose_keys where master <> @Newest", new { masters.Value.Newest })).ToList())
        {
            var anew = masters.Value.Wrap(masters.Value.Unwrap(new(master, wrapped), purpose), purpose);
            await connection.ExecuteAsync(new CommandDefinition("update keys.purpose_keys set master = @Master, wrapped = @Wrapped where purpose = @purpose and master = @master",
                new { purpose, master, anew.Master, anew.Wrapped }, cancellationToken: ct));
        }
    }

    private byte[]? Remembered(Guid person) =>
        remembered.TryGetValue(person, out var known) && clock.GetElapsedTime(known.At) < Freshness ? known.Root : null;

    private byte[] Remember(Guid person, byte[] key)
    {
        if (remembered.Count > MostRemembered) remembered.Clear();
        var root = FieldCipher.RootOf(key);
        remembered[person] = (root, clock.GetTimestamp());
        return root;
    }

    private void Forget(Guid person) => remembered.TryRemove(person, out _);
}

/// <summary>The person's key is destroyed: their data are erased, and nothing of theirs is written any more.</summary>
public sealed class PersonErasedException(Guid about, Whose whose) : Exception($"The key of {whose} in {about} is destroyed.");
