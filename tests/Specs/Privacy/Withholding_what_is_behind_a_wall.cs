using System.Text.Json.Nodes;
using ProtectionPlatform.BuildingBlocks.Privacy;

namespace ProtectionPlatform.Specs.Privacy;

/// <summary>Values behind a wall are left out of an event unless its reader looks behind that very wall.</summary>
public sealed class Withholding_what_is_behind_a_wall
{
    private sealed record Told([Personal] string What, [Personal(Whose.Informant, Behind = Wall.SecondPermission)] string? Who, IReadOnlyList<Talk> Talks);

    private sealed record Talk([Personal(Behind = Wall.Counselling)] string? Words, int Number);

    private static readonly PersonalFields fields = PersonalFields.Of(typeof(Told))!;

    private static JsonNode Data => JsonNode.Parse("""{"what":"w","who":"o","talks":[{"words":"a","number":1},{"words":"b","number":2}]}""")!;

    [Theory]
    [InlineData(Wall.None, """{"what":"w","talks":[{"number":1},{"number":2}]}""", "who words")]
    [InlineData(Wall.SecondPermission, """{"what":"w","who":"o","talks":[{"number":1},{"number":2}]}""", "words")]
    [InlineData(Wall.Counselling, """{"what":"w","talks":[{"words":"a","number":1},{"words":"b","number":2}]}""", "who")]
    public void Leaves_out_each_and_says_so(Wall open, string left, string withheld)
    {
        var data = Data;
        fields.Withhold(data, open).Select(w => w.Field).ShouldBe(withheld.Split(' '));
        data.ToJsonString().ShouldBe(left);
    }

    [Fact]
    public void Leaves_out_what_is_sealed_too_and_wherever_an_older_form_has_it()
    {
        var data = JsonNode.Parse("""{"before":{"who":{"$person":"01980000-0000-7000-8000-000000000001","$text":"AAAA"}}}""");
        fields.Withhold(data, Wall.None).ShouldBe([new Withheld("who", Wall.SecondPermission)]);
        data!.ToJsonString().ShouldBe("""{"before":{}}""");
    }

    [Fact]
    public void Has_nothing_to_leave_out_where_nothing_is_or_it_was_erased()
    {
        fields.Withhold(JsonNode.Parse("""{"who":null}"""), Wall.None).ShouldBeEmpty();
        fields.Withhold(new JsonObject { ["who"] = PersonalData.Erased }, Wall.None).ShouldBeEmpty();
    }
}
