using System.Security.Cryptography;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>A key that signs checkpoints. P-256.</summary>
internal sealed class SigningKey(ECDsa key) : IDisposable
{
    public byte[] PublicKey { get; } = key.ExportSubjectPublicKeyInfo();

    public string Id => IdOf(PublicKey);

    /// <summary>8 hex digits: the key id of signed notes.</summary>
    public static string IdOf(byte[] publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey).AsSpan(0, 4));

    public NoteSignature Sign(string origin, string text) => new NoteSigner(origin, key).Sign(text);

    public string ToPem() => key.ExportPkcs8PrivateKeyPem() + "\n";

    public void Dispose() => key.Dispose();
}

/// <summary>
/// The private keys, in a file of this host that only its user can read, never in the database: whoever holds the database alone cannot sign.
/// The file has one PEM block (PKCS#8) for each key, the newest last.
/// </summary>
internal sealed class SigningKeys(LedgerSettings settings)
{
    /// <summary>One folder for each log: two databases on one machine never share a key.</summary>
    public string FileOf(Guid log) => settings.KeyFile ?? Path.Combine(settings.DataFolder.Value, "ledger", log.ToString("N"), "signing-key.pem");

    /// <summary>The keys of the file, oldest first; none when there is no file.</summary>
    /// <exception cref="SealingRefusedException">The file holds something else than P-256 keys.</exception>
    public IReadOnlyList<SigningKey> Load(Guid log)
    {
        var file = FileOf(log);
        if (!File.Exists(file)) return [];
        var keys = new List<SigningKey>();
        try
        {
            var text = File.ReadAllText(file).AsSpan();
            while (PemEncoding.TryFind(text, out var found))
            {
                var key = ECDsa.Create();
                key.ImportFromPem(text[found.Location]);
                keys.Add(new SigningKey(key));
                if (key.ExportParameters(false).Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value) throw new CryptographicException("Not P-256.");
                text = text[found.Location.End..];
            }

            return keys.Count > 0 ? keys : throw new CryptographicException("No PEM block.");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            keys.ForEach(key => key.Dispose());
            throw new SealingRefusedException("key-unreadable", $"The key file {file} holds something else than P-256 keys in PEM form (PKCS#8).", e);
        }
    }

    /// <summary>Makes a key and adds it to the file, which is never seen half written.</summary>
    public SigningKey Create(Guid log)
    {
        var file = FileOf(log);
        var key = new SigningKey(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        SecretFile.Write(file, (File.Exists(file) ? File.ReadAllText(file) : "") + key.ToPem(), replaces: true);
        return key;
    }
}

/// <summary>The log is not signed: something about it is not as it was, or the key is not the one that signed before. One wrong checkpoint would be evidence against us for ever.</summary>
/// <param name="code">Why, for programs.</param>
internal sealed class SealingRefusedException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}
