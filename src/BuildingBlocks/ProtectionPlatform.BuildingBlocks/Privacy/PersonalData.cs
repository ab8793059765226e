using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Ledger;
using ProtectionPlatform.Ledger.Evidence;

namespace ProtectionPlatform.BuildingBlocks.Privacy;

/// <summary>
/// Seals what tells of a person on its way to disk and reveals it on its way back, so that no code but this meets a key:
/// events at the store's edge, by the marks on their types; what a read model must show or find, by the calls here.
/// </summary>
public sealed class PersonalData
{
    /// <summary>What a text reads as once its person's key is destroyed.</summary>
    public const string Erased = PersonalFields.Erased;

    private readonly PersonKeys keys;
    private readonly ErasedPersons erased;

    internal PersonalData(PersonKeys keys, ErasedPersons erased) => (this.keys, this.erased) = (keys, erased);

    /// <summary>At a host's start, before anything personal is read or written: everything is wrapped under the newest master key.</summary>
    /// <exception cref="MasterKeyException">The master key is not the one this database was written with.</exception>
    public async Task Prepare(CancellationToken ct)
    {
        await keys.WrapAnew(ct);
        foreach (var (about, people, at) in await erased.All(ct)) await keys.Destroy(about, people, at, ct);
    }

    /// <summary>Destroys the keys of these people of a case: their data can be read nowhere any more, nor written again. Done twice it does nothing more.</summary>
    public async Task Erase(Guid about, IReadOnlyList<Whose> people, CancellationToken ct)
    {
        var at = await erased.Note(about, people, ct);
        await keys.Destroy(about, people, at, ct);
    }

    /// <summary>Keys to read with: of everybody of whom something sealed stands in some texts.</summary>
    public sealed class Reader
    {
        private readonly IReadOnlyDictionary<Guid, byte[]> byPerson;

        internal Reader(IReadOnlyDictionary<Guid, byte[]> byPerson) => this.byPerson = byPerson;

        internal byte[]? KeyOf(Guid person) => byPerson.GetValueOrDefault(person);

        /// <summary>The sealed values of an event that can be read, each with the key that opens it and nothing else.</summary>
        internal IReadOnlyList<DisclosedValue> Disclose(Guid eventId, ReadOnlySpan<byte> data)
        {
            if (data.IndexOf(PersonMark) < 0) return [];
            var disclosed = new List<DisclosedValue>();
            PersonalFields.Reveal(data, (person, path, text) =>
            {
                if (KeyOf(person) is { } key)
                {
                    var fieldKey = FieldCipher.KeyOf(key, PlaceOf(eventId, path));
                    disclosed.Add(new DisclosedValue(path, text, fieldKey, FieldCipher.Open(fieldKey, text)));
                }

                return null;
            });
            return disclosed;
        }

        /// <summary>Reads what is of these people of a case; of others it is as if nothing had been said.</summary>
        internal Reader Only(Guid about, IEnumerable<Whose> people)
        {
            var persons = people.Select(whose => PersonKeys.PersonOf(about, whose)).ToHashSet();
            return new(byPerson.Where(known => persons.Contains(known.Key)).ToDictionary()) { told = persons };
        }

        /// <summary>Those who are told of; null for everybody.</summary>
        private HashSet<Guid>? told;

        /// <summary>An event's JSON as it was before it was sealed, as far as the keys are there.</summary>
        internal byte[] Reveal(Guid eventId, byte[] data)
        {
            if (data.AsSpan().IndexOf(PersonMark) < 0) return data;
            if (told is not null)
            {
                var node = JsonNode.Parse(data)!;
                PersonalFields.Remove(node, person => !told.Contains(person));
                data = JsonSerializer.SerializeToUtf8Bytes(node, EventTypes.Json);
            }

            return PersonalFields.Reveal(data, (person, path, text) => KeyOf(person) is { } key ? FieldCipher.Open(FieldCipher.KeyOf(key, PlaceOf(eventId, path)), text) : null);
        }
    }

    /// <summary>As the database spells it. Within a JSON string the quotes would be escaped: what is found is always a member.</summary>
    private static ReadOnlySpan<byte> PersonMark => "\"$person\": \""u8;

    /// <summary>The keys of everybody in some stored events: one question for all.</summary>
    internal async ValueTask<Reader> ReaderOf(IEnumerable<byte[]> stored, CancellationToken ct)
    {
        var persons = new HashSet<Guid>();
        foreach (var data in stored) AddPersons(data, persons);
        return persons.Count == 0 ? NoKeys : new Reader(await keys.Find(persons, ct));
    }

    private static void AddPersons(ReadOnlySpan<byte> data, HashSet<Guid> persons)
    {
        for (var at = data.IndexOf(PersonMark); at >= 0; at = data.IndexOf(PersonMark))
        {
            data = data[(at + PersonMark.Length)..];
            if (Utf8Parser.TryParse(data, out Guid person, out _)) persons.Add(person);
        }
    }

