using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Specs.Privacy;

/// <summary>How a value is sealed, where it may stand, and what is left when its key is gone.</summary>
public sealed class Sealing_personal_data
{
    private static readonly byte[] key = SHA256.HashData("a person"u8);
    private static readonly Guid person = Guid.Parse("0193a000-0000-7000-8000-000000000001");

    private sealed record Story([Personal] string Told, [Personal] string? Place, [Personal] DateOnly? BornOn, [Personal] IReadOnlyList<string> Witnesses, [Personal(Whose.Informant)] Teller? Teller, IReadOnlyList<Step> Steps, string Code);

    private sealed record Teller(string Name, string Phone);

    private sealed record Step(int Number, [Personal] string What);

    private static readonly Story story = new("Em Thử kể chuyện.", null, new(2015, 5, 17), ["Cô Mẫu"], new("Ông Ví Dụ", "0900 000 000"), [new(1, "Gặp gia đình Em Thử"), new(2, "Họp")], "50.a");

    [Fact]
    public void Leaves_codes_in_clear_and_nothing_else()
    {
        var written = Written(story).ToJsonString();

        foreach (var told in new[] { "Thử", "2015", "Mẫu", "Ví Dụ", "0900", "Họp" }) written.ShouldNotContain(told);
        written.ShouldContain("\"code\":\"50.a\"");
        written.ShouldContain("\"number\":2");
        written.ShouldNotContain("place");
        JsonSerializer.Serialize(Read(Written(story), it => key), EventTypes.Json).ShouldBe(JsonSerializer.Serialize(story, EventTypes.Json));
    }

    [Fact]
    public void Reads_as_erased_when_the_key_is_gone_and_never_fails()
    {
        var read = Read(Written(story), _ => null);

        read.Told.ShouldBe(PersonalFields.Erased);
        read.Place.ShouldBeNull();
        read.BornOn.ShouldBeNull();
        read.Witnesses.ShouldBeEmpty();
        read.Teller.ShouldBeNull();
        read.Steps.ShouldBe([new(1, PersonalFields.Erased), new(2, PersonalFields.Erased)]);
        read.Code.ShouldBe("50.a");
    }

    /// <summary>As the database spells JSON; $text, $list and $value stand for a sealed value of that form, whose key is gone.</summary>
    [Theory]
    [InlineData("""{"a": $text, "b": [1, {"c": "x, y"}]}""", """{"a": "[đã xóa / erased]", "b": [1, {"c": "x, y"}]}""")]
    [InlineData("""{"a": $list, "b": 1}""", """{"a": [], "b": 1}""")]
    [InlineData("""{"a": $value, "b": 1}""", """{"b": 1}""")]
    [InlineData("""{"a": $value, "b": $value}""", "{}")]
    [InlineData("""{"a": 1, "b": $value, "c": $value}""", """{"a": 1}""")]
    [InlineData("""{"a": 1, "b": {"c": $value}, "d": ","}""", """{"a": 1, "b": {}, "d": ","}""")]
    [InlineData("""{"a": [$value, {"b": $value}]}""", """{"a": [null, {}]}""")]
    [InlineData("""{"$person": 1, "b": {"$text": 2, "c": 3, "d": 4}, "e": {}}""", """{"$person": 1, "b": {"$text": 2, "c": 3, "d": 4}, "e": {}}""")]
    public void Leaves_out_of_what_is_stored_only_what_cannot_be_opened(string stored, string told)
    {
        foreach (var form in new[] { "$text", "$list", "$value" }) stored = stored.Replace($" {form}", $$""" {"{{form}}": "AAAA", "$person": "{{person}}"}""").Replace($"[{form}", $$"""[{"{{form}}": "AAAA", "$person": "{{person}}"}""");

        Encoding.UTF8.GetString(PersonalFields.Reveal(Encoding.UTF8.GetBytes(stored), (_, _, _) => null)).ShouldBe(told);
    }

