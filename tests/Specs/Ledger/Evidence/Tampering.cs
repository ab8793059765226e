using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ProtectionPlatform.Ledger;
using ProtectionPlatform.Ledger.Evidence;

namespace ProtectionPlatform.Specs.Ledger.Evidence;

/// <summary>A bundle to check.</summary>
/// <param name="Name">What was done to it.</param>
/// <param name="Zip">The bundle.</param>
/// <param name="Code">A finding that must be among those made, or one of several; null for a whole bundle.</param>
/// <param name="Entry">The entry that finding must name, if it must name one.</param>
/// <param name="Older">A checkpoint the reader kept.</param>
/// <param name="Key">A key the reader trusts.</param>
internal sealed record Tampered(string Name, byte[] Zip, string? Code, int? Entry = null, string? Older = null, ECDsa? Key = null);

/// <summary>Everything that can be done to a bundle.</summary>
internal static class Tampering
{
    /// <summary>Stands for whatever is found: both verifiers must answer, and answer the same.</summary>
    public const string Anything = "*";

    private static readonly int[] Numbers = [.. Enumerable.Range(1, 12)];

    public static async Task<IReadOnlyList<Tampered>> All()
    {
        var log = SampleLog.Of();
        var whole = await log.Unpacked();
        return [.. await Whole(log, whole), .. Bytes(whole), .. Fields(whole), .. Rearranged(whole), .. Zips(whole), .. Random(whole.Zip()), .. await Rewritten(log)];
    }

    private static async Task<IEnumerable<Tampered>> Whole(SampleLog log, Unpacked whole) =>
    [
        new("as written", SampleLog.Zip(await log.Bundle()), null),
        new("nothing withheld", SampleLog.Zip(await log.Bundle(withhold: false)), null),
        new("of a smaller log", SampleLog.Zip(await log.Bundle(120)), null),
        new("of a log of one entry only", SampleLog.Zip(await SampleLog.Of(8, 1).Bundle()), null),
        new("zipped by another program", whole.Zip(CompressionLevel.NoCompression), null),
        new("zipped in another order, with folders", Unpacked.Zip(whole.Files.Reverse().Prepend(new("entries/", []))), null),
        new("with an older checkpoint", whole.Zip(), null, Older: log.Sign(100).ToText()),
        new("with an older checkpoint of which the bundle knows the root only", whole.Zip(), null, Older: log.Sign(256).ToText()),
        new("with the same checkpoint", whole.Zip(), null, Older: log.Sign(300).ToText()),
        new("with the checkpoint of the empty log", whole.Zip(), null, Older: log.Sign(0).ToText()),
        new("with a sealed value that is not disclosed", Without(whole, "disclosed/000001.json"), null),
        new("with the right key", whole.Zip(), null, Key: SampleLog.Key),
        new("with a spare key", (await log.Unpacked(keys: [SampleLog.Key, SampleLog.OtherKey])).Zip(), null),
    ];

    private static byte[] Without(Unpacked whole, string name)
    {
        var copy = whole.Copy();
        copy.Files.Remove(name);
        return copy.Reseal().Zip();
    }

    /// <summary>Each file, bluntly: a byte, its end, all of it, the file itself.</summary>
    private static IEnumerable<Tampered> Bytes(Unpacked whole)
    {
        foreach (var (name, content) in whole.Files)
        {
            var (differs, missing) = name switch
            {
                "manifest.json" => ((string?)null, "manifest"),
                "manifest.sha256" => ("manifest-digest", "manifest-digest"),
                _ => ("file-differs", "file-missing"),
            };
            int? entry = name.Split('/') is ["entries" or "payloads" or "disclosed" or "proofs", var file] ? int.Parse(file[..6], CultureInfo.InvariantCulture) : null;
            Tampered Changed(string how, byte[]? to, string code)
            {
                var copy = whole.Copy();
                if (to is null) copy.Files.Remove(name);
                else copy.Files[name] = to;
                return new($"{name}: {how}", copy.Zip(), code, entry);
            }

            foreach (var at in new[] { 0, content.Length / 3, content.Length / 2, content.Length - 1 }.Distinct())
            {
                byte[] flipped = [.. content[..at], (byte)(content[at] ^ 1), .. content[(at + 1)..]];
                // A changed byte may leave the manifest well formed or not.
                var code = differs ?? (IsCanonicalManifest(flipped) ? "manifest-digest" : "manifest");
                yield return Changed($"byte {at} changed", flipped, code);
            }

            yield return Changed("truncated", content[..^1], differs ?? "manifest");
            yield return Changed("longer", [.. content, (byte)'\n'], differs ?? "manifest");
            yield return Changed("emptied", [], differs ?? "manifest");
            yield return Changed("deleted", null, missing);
            var copied = whole.Copy();
            copied.Files[$"{name}.copy"] = content;
            yield return new($"{name}: copied beside", copied.Zip(), "file-unlisted");
            yield return new($"{name}: twice in the zip", Unpacked.Zip(whole.Files.Append(new(name, content))), "file-name");
        }
    }