    private static readonly Reader NoKeys = new(new Dictionary<Guid, byte[]>());

    /// <summary>The events of an append as UTF-8 JSON, with what is personal sealed.</summary>
    /// <exception cref="PersonErasedException">They tell of a person whose key is destroyed.</exception>
    internal async ValueTask<byte[][]> Seal(Appending append, CancellationToken ct)
    {
        var written = new byte[append.Events.Count][];
        for (var i = 0; i < written.Length; i++)
        {
            var happened = append.Events[i];
            var (type, eventId) = (happened.GetType(), append.EventIds[i]);
            if (PersonalFields.Of(type) is not { } fields)
            {
                written[i] = JsonSerializer.SerializeToUtf8Bytes(happened, type, EventTypes.Json);
                continue;
            }

            var data = JsonSerializer.SerializeToNode(happened, type, EventTypes.Json)!;
            var about = happened is IOfCase { CaseId: var caseId } ? caseId : append.Stream;
            var held = new Dictionary<Whose, byte[]>();
            foreach (var whose in fields.Holds(data)) held[whose] = await keys.ForWriting(about, whose, ct);
            fields.Seal(data, (whose, path, value) =>
                (PersonKeys.PersonOf(about, whose), FieldCipher.Seal(FieldCipher.KeyOf(held[whose], PlaceOf(eventId, path)), CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(value.ToJsonString(EventTypes.Json))))));
            written[i] = Encoding.UTF8.GetBytes(data.ToJsonString(EventTypes.Json));
        }

        return written;
    }

    private static string PlaceOf(Guid eventId, string path) => $"{eventId}{path}";

    /// <summary>A value for a column of a read model. The same each time, so that a rebuild writes what was there.</summary>
    /// <param name="about">The case.</param>
    /// <param name="place">Table and column (and what else tells rows of the same case apart).</param>
    /// <returns>Null for null, and when the person is erased.</returns>
    public async ValueTask<string?> Seal<T>(Guid about, Whose whose, string place, T? value, CancellationToken ct)
    {
        if (value is null) return null;
        try
        {
            var key = await keys.ForWriting(about, whose, ct);
            return FieldCipher.Seal(FieldCipher.KeyOf(key, $"{about}/{place}"), JsonSerializer.SerializeToUtf8Bytes(value, EventTypes.Json), repeatable: true);
        }
        catch (PersonErasedException)
        {
            return null;
        }
    }

    /// <summary>Seals bytes of a person's file for the rows at these places: one key is asked for once.</summary>
    /// <exception cref="PersonErasedException">The person is erased: nothing of theirs is written any more.</exception>
    public async ValueTask<Func<string, ReadOnlyMemory<byte>, byte[]>> SealerOfBytes(Guid about, Whose whose, CancellationToken ct)
    {
        var key = await keys.ForWriting(about, whose, ct);
        return (place, bytes) => FieldCipher.SealBytes(FieldCipher.KeyOf(key, $"{about}/{place}"), bytes.Span);
    }

    /// <summary>Opens what <see cref="SealerOfBytes"/> sealed; null when the person is erased.</summary>
    public async ValueTask<Func<string, byte[], byte[]>?> OpenerOfBytes(Guid about, Whose whose, CancellationToken ct) =>
        (await keys.Find([PersonKeys.PersonOf(about, whose)], ct)).Values.FirstOrDefault() is { } key
            ? (place, text) => FieldCipher.OpenBytes(FieldCipher.KeyOf(key, $"{about}/{place}"), text)
            : null;

    /// <summary>The keys of these cases' people, to reveal columns with.</summary>
    public async ValueTask<Reader> ReaderOf(IEnumerable<Guid> about, Whose whose, CancellationToken ct) =>
        new(await keys.Find([.. about.Select(id => PersonKeys.PersonOf(id, whose)).Distinct()], ct));

    /// <summary>A column's value; nothing when there is none or the person is erased.</summary>
    public static T? Reveal<T>(Reader reader, Guid about, Whose whose, string place, string? text) =>
        text is not null && reader.KeyOf(PersonKeys.PersonOf(about, whose)) is { } key
            ? JsonSerializer.Deserialize<T>(FieldCipher.Open(FieldCipher.KeyOf(key, $"{about}/{place}"), text), EventTypes.Json)
            : default;

    /// <summary>
    /// Digests by which words are found without being stored: of each word as people type it (case, diacritics, đ and NFC or NFD make no difference, nor does the order).
    /// Keyed, one key for each purpose: who has the table cannot try names on it.
    /// </summary>
    public async ValueTask<long[]> Words(string purpose, string? text, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        var key = await keys.OfPurpose(purpose, ct);
        return [.. SearchText.Fold(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct()
            .Select(word => BinaryPrimitives.ReadInt64BigEndian(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(word)))).Order()];
    }
}
