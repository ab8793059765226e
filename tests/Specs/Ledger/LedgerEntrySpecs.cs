using System.Security.Cryptography;
using System.Text;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.Specs.Ledger;

public sealed class LedgerEntrySpecs
{
    private static readonly Guid Event = Guid.Parse("0190D0D0-0000-7000-8000-0000000000EE");
    private static readonly Guid Stream = Guid.Parse("0190d0d0-0000-7000-8000-0000000000ff");
    private static readonly DateTimeOffset At = new(2026, 2, 17, 7, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public void An_entry_is_canonical_JSON_with_these_members_and_no_others() =>
        Encoding.UTF8.GetString(LedgerEntry.Build("anonymous", At, Event, "00ff", Stream, "case_opened", 3)).ShouldBe(
            """{"actor":"anonymous","at":"2026-02-17T00:00:00.000000Z","event":"0190d0d0-0000-7000-8000-0000000000ee","payload":"00ff","stream":"0190d0d0-0000-7000-8000-0000000000ff","type":"case_opened","v":1,"version":3}""");

    [Fact]
    public void An_event_from_elsewhere_is_visibly_so() =>
        Encoding.UTF8.GetString(LedgerEntry.Build("anonymous", At, Event, "00ff", Stream, "x", 1, external: true)).ShouldEndWith(""","version":1,"via":"external"}""");

    [Fact]
    public void With_the_digest_of_its_headers_an_entry_is_of_form_two() =>
        Encoding.UTF8.GetString(LedgerEntry.Build("anonymous", At, Event, "00ff", Stream, "x", 1, headersDigest: "aa")).ShouldBe(
            """{"actor":"anonymous","at":"2026-02-17T00:00:00.000000Z","event":"0190d0d0-0000-7000-8000-0000000000ee","headers":"aa","payload":"00ff","stream":"0190d0d0-0000-7000-8000-0000000000ff","type":"x","v":2,"version":1}""");

    [Fact]
    public void A_payload_without_canonical_form_says_in_which_form_it_is_digested() =>
        Encoding.UTF8.GetString(LedgerEntry.Build("external", At, Event, "00ff", Stream, "x", 1, external: true, form: LedgerEntry.Jsonb)).ShouldContain(""","form":"jsonb","payload":"00ff",""");

    [Fact]
    public void The_payload_is_digested_behind_its_salt()
    {
        var salt = Enumerable.Range(0, LedgerEntry.SaltLength).Select(i => (byte)i).ToArray();
        LedgerEntry.PayloadDigest(salt, "{}"u8).ShouldBe(Convert.ToHexStringLower(SHA256.HashData([.. salt, .. "{}"u8])));
        LedgerEntry.PayloadDigest(new byte[16], "{}"u8).ShouldNotBe(LedgerEntry.PayloadDigest(salt, "{}"u8));
    }

    [Fact]
    public void The_leaf_of_nothing_is_that_of_RFC_6962() =>
        Convert.ToHexStringLower(LedgerEntry.LeafHash([])).ShouldBe("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}
