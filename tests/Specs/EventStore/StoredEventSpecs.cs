using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Communications;
using ProtectionPlatform.Indicators;
using ProtectionPlatform.Ledger;
using ProtectionPlatform.Privacy;
using ProtectionPlatform.Referrals;
using ProtectionPlatform.Training;
using Store = ProtectionPlatform.BuildingBlocks.EventStore.EventStore;

namespace ProtectionPlatform.Specs.EventStore;

/// <summary>Events as they are stored: history is an API.</summary>
public sealed class StoredEventSpecs
{
    internal static readonly EventTypes All = Registered();

    public static TheoryData<string> StoredNames => [.. All.StoredNames];

    /// <summary>With arbitrary contents: what is read is what was written, and the ledger can take it (so it holds no fractions).</summary>
    [Theory]
    [MemberData(nameof(StoredNames))]
    public void Every_event_reads_back_as_it_was_written(string storedName)
    {
        var type = All.ClassOf(storedName);
        for (var seed = 0; seed < 20; seed++)
        {
            var written = JsonSerializer.SerializeToUtf8Bytes(Any(type, new Random(seed), 0), type, EventTypes.Json);
            var canonical = CanonicalJson.Canonicalize(written);
            var read = All.Read(storedName, canonical);
            read.GetType().ShouldBe(type);
            CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(read, type, EventTypes.Json)).ShouldBe(canonical, storedName);
        }
    }

    [Fact]
    public void A_stream_type_and_a_stored_name_have_one_owner()
    {
        var types = new EventTypes();
        types.AddStream(typeof(Dog), "animal", "First");
        Should.Throw<InvalidOperationException>(() => types.AddStream(typeof(Cat), "animal", "Second"));
        types.AddEvent(typeof(Dog), "seen", "Animals", new("Dog", "Dog"));
        Should.Throw<InvalidOperationException>(() => types.AddEvent(typeof(Cat), "seen", "Animals", new("Cat", "Cat")));
        Should.Throw<InvalidOperationException>(() => types.AddEvent(typeof(Dog), "seen_v2", "Animals", new("Dog", "Dog")));
        Should.Throw<InvalidOperationException>(() => types.AddOldName(typeof(Cat), "seen", json => json));
        Should.Throw<InvalidOperationException>(() => types.NameOf(typeof(Cat)));
        Should.Throw<UnknownEventException>(() => types.Read("never_heard_of", "{}"u8));
    }

    [Fact]
    public void An_old_name_is_read_as_today_s_event()
    {
        var types = new EventTypes();
        types.AddEvent(typeof(Dog), "dog_seen_v2", "Animals", new("Dog", "Dog"));
        types.AddOldName(typeof(Dog), "dog_seen", old => new JsonObject { ["name"] = old["called"]!.GetValue<string>() });
        types.Read("dog_seen", """{"called":"Vàng"}"""u8).ShouldBe(new Dog("Vàng"));
        types.Read("dog_seen_v2", """{"name":"Vàng","later":"members are passed over"}"""u8).ShouldBe(new Dog("Vàng"));
        types.NamesOf(typeof(Dog)).Order().ShouldBe(["dog_seen", "dog_seen_v2"]);
        types.NameOf(typeof(Dog)).ShouldBe("dog_seen_v2");
    }

    [Fact]
    public void Ids_derive_from_caller_key_and_place_and_from_nothing_else()
    {
        var ids = Store.EventIds(3, "caller", "key", TimeProvider.System);
        ids.ShouldBe(Store.EventIds(3, "caller", "key", TimeProvider.System));
        ids.Distinct().Count().ShouldBe(3);
        ids.Intersect(Store.EventIds(3, "caller", "key2", TimeProvider.System)).ShouldBeEmpty();
        ids.Intersect(Store.EventIds(3, "caller2", "key", TimeProvider.System)).ShouldBeEmpty();
        ids.ShouldAllBe(id => id.Version == 8);
        Store.EventIds(2, "caller", null, TimeProvider.System).ShouldAllBe(id => id.Version == 7);
    }

    private sealed record Dog(string Name);

    private sealed record Cat(string Name);

    private static EventTypes Registered()
    {
        var services = new ServiceCollection();
        services.AddModules("Host=nowhere", new CasesModule(), new ReferralsModule(), new TrainingModule(), new IndicatorsModule(), new CommunicationsModule(), new RegistersModule());
        return services.BuildServiceProvider().GetRequiredService<EventTypes>();
    }

    /// <summary>Some value of a type, always the same for a seed.</summary>
    private static object? Any(Type type, Random random, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return random.Next(3) == 0 ? null : Any(inner, random, depth);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length));
        if (type == typeof(string)) return new[] { "", "Đặng Thị Ví Dụ", "\"\\/\n\u0001", "😀", "e\u0301" }[random.Next(5)];
        if (type == typeof(int)) return random.Next(-1000, 1000);
        if (type == typeof(long)) return random.NextInt64(-9_007_199_254_740_992, 9_007_199_254_740_992);
        if (type == typeof(bool)) return random.Next(2) == 0;
        if (type == typeof(Guid)) return new Guid([.. Enumerable.Range(0, 16).Select(_ => (byte)random.Next(256))]);
        if (type == typeof(DateOnly)) return new DateOnly(1990, 1, 1).AddDays(random.Next(30_000));
        if (type == typeof(TimeOnly)) return new TimeOnly(random.Next(24), random.Next(60));
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMicroseconds(random.NextInt64(1_000_000_000_000));
        if (type == typeof(object)) throw new InvalidOperationException("An event says what it holds.");
        if (type.IsGenericType && type.GetGenericArguments() is [var key, var value] && type.IsAssignableFrom(typeof(Dictionary<,>).MakeGenericType(key, value)))
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
            for (var i = random.Next(3); i > 0; i--) map[Any(key, random, depth + 1)!] = Any(value, random, depth + 1);
            return map;
        }

        var item = type.IsArray ? type.GetElementType() : type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[0] : null;
        if (item is not null)
        {
            var items = Array.CreateInstance(item, depth > 4 ? 0 : random.Next(3));
            for (var i = 0; i < items.Length; i++) items.SetValue(Any(item, random, depth + 1), i);
            return type.IsAssignableFrom(items.GetType()) ? items : Activator.CreateInstance(typeof(List<>).MakeGenericType(item), items);
        }

        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Any(p.ParameterType, random, depth + 1))]);
    }
}