    [Fact]
    public void Derives_the_key_of_a_value_by_HKDF_from_the_persons_key() =>
        FieldCipher.KeyOf(FieldCipher.RootOf(key), "event.told").ShouldBe(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "event.told"u8.ToArray()));

    [Fact]
    public void Reads_what_a_foreign_program_left_in_clear() =>
        Read(JsonSerializer.SerializeToNode(story, EventTypes.Json)!, _ => null).Told.ShouldBe(story.Told);

    [Fact]
    public void Opens_only_where_it_was_sealed()
    {
        var sealedText = FieldCipher.Seal(FieldCipher.KeyOf(key, "event.told"), "Em Thử"u8);

        Encoding.UTF8.GetString(FieldCipher.Open(FieldCipher.KeyOf(key, "event.told"), sealedText)).ShouldBe("Em Thử");
        Should.Throw<CryptographicException>(() => FieldCipher.Open(FieldCipher.KeyOf(key, "event.place"), sealedText));
        Should.Throw<CryptographicException>(() => FieldCipher.Open(FieldCipher.KeyOf(key, "another event.told"), sealedText));
        Should.Throw<CryptographicException>(() => FieldCipher.Open(FieldCipher.KeyOf(SHA256.HashData("another"u8), "event.told"), sealedText));
        Should.Throw<CryptographicException>(() => FieldCipher.Open(FieldCipher.KeyOf(key, "event.told"), "not base64 at all"));
        Should.Throw<CryptographicException>(() => FieldCipher.Open(FieldCipher.KeyOf(key, "event.told"), ""));
    }

    [Fact]
    public void Does_not_open_with_one_bit_changed() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (text, at) =>
        {
            var bytes = Convert.FromBase64String(FieldCipher.Seal(key, Encoding.UTF8.GetBytes(text.Get)));
            bytes[at % bytes.Length] ^= (byte)(1 << (at % 8));
            Should.Throw<CryptographicException>(() => FieldCipher.Open(key, Convert.ToBase64String(bytes)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Differs_each_time_in_events_and_never_in_read_models()
    {
        FieldCipher.Seal(key, "x"u8).ShouldNotBe(FieldCipher.Seal(key, "x"u8));
        FieldCipher.Seal(key, "x"u8, repeatable: true).ShouldBe(FieldCipher.Seal(key, "x"u8, repeatable: true));
        FieldCipher.Seal(key, "x"u8, repeatable: true).ShouldNotBe(FieldCipher.Seal(key, "y"u8, repeatable: true));
    }

    [Theory]
    [InlineData("Nguyễn Thị Đào", "nguyen thi dao")]
    [InlineData("ĐÀO THỊ nguyễn", "dao thi nguyen")]
    [InlineData("Ngu\u0079e\u0302\u0303n", "nguyen")]
    public void Names_are_folded_as_people_type_them(string name, string folded) => SearchText.Fold(name).ShouldBe(folded);

    private static JsonNode Written(Story it)
    {
        var data = JsonSerializer.SerializeToNode(it, EventTypes.Json)!;
        var fields = PersonalFields.Of(typeof(Story))!;
        fields.Holds(data).ShouldBe([Whose.Child, Whose.Informant], ignoreOrder: true);
        fields.Seal(data, (_, path, value) => (person, FieldCipher.Seal(FieldCipher.KeyOf(key, path), Encoding.UTF8.GetBytes(value.ToJsonString(EventTypes.Json)))));
        return data;
    }

    private static Story Read(JsonNode data, Func<Guid, byte[]?> keyOf)
    {
        var told = PersonalFields.Reveal(JsonSerializer.SerializeToUtf8Bytes(data, EventTypes.Json), (of, path, text) => keyOf(of) is { } found ? FieldCipher.Open(FieldCipher.KeyOf(found, path), text) : null);
        return JsonSerializer.Deserialize<Story>(told, EventTypes.Json)!;
    }
}