    private static bool IsCanonicalManifest(byte[] json) => BundleFormat.Read<BundleManifest>(json)?.IsWellFormed() == true;

    /// <summary>Each field, carefully: everything that can be made to fit again is made to fit.</summary>
    private static IEnumerable<Tampered> Fields(Unpacked whole)
    {
        Tampered After(string name, string code, int? entry, Action<Unpacked> change, bool onlyManifest = false)
        {
            var copy = whole.Copy();
            change(copy);
            return new(name, (onlyManifest ? copy.ResealManifest() : copy.Reseal()).Zip(), code, entry);
        }

        foreach (var number in Numbers)
        {
            var (entry, payload, proof) = (Unpacked.FilesOf(number)[0], Unpacked.FilesOf(number)[1], Unpacked.FilesOf(number)[2]);
            foreach (var (member, value) in whole.Json(entry))
            {
                yield return After($"entry {number}: {member} changed", "proof", number, b => Change(b, entry, member, Other(value!)));
                yield return After($"entry {number}: {member} taken away", member == "via" ? "proof" : "entry-form", number, b => Change(b, entry, member, null));
            }

            yield return After($"entry {number}: a member more", "entry-form", number, b => Change(b, entry, "zz", "1"));
            yield return After($"entry {number}: a space more", "entry-form", number, b => b.Set(entry, b.Text(entry) + " "));
            yield return After($"entry {number}: gone", "entry-missing", number, b => b.Files.Remove(entry));

            if (number != SampleLog.WithheldEntry)
            {
                foreach (var (member, value) in whole.Json(payload)["data"]!.AsObject())
                    yield return After($"payload {number}: {member} changed", "payload", number, b => Change(b, payload, "data", With(whole.Json(payload)["data"]!, member, Other(value!))));
                yield return After($"payload {number}: salt changed", "payload", number, b => Change(b, payload, "salt", Convert.ToBase64String(new byte[16])));
                yield return After($"payload {number}: salt no base64", "payload-form", number, b => Change(b, payload, "salt", "?"));
                yield return After($"payload {number}: not canonical", "payload-form", number, b => b.Set(payload, b.Text(payload).Replace(":", ": ", StringComparison.Ordinal)));
                yield return After($"payload {number}: a fraction", "payload-form", number, b => b.Set(payload, b.Text(payload).Replace($"\"level\":{number}", $"\"level\":{number}.5", StringComparison.Ordinal)));
                yield return After($"payload {number}: gone", "payload-missing", number, b => b.Files.Remove(payload));
                yield return After($"payload {number}: said to be withheld", "payload-withheld", number, b => Line(b, number)["withheld"] = true);
            }
            else
            {
                yield return After($"payload {number}: said not to be withheld", "payload-missing", number, b => Line(b, number)["withheld"] = false);
                yield return After($"payload {number}: invented", "payload-withheld", number, b => b.Set(payload, """{"data":{},"salt":""}"""));
            }

            var disclosed = $"disclosed/{number:000000}.json";
            if (number <= SampleLog.DisclosedEntries)
            {
                foreach (var member in new[] { "key", "sealed", "value" })
                    yield return After($"disclosed {number}: {member} changed", "disclosed", number, b => Change(b, disclosed, "values", Disclosing(whole, disclosed, it => it[member] = Other(it[member]!))));
                yield return After($"disclosed {number}: that of another entry", "disclosed", number, b => b.Set(disclosed, b.Text($"disclosed/{3 - number:000000}.json")));
                yield return After($"disclosed {number}: key too short", "disclosed", number, b => Change(b, disclosed, "values", Disclosing(whole, disclosed, it => it["key"] = "AAAA")));
                yield return After($"disclosed {number}: a member more", "disclosed", number, b => Change(b, disclosed, "zz", "1"));
                yield return After($"disclosed {number}: not canonical", "disclosed", number, b => b.Set(disclosed, b.Text(disclosed) + " "));
            }
            else
            {
                yield return After($"disclosed {number}: invented", "disclosed", number, b => b.Set(disclosed, whole.Text("disclosed/000001.json")));
            }

            var lines = whole.Text(proof).Split('\n');
            for (var i = 0; i < lines.Length - 1; i++)
            {
                var line = i;
                yield return After($"proof {number}: line {i} changed", "proof|proof-form", number, b => b.Set(proof, string.Join('\n', lines.Select((l, at) => at == line ? OtherLine(l) : l))));
                yield return After($"proof {number}: line {i} taken away", "proof|proof-form", number, b => b.Set(proof, string.Join('\n', lines.Where((_, at) => at != line))));
            }

            yield return After($"proof {number}: a hash more", "proof", number, b => b.Set(proof, b.Text(proof).Replace("\n\n", $"\n{Convert.ToBase64String(new byte[32])}\n\n", StringComparison.Ordinal)));
            yield return After($"proof {number}: gone", "proof-missing", number, b => b.Files.Remove(proof));

            yield return After($"manifest, entry {number}: other number", "order", number, b => Line(b, number)["number"] = 99);
            yield return After($"manifest, entry {number}: other leaf", "proof", number, b => Line(b, number)["leafIndex"] = Line(b, number)["leafIndex"]!.GetValue<long>() + 1);
            yield return After($"manifest, entry {number}: other event", "entry-manifest", number, b => Line(b, number)["event"] = Guid.Empty.ToString());
            yield return After($"manifest, entry {number}: other stream", "entry-manifest", number, b => Line(b, number)["stream"] = Guid.Empty.ToString());
            yield return After($"manifest, entry {number}: other version", "version", number, b => Line(b, number)["version"] = 77);
            yield return After($"manifest, entry {number}: sequence of zero", "order", number, b => Line(b, number)["sequence"] = -1);
            foreach (var (member, _) in Line(whole, number))
                yield return After($"manifest, entry {number}: {member} taken away", "manifest", null, b => Line(b, number).Remove(member));
        }

        foreach (var (member, value) in whole.Manifest)
        {
            yield return After($"manifest: {member} taken away", "manifest", null, b => b.Manifest.Remove(member), onlyManifest: true);
            yield return After($"manifest: {member} of another kind", "manifest", null, b => b.Manifest[member] = true, onlyManifest: true);
            if (value is JsonObject parts)
                foreach (var (part, _) in parts) yield return After($"manifest: {member}.{part} taken away", "manifest", null, b => b.Manifest[member]!.AsObject().Remove(part), onlyManifest: true);
        }

        yield return After("manifest: another format", "manifest", null, b => b.Manifest["format"] = "other", onlyManifest: true);
        yield return After("manifest: a later version", "manifest", null, b => b.Manifest["version"] = 2, onlyManifest: true);
        yield return After("manifest: another case", "case", null, b => b.Manifest["case"]!["id"] = Guid.Empty.ToString(), onlyManifest: true);
        yield return After("manifest: no entry", "counts", null, b => b.Manifest["entries"] = new JsonArray(), onlyManifest: true);
        yield return After("manifest: an entry of nothing", "manifest", null, b => b.Entries.Add(null), onlyManifest: true);
        yield return After("manifest: files in another order", "manifest", null, b => b.Manifest["files"] = new JsonArray([.. b.Manifest["files"]!.AsArray().Reverse().Select(f => f!.DeepClone())]), onlyManifest: true);
        foreach (var (count, _) in whole.Manifest["counts"]!.AsObject())
            yield return After($"manifest: count of {count}", "counts", null, b => b.Manifest["counts"]![count] = 99, onlyManifest: true);
        for (var i = 0; i < whole.Manifest["files"]!.AsArray().Count; i++)
        {
            var at = i;
            JsonObject FileLine(Unpacked b) => b.Manifest["files"]!.AsArray()[at]!.AsObject();
            var name = FileLine(whole)["name"]!.GetValue<string>();
            yield return After($"manifest, {name}: other digest", "file-differs", null, b => FileLine(b)["sha256"] = new string('0', 64), onlyManifest: true);
            yield return After($"manifest, {name}: other size", "file-differs", null, b => FileLine(b)["size"] = 1, onlyManifest: true);
            yield return After($"manifest, {name}: not listed", "file-unlisted", null, b => b.Manifest["files"]!.AsArray().RemoveAt(at), onlyManifest: true);
            yield return After($"manifest, {name}: listed under another name", "file-missing", null, b => FileLine(b)["name"] = name + ".", onlyManifest: true);
        }

        foreach (var (line, i) in whole.Text("checkpoint").Split('\n')[..^1].Select((l, i) => (l, i)))
        {
            // The signature differs, or what it covers; if the form is lost, that is what is said.
            yield return After($"checkpoint: line {i} changed everywhere", line.Length == 0 ? "checkpoint" : "signature", null, b =>
            {
                foreach (var file in b.Files.Keys.Where(n => n == "checkpoint" || n.EndsWith(".tlog-proof", StringComparison.Ordinal)).ToList())
                    b.Set(file, b.Text(file).Replace(whole.Text("checkpoint"), string.Join('\n', whole.Text("checkpoint").Split('\n').Select((l, at) => at == i ? OtherLine(l) : l)), StringComparison.Ordinal));
            });
            yield return After($"checkpoint: line {i} taken away", "checkpoint", null,
                b => b.Set("checkpoint", string.Join('\n', b.Text("checkpoint").Split('\n').Where((_, at) => at != i))));
        }

        var keyFile = whole.Files.Keys.Single(n => n.StartsWith("keys/", StringComparison.Ordinal));
        yield return After("key: another one", "signature", null, b => b.Set(keyFile, PemEncoding.WriteString("PUBLIC KEY", SampleLog.OtherKey.ExportSubjectPublicKeyInfo()) + "\n"));
        yield return After("key: of another kind", "key", null, b => b.Set(keyFile, "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n"));
        yield return After("key: none", "signature", null, b => b.Files.Remove(keyFile));
        yield return After("key: a stray file", "file-unexpected", null, b => b.Set("keys/note.txt", "x"));

        foreach (var consistency in whole.Files.Keys.Where(n => n.StartsWith("consistency/", StringComparison.Ordinal)))
        {
            var hashes = whole.Json(consistency)["hashes"]!.AsArray();
            for (var i = 0; i < hashes.Count; i++)
            {
                var at = i;
                yield return After($"{consistency}: hash {i} changed", "consistency", null, b => Change(b, consistency, "hashes", new JsonArray([.. hashes.Select((h, n) => n == at ? Other(h!) : h!.DeepClone())])));
                yield return After($"{consistency}: hash {i} taken away", "consistency", null, b => Change(b, consistency, "hashes", new JsonArray([.. hashes.Where((_, n) => n != at).Select(h => h!.DeepClone())])));
            }

            yield return After($"{consistency}: root changed", "consistency", null, b => Change(b, consistency, "root", Other(whole.Json(consistency)["root"]!)));
            yield return After($"{consistency}: size changed", "consistency", null, b => Change(b, consistency, "size", 101));
            yield return After($"{consistency}: for another size", "consistency", null, b =>
            {
                Change(b, consistency, "size", 101);
                b.Move(consistency, "consistency/101.json");
            });
            yield return After($"{consistency}: note of nothing", "consistency", null, b => Change(b, consistency, "note", ""));
            yield return After($"{consistency}: a null hash", "consistency", null, b => Change(b, consistency, "hashes", new JsonArray((JsonNode?)null)));
        }

        yield return After("consistency/100.json: signature changed", "consistency-signature", null,
            b => Change(b, "consistency/100.json", "note", string.Join('\n', whole.Json("consistency/100.json")["note"]!.GetValue<string>().Split('\n').Select(l => l.StartsWith('—') ? OtherLine(l) : l))));
        yield return After("consistency/100.json: note of another head", "consistency", null, b => Change(b, "consistency/100.json", "note", b.Text("checkpoint")));

        foreach (var (member, value) in whole.Json("attachments.json")["attachments"]![0]!.AsObject())
            yield return After($"attachment: {member} changed", member == "event" || member == "sha256" || member == "size" ? "attachment" : "file-unexpected", null, b => Attachment(b, member, Other(value!)));
        yield return After("attachment: not listed", "counts", null, b => b.Set("attachments.json", new JsonObject { ["attachments"] = new JsonArray() }));
        yield return After("attachment: of no event", "attachment", null, b => Attachment(b, "event", Guid.Empty.ToString()));
        yield return After("attachment: another document", "attachment", SampleLog.EntryWithDocument, b => b.Set("attachments/minutes-1", "khác"));
        yield return After("attachments: not in the form", "attachments", null, b => b.Set("attachments.json", "[]"));
    }

