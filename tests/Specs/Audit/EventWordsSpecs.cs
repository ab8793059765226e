using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.ReadingCases;
using ProtectionPlatform.Indicators;
using ProtectionPlatform.Privacy;
using ProtectionPlatform.Referrals;
using ProtectionPlatform.Training;

namespace ProtectionPlatform.Specs.Audit;

/// <summary>The record speaks the language of those who read it.</summary>
public sealed class Words_of_the_record
{
    private static readonly ServiceProvider Registered = new ServiceCollection()
        .AddModules("Host=nowhere", new CasesModule(), new ReferralsModule(), new TrainingModule(), new IndicatorsModule(), new RegistersModule()).BuildServiceProvider();

    private static EventTypes Types => Registered.GetRequiredService<EventTypes>();

    private static EventWords Words => Registered.GetRequiredService<EventWords>();

    [Fact]
    public void Every_event_has_a_title_of_its_own_in_both_languages()
    {
        var titles = Types.StoredNames.Select(Types.TitleOf).ToList();
        titles.ShouldAllBe(t => !string.IsNullOrWhiteSpace(t.Vi) && !string.IsNullOrWhiteSpace(t.En) && !t.Vi.Contains('_') && !t.En.Contains('_'));
        titles.Select(t => t.Vi).ShouldBeUnique();
        titles.Select(t => t.En).ShouldBeUnique();
    }

    [Fact]
    public void Every_key_of_cases_referrals_and_registers_has_a_name_unless_it_holds_an_id()
    {
        var nameless =
            from name in Types.StoredNames
            where Types.ModuleOf(name) is "Cases" or "Referrals" or "Registers"
            from field in Words.Of(Types.ModuleOf(name)!, Types.ClassOf(name)).Values
            let key = field.Path.Split('.').Last(k => k != "*")
            where !key.EndsWith("Id", StringComparison.Ordinal) && key != "sentBy" && !Words.Knows(Types.ModuleOf(name)!, key)
            select $"{name}: {field.Path}";
        nameless.ShouldBeEmpty();
    }

    [Fact]
    public void Every_key_of_a_case_as_it_is_shown_has_a_name() =>
        Words.Of("Cases", typeof(CaseView)).Keys.Select(path => path.Split('.').Last(k => k != "*"))
            .Where(key => !key.EndsWith("Id", StringComparison.Ordinal) && !Words.Knows("Cases", key)).Distinct().ShouldBeEmpty();

    [Theory]
    [InlineData(typeof(CasesModule))]
    [InlineData(typeof(ReferralsModule))]
    [InlineData(typeof(RegistersModule))]
    public void Every_code_in_the_data_has_words(Type module)
    {
        var name = module.Name[..^"Module".Length];
        var without =
            from stored in Types.StoredNames
            where Types.ModuleOf(stored) == name
            let type = Types.ClassOf(stored)
            from code in Enums(type, [])
            where !Words.Of(name, type).Values.Any(f => f.Codes is { } words && Enum.GetNames(code).All(words.ContainsKey))
            select $"{stored}: {code.Name}";
        without.ShouldBeEmpty();
    }

    [Fact]
    public void Keys_are_described_by_their_path_and_codes_by_their_words()
    {
        var fields = Words.Of("Cases", typeof(ConcernReported));
        fields["report.child.fullName"].Name.ShouldBe(new Wording("Họ và tên trẻ", "Child’s full name"));
        fields["report.statements.kind"].Codes!["Opinion"].En.ShouldBe("The informant’s own opinion");
        fields["report.incidentTypes"].Codes!["Bullying"].Vi.ShouldBe("Bắt nạt");
        fields.Keys.ShouldNotContain("occurredAt", "it is computed, not recorded");
        Words.Of("Cases", typeof(RiskAssessed))["answers.*"].Codes!["High"].Vi.ShouldBe("Cao");
    }

    private static IEnumerable<Type> Enums(Type type, HashSet<Type> seen)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (!seen.Add(type)) yield break;
        if (type.IsEnum) yield return type;
        else if (type.Namespace?.StartsWith("ProtectionPlatform", StringComparison.Ordinal) == true)
            foreach (var property in type.GetProperties())
                foreach (var found in Enums(property.PropertyType, seen)) yield return found;
        foreach (var argument in type.GenericTypeArguments)
            foreach (var found in Enums(argument, seen)) yield return found;
    }
}
