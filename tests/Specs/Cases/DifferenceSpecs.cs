using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.ReadingCases;

namespace ProtectionPlatform.Specs.Cases;

/// <summary>What changed between two moments of a case.</summary>
public sealed class Differences
{
    private static readonly IReadOnlyDictionary<string, FieldWords> NoWords = new Dictionary<string, FieldWords>();

    private static readonly IReadOnlyList<RecordedEvent> Story = Spec.Given([.. A.ToClosed, new CaseReopened("Có thông tin mới.", A.School)]).Past;

    private static JsonElement View(CaseMoment moment) =>
        moment.View(Story, _ => "Trường A", A.At("2026-06-01 08:00")) is { } view ? JsonSerializer.SerializeToElement(view, ApiJson.Options) : JsonSerializer.SerializeToElement(new { });

    [Fact]
    public void Applied_to_the_one_view_give_the_other() => Prop.ForAll(Arb.From(Moments), Arb.From(Moments), (one, other) =>
    {
        var (before, after) = (View(one), View(other));
        return Same(Applied(before, new Difference(NoWords).Between(before, after)), after);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Are_found_in_any_two_documents() => Prop.ForAll(Arb.From(Documents), Arb.From(Documents), (before, after) =>
        Same(Applied(Element(before), new Difference(NoWords).Between(Element(before), Element(after))), Element(after))).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_a_view_and_itself_are_none()
    {
        foreach (var version in Enumerable.Range(0, Story.Count + 1))
            new Difference(NoWords).Between(View(new(Version: version)), View(new(Version: version))).ShouldBeEmpty();
    }

    private static Gen<CaseMoment> Moments => Gen.OneOf(
        Gen.Choose(0, Story.Count).Select(version => new CaseMoment(Version: version)),
        Gen.Elements(Story.Select(e => new CaseMoment(KnownAt: e.RecordedAt))),
        Gen.Elements(Story.Select(e => new CaseMoment(AsOf: e.OccurredAt))));

    /// <summary>Objects of a few members whose lists hold plain values, items with a number, and items without a name.</summary>
    private static Gen<JsonObject> Documents
    {
        get
        {
            var value = Gen.Elements<JsonNode?>(null, 1, 2, "a", "b", true, false);
            Gen<JsonNode?> Fresh(Gen<JsonNode?> gen) => gen.Select(n => n?.DeepClone());
            var plain = Fresh(value).ListOf().Select(list => (JsonNode?)new JsonArray([.. list.Take(4)]));
            var numbered =
                from numbers in Gen.Choose(1, 5).ListOf()
                from values in Fresh(value).ListOf(5)
                select (JsonNode?)new JsonArray([.. numbers.Take(5).Select((n, i) => (JsonNode)new JsonObject { ["number"] = n, ["state"] = values[i]?.DeepClone() })]);
            var nameless =
                from values in Fresh(value).ListOf()
                select (JsonNode?)new JsonArray([.. values.Take(4).Select(v => (JsonNode)new JsonObject { ["text"] = v?.DeepClone() })]);
            var leaf = Gen.OneOf(Fresh(value), plain, numbered, nameless);
            var inner = from a in leaf from b in leaf select (JsonNode?)new JsonObject { ["a"] = a?.DeepClone(), ["b"] = b?.DeepClone() };
            return from x in Gen.OneOf(leaf, inner) from y in leaf from z in inner select new JsonObject { ["x"] = x?.DeepClone(), ["y"] = y?.DeepClone(), ["z"] = z?.DeepClone() };
        }
    }

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);

    /// <summary>Alike, where absent and null are one.</summary>
    private static bool Same(JsonNode one, JsonElement other) => JsonNode.DeepEquals(WithoutNulls(one), WithoutNulls(JsonSerializer.SerializeToNode(other)!));

    private static JsonNode WithoutNulls(JsonNode node)
    {
        var copy = node.DeepClone();
        if (copy is JsonObject o)
            foreach (var (key, value) in o.ToList())
                if (value is null) o.Remove(key);
                else o[key] = WithoutNulls(value);
        if (copy is JsonArray list)
            for (var i = 0; i < list.Count; i++)
                if (list[i] is { } item) list[i] = WithoutNulls(item);
        return copy;
    }

    /// <summary>What somebody does who has the first view and the changes only.</summary>
    private static JsonNode Applied(JsonElement before, IReadOnlyList<Change> changes)
    {
        var root = JsonSerializer.SerializeToNode(before)!;
        foreach (var change in changes.Where(c => c.Kind == ChangeKind.Removed && c.Position is not null).OrderByDescending(c => c.Position))
            Find(root, change.Path.SkipLast(1)).AsArray().RemoveAt(change.Position!.Value);
        foreach (var change in changes.Where(c => c.Position is null))
        {
            var holder = Find(root, change.Path.SkipLast(1));
            holder.AsObject()[change.Path[^1]] = Value(change);
        }

        foreach (var change in changes.Where(c => c.Kind == ChangeKind.Added && c.Position is not null).OrderBy(c => c.Position))
            Find(root, change.Path.SkipLast(1)).AsArray().Insert(change.Position!.Value, Value(change));
        return root;

        static JsonNode? Value(Change change) => change.After is { } after ? JsonSerializer.SerializeToNode(after) : null;
    }

    private static JsonNode Find(JsonNode at, IEnumerable<string> path) => path.Aggregate(at, (node, key) => node switch
    {
        JsonArray list => list.Single(i => i?["id"]?.ToString() == key || (i?["id"] is null && i?["number"]?.ToString() == key))!,
        _ => node[key]!,
    });
}