    /// <summary>Whole entries moved, doubled, dropped or slipped in, with numbers, counts and digests made to fit.</summary>
    private static IEnumerable<Tampered> Rearranged(Unpacked whole)
    {
        foreach (var number in Numbers[..^1])
            for (var kind = 0; kind < 3; kind++)
            {
                var (one, other) = (Unpacked.FilesOf(number)[kind], Unpacked.FilesOf(number + 1)[kind]);
                if (!whole.Files.ContainsKey(one) || !whole.Files.ContainsKey(other)) continue;
                var swapped = whole.Copy();
                swapped.Swap(one, other);
                yield return new($"{one} and the next swapped", swapped.Reseal().Zip(), kind == 1 ? "payload" : "proof", number);
            }

        foreach (var number in Numbers[..^1])
        {
            var reordered = whole.Copy();
            foreach (var (one, other) in Unpacked.FilesOf(number).Zip(Unpacked.FilesOf(number + 1)))
                if (whole.Files.ContainsKey(one) && whole.Files.ContainsKey(other)) reordered.Swap(one, other);
                else if (whole.Files.ContainsKey(one)) reordered.Move(one, other);
                else reordered.Move(other, one);
            var (first, second) = (Line(whole, number).DeepClone(), Line(whole, number + 1).DeepClone());
            (first["number"], second["number"]) = (number + 1, number);
            (reordered.Entries[number - 1], reordered.Entries[number]) = (second, first);
            yield return new($"entries {number} and {number + 1} in the other order", reordered.Reseal().Zip(), "order", number + 1);
        }

        foreach (var number in Numbers)
        {
            // The entry after the gap in the same stream, under its new number; the last of a stream leaves no gap (docs/audit.md).
            var stream = Line(whole, number)["stream"]!.GetValue<string>();
            var next = Numbers.FirstOrDefault(n => n > number && Line(whole, n)["stream"]!.GetValue<string>() == stream);
            if (next == 0) continue;
            var dropped = whole.Copy();
            dropped.Drop(number);
            if (number == SampleLog.EntryWithDocument)
            {
                dropped.Set("attachments.json", new JsonObject { ["attachments"] = new JsonArray() });
                dropped.Files.Remove("attachments/minutes-1");
                dropped.Manifest["counts"]!["attachments"] = 0;
            }

            yield return new($"entry {number} dropped everywhere", dropped.Reseal().Zip(), "version", next - 1);

            var doubled = whole.Copy();
            foreach (var (from, to) in Unpacked.FilesOf(number).Zip(Unpacked.FilesOf(13)))
                if (whole.Files.TryGetValue(from, out var content)) doubled.Files[to] = content;
            doubled.Entries.Add(With(Line(whole, number), "number", 13));
            doubled.Manifest["counts"]!["events"] = 13;
            yield return new($"entry {number} a second time", doubled.Reseal().Zip(), "duplicate", 13);

            var slippedIn = whole.Copy();
            var forged = LedgerEntry.Build("platform", DateTimeOffset.UnixEpoch, Guid.Empty, new string('0', 64), SampleLog.CaseId, "case_noted", 9);
            foreach (var (from, to) in Unpacked.FilesOf(number).Zip(Unpacked.FilesOf(13)))
                if (whole.Files.TryGetValue(from, out var content)) slippedIn.Files[to] = content;
            slippedIn.Files[Unpacked.FilesOf(13)[0]] = forged;
            slippedIn.Entries.Add(new JsonObject
            {
                ["event"] = Guid.Empty.ToString(),
                ["leafIndex"] = 299,
                ["number"] = 13,
                ["sequence"] = 2999,
                ["stream"] = SampleLog.CaseId.ToString(),
                ["version"] = 9,
                ["withheld"] = false,
            });
            slippedIn.Manifest["counts"]!["events"] = 13;
            yield return new($"an entry slipped in with the proof of {number}", slippedIn.Reseal().Zip(), "proof", 13);
        }

        var stray = whole.Copy();
        foreach (var (from, to) in Unpacked.FilesOf(1).Zip(Unpacked.FilesOf(13))) stray.Files[to] = whole.Files[from];
        yield return new("files of an entry that is not listed", stray.Reseal().Zip(), "file-unexpected", 13);
    }

