using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Modules;

namespace ProtectionPlatform.Architecture;

/// <summary>What modules name: their own schema, stored events, subscriptions.</summary>
public sealed partial class Schemas_and_names
{
    private static readonly ServiceProvider Registered = Register();

    [Fact]
    public void A_module_s_SQL_names_its_own_schema_only()
    {
        var others = Repository.AllModules.Select(m => m.Schema).Concat(["events", "ledger", "messaging", "platform", "identity", "access", "public"]).ToList();
        foreach (var module in Repository.AllModules)
            foreach (var file in Repository.Files(module.Folder, "*.sql"))
            {
                var named = QualifiedName().Matches(WithoutCommentsAndText(File.ReadAllText(file))).Select(m => m.Groups[1].Value.ToLowerInvariant()).Distinct();
                named.Intersect(others).Where(schema => schema != module.Schema).ShouldBeEmpty(file);
            }
    }

    [Fact]
    public void A_module_s_tables_are_named_with_their_schema()
    {
        foreach (var module in Repository.AllModules)
            foreach (var file in Repository.Files(module.Folder, "*.sql"))
                CreatedTable().Matches(WithoutCommentsAndText(File.ReadAllText(file))).Select(m => m.Groups[1].Value)
                    .Where(name => !name.StartsWith($"{module.Schema}.", StringComparison.Ordinal)).ShouldBeEmpty(file);
    }

    [Fact]
    public void Stored_event_names_may_grow_but_never_lose_a_line()
    {
        var approved = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Architecture", "stored-event-names.txt"));
        var known = Registered.GetRequiredService<EventTypes>().StoredNames;
        approved.Except(known).ShouldBeEmpty("a stored name was lost: history under it could no longer be read");
        known.Except(approved).ShouldBeEmpty("new stored names: add these lines to tests/Architecture/stored-event-names.txt");
        approved.ShouldBe(approved.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Stored_names_are_snake_case_with_at_most_a_version()
    {
        foreach (var name in Registered.GetRequiredService<EventTypes>().StoredNames)
            StoredName().IsMatch(name).ShouldBeTrue(name);
    }

    [Fact]
    public void Every_module_s_subscriptions_carry_its_name()
    {
        foreach (var subscription in Registered.GetRequiredService<SubscriptionCatalog>().All)
            subscription.Name.ShouldStartWith($"{subscription.Module.ToLowerInvariant()}.");
    }

    /// <summary>All modules together, as the host registers them: a second owner of a stream type or stored name is refused here.</summary>
    private static ServiceProvider Register()
    {
        var modules = Repository.AllModules.Select(m => (IModule)Activator.CreateInstance(
            System.Reflection.Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{m.Project}.dll")).GetType($"{m.Project}.{m.Name}Module", throwOnError: true)!)!).ToList();
        var services = new ServiceCollection();
        services.AddModules("Host=nowhere", modules);
        return services.BuildServiceProvider();
    }

    private static string WithoutCommentsAndText(string sql) => CommentOrText().Replace(sql, " ");

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", RegexOptions.Singleline)]
    private static partial Regex CommentOrText();

    [GeneratedRegex(@"\b([A-Za-z_]\w*)\.[A-Za-z_]")]
    private static partial Regex QualifiedName();

    [GeneratedRegex(@"create\s+table\s+(?:if\s+not\s+exists\s+)?([\w.]+)", RegexOptions.IgnoreCase)]
    private static partial Regex CreatedTable();

    [GeneratedRegex("^[a-z]+(_[a-z]+)*(_v[2-9])?$")]
    private static partial Regex StoredName();
}
