using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using ProtectionPlatform.BuildingBlocks.Storage;

namespace ProtectionPlatform.BuildingBlocks.Privacy;

/// <summary>A key as it lies in the database: wrapped by the master key of this id.</summary>
public sealed record WrappedKey(string Master, byte[] Wrapped);

/// <summary>
/// The keys that wrap every other key, from a file or the environment, never from the database: who holds the database alone can read nobody's data.
/// Several may be given, the newest last: it wraps, the others only unwrap until everything is wrapped anew.
/// </summary>
public sealed class MasterKeys
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly Dictionary<string, byte[]> byId;

    private MasterKeys(IReadOnlyList<byte[]> keys, string? file, bool isNew)
    {
        byId = keys.ToDictionary(IdOf);
        Newest = IdOf(keys[^1]);
        (File, IsNew) = (file, isNew);
    }

    /// <summary>8 hex digits: of the key that wraps.</summary>
    public string Newest { get; }

    /// <summary>Where they were read from; null for the environment.</summary>
    public string? File { get; }

    /// <summary>Made at this start, because there was none: its owner has to be told to keep a copy.</summary>
    public bool IsNew { get; }

    public bool Has(string id) => byId.ContainsKey(id);

    /// <param name="configuration">Its section <c>Keys</c>: <c>MasterKey</c> (base64 of 32 bytes; several separated by white space, the newest last), or <c>MasterKeyFile</c> (the same in a file, one a line).</param>
    /// <param name="dataFolder">Where a file is looked for, and made on the first start, when neither is given.</param>
    /// <exception cref="MasterKeyException">What is given is not a key, or the file that is named does not exist.</exception>
    public static MasterKeys Of(IConfiguration configuration, Lazy<string> dataFolder)
    {
        var section = configuration.GetSection("Keys");
        if (section["MasterKey"] is { Length: > 0 } given) return new MasterKeys(Read(given, "Keys__MasterKey"), file: null, isNew: false);
        var named = section["MasterKeyFile"] is { Length: > 0 } file ? file : null;
        var path = named ?? Path.Combine(dataFolder.Value, "keys", "master-key");
        if (System.IO.File.Exists(path)) return new MasterKeys(Read(System.IO.File.ReadAllText(path), path), path, isNew: false);
        if (named is not null) throw new MasterKeyException($"There is no file {named} (Keys__MasterKeyFile). Make one with: openssl rand -base64 32");
        return new MasterKeys([Create(path)], path, isNew: true);
    }

    /// <summary>The database turned out to have another one: what was made just now would only be in the way.</summary>
    internal void TakeBack()
    {
        if (IsNew) System.IO.File.Delete(File!);
    }

    /// <summary>A new key under the newest master key.</summary>
    /// <param name="id">What it belongs to: a wrapped key put in another row does not unwrap.</param>
    public WrappedKey Wrap(byte[] key, string id)
    {
        var wrapped = new byte[NonceLength + key.Length + TagLength];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceLength));
        using var aes = new AesGcm(byId[Newest], TagLength);
        aes.Encrypt(wrapped.AsSpan(0, NonceLength), key, wrapped.AsSpan(NonceLength, key.Length), wrapped.AsSpan(NonceLength + key.Length), Encoding.UTF8.GetBytes(id));
        return new WrappedKey(Newest, wrapped);
    }

    /// <exception cref="MasterKeyException">The master key that wraps it is not given, or the row was changed.</exception>
    public byte[] Unwrap(WrappedKey wrapped, string id)
    {
        if (!byId.TryGetValue(wrapped.Master, out var master)) throw MasterKeyException.Missing(wrapped.Master);
        var key = new byte[wrapped.Wrapped.Length - NonceLength - TagLength];
        using var aes = new AesGcm(master, TagLength);
        try
        {
            aes.Decrypt(wrapped.Wrapped.AsSpan(0, NonceLength), wrapped.Wrapped.AsSpan(NonceLength, key.Length), wrapped.Wrapped.AsSpan(NonceLength + key.Length), key, Encoding.UTF8.GetBytes(id));
        }
        catch (CryptographicException e)
        {
            throw new MasterKeyException($"The key of {id} does not unwrap: its row was changed.", e);
        }

        return key;
    }

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4));

    private static List<byte[]> Read(string text, string from)
    {
        var keys = new List<byte[]>();
        foreach (var line in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var key = new byte[FieldCipher.KeyLength];
            if (!Convert.TryFromBase64String(line, key, out var length) || length != key.Length)
                throw new MasterKeyException($"{from} holds something else than base64 of 32 bytes.");
            keys.Add(key);
        }

        return keys.Count > 0 ? keys : throw new MasterKeyException($"{from} holds no key.");
    }

    /// <summary>Written whole or not at all: a half-written key would lose whatever was sealed under it.</summary>
    private static byte[] Create(string path)
    {
        var key = RandomNumberGenerator.GetBytes(FieldCipher.KeyLength);
        SecretFile.Write(path, Convert.ToBase64String(key) + "\n", replaces: false);
        return key;
    }
}

/// <summary>The master key is missing or is not the one this database was written with: nothing personal can be read, so the host does not start.</summary>
public sealed class MasterKeyException(string message, Exception? inner = null) : Exception(message, inner)
{
    internal static MasterKeyException Missing(string id) => new(
        $"This database holds keys wrapped by the master key {id}, which was not given. Put it back (Keys__MasterKeyFile or Keys__MasterKey); without it no personal data can be read.");
}