    private static IEnumerable<Tampered> Zips(Unpacked whole)
    {
        var zip = whole.Zip();
        yield return new("an empty file", [], "unreadable");
        yield return new("no zip", "verify me"u8.ToArray(), "unreadable");
        yield return new("a zip cut off", zip[..^30], "unreadable");
        yield return new("a zip without its beginning", zip[40..], "unreadable");
        yield return new("an empty zip", Unpacked.Zip([]), "manifest");
        foreach (var name in new[] { "../outside", "/etc/passwd", "a/../b", "a//b", "C:\\x", "a\\b", "MANIFEST.JSON", ".", "tên", new string('n', 201) })
            yield return new($"a file named {name[..Math.Min(name.Length, 20)]}", Unpacked.Zip(whole.Files.Append(new(name, [1]))), "file-name");
        yield return new("a file of 257 MiB of zeros", Unpacked.Zip(whole.Files.Append(new("zeros", new byte[257 << 20]))), "too-large");
        yield return new("too many files", Unpacked.Zip(Enumerable.Range(0, 65_001).Select(i => new KeyValuePair<string, byte[]>($"f{i}", [])), CompressionLevel.NoCompression), "too-large");
        yield return new("packed data that does not say it ends", Unending(zip), null);
        yield return new("JSON nested without end", Nested(whole), "payload-form", 1);
    }

