using System.Security.Cryptography;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.Specs.Ledger;

public sealed class NoteSpecs
{
    private const string Origin = "protectionplatform.example/log";
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly Checkpoint Head = new(Origin, 3, MerkleTree.EmptyRoot);

    private static NoteVerifier Verifier => new(Origin, Key.ExportSubjectPublicKeyInfo());

    private static SignedNote Sign(string text) => new(text, [new NoteSigner(Origin, Key).Sign(text)]);

    [Fact]
    public void A_checkpoint_is_three_lines()
    {
        Head.ToText().ShouldBe("protectionplatform.example/log\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
        Checkpoint.Parse(Head.ToText()).ShouldBe(Head);
        Head.ShouldNotBe(Head with { Root = new byte[32] });
    }

    [Theory]
    [InlineData("")]
    [InlineData("log\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("log\n03\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("log\n-3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("log\n9223372036854775808\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("log\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n")]
    [InlineData("log\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hS\n")]
    [InlineData("log\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nextension\n")]
    public void Any_other_form_of_a_checkpoint_is_refused(string text) => Should.Throw<FormatException>(() => Checkpoint.Parse(text));

    [Fact]
    public void A_signed_note_reads_as_it_was_written_and_its_signature_is_right()
    {
        var note = SignedNote.Parse(Sign(Head.ToText()).ToText());
        note.Text.ShouldBe(Head.ToText());
        note.ToText().ShouldStartWith($"{Head.ToText()}\n— {Origin} ");
        Verifier.Verifies(note).ShouldBeTrue();
    }

    [Fact]
    public void The_key_id_is_the_beginning_of_the_digest_of_the_public_key()
    {
        Verifier.Fingerprint.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Key.ExportSubjectPublicKeyInfo())));
        Verifier.Fingerprint.ShouldStartWith(Sign("x\n").Signatures[0].KeyId.ToString("x8", null));
        Verifier.VerifierKey.ShouldBe($"{Origin}+{Verifier.KeyId:x8}+{Convert.ToBase64String([2, .. Key.ExportSubjectPublicKeyInfo()])}");
    }

    [Fact]
    public void A_signature_covers_every_byte_of_the_text()
    {
        var note = Sign("abc\n");
        Verifier.Verifies(note with { Text = "abd\n" }).ShouldBeFalse();
        Verifier.Verifies(note with { Text = "abc\n\n" }).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => Sign("abc"));
    }

    [Fact]
    public void Unknown_signatures_are_passed_over_but_a_wrong_one_of_a_known_key_spoils_the_note()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = Sign("abc\n").Signatures[0];
        var foreign = new NoteSigner("witness.example", other).Sign("abc\n");
        Verifier.Verifies(new SignedNote("abc\n", [foreign, own])).ShouldBeTrue();
        new NoteVerifier("witness.example", other.ExportSubjectPublicKeyInfo()).Verifies(new SignedNote("abc\n", [foreign, own])).ShouldBeTrue();
        Verifier.Verifies(new SignedNote("abc\n", [foreign])).ShouldBeFalse();
        Verifier.Verifies(new SignedNote("abc\n", [own with { Name = "other.example" }])).ShouldBeFalse();
        Verifier.Verifies(new SignedNote("abc\n", [own with { KeyId = own.KeyId + 1 }])).ShouldBeFalse();
        Verifier.Verifies(new SignedNote("abc\n", [own, own with { Signature = Sign("abd\n").Signatures[0].Signature }])).ShouldBeFalse();
        Verifier.Verifies(new SignedNote("abc\n", [own with { Signature = [1, 2, 3] }])).ShouldBeFalse();
    }

    [Fact]
    public void Only_P_256_keys_are_taken()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Should.Throw<CryptographicException>(() => new NoteVerifier(Origin, other.ExportSubjectPublicKeyInfo()));
        Should.Throw<CryptographicException>(() => new NoteVerifier(Origin, [.. Key.ExportSubjectPublicKeyInfo(), 0]));
        Should.Throw<CryptographicException>(() => new NoteVerifier(Origin, [1, 2, 3]));
        Should.Throw<ArgumentException>(() => new NoteVerifier("two words", Key.ExportSubjectPublicKeyInfo()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc\n")]
    [InlineData("abc\n\n")]
    [InlineData("abc\n\n— log AAAAAAA=")]
    [InlineData("abc\n\n- log AAAAAAA=\n")]
    [InlineData("abc\n\n— log AAAAAA==\n")]
    [InlineData("abc\n\n— log AAAAAAB=\n")]
    [InlineData("abc\n\n— log  AAAAAAA=\n")]
    [InlineData("abc\n\n—  AAAAAAA=\n")]
    [InlineData("abc\n\n— l+g AAAAAAA=\n")]
    [InlineData("abc\t\n\n— log AAAAAAA=\n")]
    [InlineData("abc\n\n— log !\n")]
    public void What_is_no_signed_note_is_refused(string text) => Should.Throw<FormatException>(() => SignedNote.Parse(text));

    [Fact]
    public void A_receipt_reads_as_it_was_written()
    {
        var text = TlogProof.Format(1, [new byte[32], MerkleTree.EmptyRoot], Sign(Head.ToText()));
        text.ShouldStartWith($"c2sp.org/tlog-proof@v1\nindex 1\n{Convert.ToBase64String(new byte[32])}\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n{Origin}\n3\n");
        var read = TlogProof.Parse(text);
        read.Index.ShouldBe(1);
        read.Hashes.ShouldBe([new byte[32], MerkleTree.EmptyRoot]);
        Verifier.Verifies(read.Note).ShouldBeTrue();
        TlogProof.Parse(TlogProof.Format(0, [], Sign(Head.ToText()))).Hashes.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_no_receipt_is_refused()
    {
        var text = TlogProof.Format(1, [new byte[32]], Sign(Head.ToText()));
        foreach (var wrong in new[]
        {
            "", text[..40], text.Replace("@v1", "@v2", StringComparison.Ordinal), text.Replace("index 1", "index 01", StringComparison.Ordinal),
            text.Replace("index 1", "index", StringComparison.Ordinal), text.Replace("index 1", "extra AAAA\nindex 1", StringComparison.Ordinal),
            text.Replace("AAA=", "AAB=", StringComparison.Ordinal), text.TrimEnd('\n'), TlogProof.Format(1, [.. Enumerable.Repeat(new byte[32], 64)], Sign(Head.ToText())),
        })
            Should.Throw<FormatException>(() => TlogProof.Parse(wrong));
    }
}
