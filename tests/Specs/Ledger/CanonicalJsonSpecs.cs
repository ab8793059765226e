using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.Specs.Ledger;

public sealed class CanonicalJsonSpecs
{
    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Names_are_sorted_by_UTF_16_units_as_in_RFC_8785_section_3_2_3()
    {
        const string sent = """
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
             "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """;
        JsonNode.Parse(Canonical(sent))!.AsObject().Select(m => m.Value!.GetValue<string>()).ShouldBe(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"]);
    }

    [Fact]
    public void Text_and_literals_are_written_as_in_RFC_8785_section_3_2_2() =>
        Canonical("""{ "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }""")
            .ShouldBe("""{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}""");

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-17", "-17")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("-9007199254740992", "-9007199254740992")]
    [InlineData(" { } ", "{}")]
    [InlineData("[ ]", "[]")]
    [InlineData("\"\\u2028\\u007f\\b\\f\\t\"", "\"\u2028\u007f\\b\\f\\t\"")]
    [InlineData("\"Đặng \\ud83d\\ude00\"", "\"Đặng 😀\"")]
    [InlineData("{\"b\":{\"d\":1,\"c\":2},\"a\":[{\"z\":1,\"y\":2}]}", "{\"a\":[{\"y\":2,\"z\":1}],\"b\":{\"c\":2,\"d\":1}}")]
    public void What_the_record_may_hold_has_one_form(string sent, string canonical) => Canonical(sent).ShouldBe(canonical);

    [Theory]
    [InlineData("1.5")]
    [InlineData("1.0")]
    [InlineData("1E2")]
    [InlineData("9007199254740993")]
    [InlineData("-9223372036854775808")]
    [InlineData("1e400")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\udc00 \\ud800\"")]
    [InlineData("{\"\\ud800\":1}")]
    public void What_storage_would_change_is_refused(string sent) => Should.Throw<FormatException>(() => Canonical(sent));

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\":1} {\"b\":2}")]
    [InlineData("{\"a\":1}x")]
    [InlineData("{\"a\":1,}")]
    [InlineData("NaN")]
    [InlineData("/* */ 1")]
    public void What_is_not_one_value_is_refused(string sent) => Should.Throw<JsonException>(() => Canonical(sent));

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused() =>
        Should.Throw<Exception>(() => CanonicalJson.Canonicalize([(byte)'"', 0xC3, 0x28, (byte)'"'])).ShouldBeAssignableTo<FormatException>();

    [Fact]
    public void Order_of_members_and_repetition_do_not_matter() => Prop.ForAll(
        Arb.From(Gen.ArrayOf(Gen.Elements("a", "B", "đ", "€", "😀", "\ufb33", "\r", "10", "9", "")).Select(names => names.Distinct().ToArray())),
        names =>
        {
            string Object(IEnumerable<string> order) => $"{{{string.Join(", ", order.Select(n => $"{JsonSerializer.Serialize(n)} : {n.Length}"))}}}";
            var canonical = Canonical(Object(names));
            return Canonical(Object(names.Reverse())) == canonical && Canonical(canonical) == canonical;
        }).QuickCheckThrowOnFailure();
}