    /// <summary>The first file's first block is no longer marked as its last.</summary>
    private static byte[] Unending(byte[] zip)
    {
        var copy = zip.ToArray();
        copy[30 + BitConverter.ToUInt16(zip, 26) + BitConverter.ToUInt16(zip, 28)] &= 0xfe;
        return copy;
    }

    /// <summary>Bytes changed anywhere, most of them in the zip's directory, where they change what is read.</summary>
    private static IEnumerable<Tampered> Random(byte[] zip)
    {
        var random = new Random(6962);
        var directory = (int)BitConverter.ToUInt32(zip, zip.Length - 6);
        for (var i = 0; i < 400; i++)
        {
            var broken = zip.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--) broken[random.Next(random.Next(5) == 0 ? 0 : directory, broken.Length)] ^= (byte)random.Next(1, 256);
            yield return new($"random {i}", random.Next(10) == 0 ? broken[..random.Next(broken.Length)] : broken, Anything);
        }
    }

    /// <summary>Everything made anew and signed: only something from outside the bundle can tell.</summary>
    private static async Task<IEnumerable<Tampered>> Rewritten(SampleLog log)
    {
        var cases = new List<Tampered>();
        foreach (var number in Numbers)
        {
            var forged = SampleLog.Of(rewritten: number);
            var signed = (await forged.Unpacked()).Zip();
            var older = number <= 5 ? 100 : 290;
            cases.Add(new($"event {number} rewritten, all signed with the right key", signed, "older-fork", Older: log.Sign(older).ToText()));
            cases.Add(new($"event {number} rewritten, all signed with the right key, and the same size kept", signed, "older-fork", Older: log.Sign(300).ToText()));
            var elsewhere = SampleLog.Of(rewritten: number, key: SampleLog.OtherKey);
            cases.Add(new($"event {number} rewritten, all signed with another key", (await elsewhere.Unpacked()).Zip(), "signature", Key: SampleLog.Key));
            cases.Add(new($"event {number} rewritten, signed with another key, the older checkpoint kept", (await elsewhere.Unpacked()).Zip(), "older-signature", Older: log.Sign(older).ToText()));
            cases.Add(new($"event {number} rewritten, signed with another key, both keys in the bundle", (await elsewhere.Unpacked(keys: [SampleLog.Key, SampleLog.OtherKey])).Zip(), "older-fork", Older: log.Sign(older).ToText()));
        }

        var whole = await log.Unpacked();
        cases.Add(new("history cut", (await log.Unpacked(200)).Zip(), "older-cut", Older: log.Sign(300).ToText()));
        cases.Add(new("no consistency proof from there", whole.Zip(), "older-missing", Older: log.Sign(150).ToText()));
        cases.Add(new("older checkpoint of another log", whole.Zip(), "older-origin", Older: log.Sign(100, "other.example").ToText()));
        cases.Add(new("older checkpoint that is none", whole.Zip(), "older-form", Older: "x"));
        cases.Add(new("older checkpoint of another signer", whole.Zip(), "older-signature", Older: SampleLog.Of(key: SampleLog.OtherKey).Sign(100).ToText()));
        cases.Add(new("a key that did not sign", whole.Zip(), "signature", Key: SampleLog.OtherKey));
        whole.Files.Remove("consistency/100.json");
        cases.Add(new("consistency proof taken away", whole.Reseal().Zip(), "older-missing", Older: log.Sign(100).ToText()));
        return cases;
    }

    private static byte[] Nested(Unpacked whole)
    {
        var copy = whole.Copy();
        copy.Set(Unpacked.FilesOf(1)[1], $$"""{"data":{{new string('[', 20_000)}}{{new string(']', 20_000)}},"salt":""}""");
        return copy.Reseal().Zip();
    }

    private static JsonObject Line(Unpacked bundle, int number) => bundle.Entries[number - 1]!.AsObject();

    private static void Change(Unpacked bundle, string file, string member, JsonNode? value)
    {
        var json = bundle.Json(file);
        if (value is null) json.Remove(member);
        else json[member] = value;
        bundle.Set(file, json);
    }

    private static void Attachment(Unpacked bundle, string member, JsonNode value) =>
        bundle.Set("attachments.json", new JsonObject { ["attachments"] = new JsonArray(With(bundle.Json("attachments.json")["attachments"]![0]!, member, value)) });

    private static JsonArray Disclosing(Unpacked whole, string file, Action<JsonObject> change)
    {
        var values = whole.Json(file)["values"]!.DeepClone().AsArray();
        change(values[0]!.AsObject());
        return values;
    }

    private static JsonNode With(JsonNode json, string member, JsonNode value)
    {
        var copy = json.DeepClone();
        copy[member] = value;
        return copy;
    }

    /// <summary>Another value of the same form.</summary>
    private static JsonNode Other(JsonNode value) => value switch
    {
        JsonArray => new JsonArray(),
        JsonValue v when v.TryGetValue<long>(out var number) => number + 1,
        JsonValue v when v.TryGetValue<string>(out var text) => text.Length == 0 ? "x" : text[0] is '0' or 'A' ? $"1{text[1..]}" : text[0] is >= '1' and <= '9' or >= 'a' and <= 'f' ? $"0{text[1..]}" : $"A{text[1..]}",
        _ => "x",
    };

    /// <summary>Another line of the same form: one character of a hash, a number, a name or a signature.</summary>
    private static string OtherLine(string line) => line.Length switch
    {
        0 => "x",
        _ when line.StartsWith('—') => $"{line[..^20]}{(line[^20] == 'A' ? 'B' : 'A')}{line[^19..]}",
        _ when line.StartsWith("index ", StringComparison.Ordinal) => $"{line}0",
        44 => $"{(line[0] == 'A' ? 'B' : 'A')}{line[1..]}",
        _ when char.IsAsciiDigit(line[0]) => $"{line}0",
        _ => $"x{line}",
    };
}
