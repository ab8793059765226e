using ProtectionPlatform.Access.Organisations;
using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Specs.Access;

/// <summary>The shipped file about the reorganisation of 2025.</summary>
public sealed class The_provinces_before_and_after_July_2025
{
    private static readonly DateOnly lastDay = new(2025, 6, 30), firstDay = new(2025, 7, 1);

    private static OrganisationRegister Provinces()
    {
        var register = new Register();
        var plan = register.Try(OrganisationFile.Read(ServeFiles.Provinces2025()));
        plan.Faults.ShouldBeEmpty();
        register.Accept(plan);
        return register.Now;
    }

    [Fact]
    public void Are_63_and_then_34()
    {
        var all = Provinces().All;
        all.ShouldAllBe(it => it.Kind == OrganisationKind.ProvinceCommittee);
        var (before, after) = (all.Where(it => it.On(lastDay) is not null).ToList(), all.Where(it => it.On(firstDay) is not null).ToList());
        before.Count.ShouldBe(63);
        after.Count.ShouldBe(34);
        before.Intersect(after).Count().ShouldBe(11);
        after.Except(before).Count().ShouldBe(23);
        after.Count(it => it.On(firstDay)!.Name.StartsWith("UBND thành phố", StringComparison.Ordinal)).ShouldBe(6);
        // The two digits of the official list, each once on either day.
        before.Select(it => it.Code[1..3]).ShouldBeUnique();
        after.Select(it => it.Code[1..3]).ShouldBeUnique();
    }

    [Fact]
    public void End_on_30_June_with_one_successor_that_begins_the_next_day_unless_they_go_on()
    {
        var register = Provinces();
        foreach (var old in register.All.Where(it => it.On(lastDay) is not null))
        {
            if (old.To is null) continue;
            old.To.ShouldBe(lastDay);
            register.Find(old.Successors.ShouldHaveSingleItem())!.From.ShouldBe(firstDay);
        }

        // Nothing new came from nothing, and nothing from one alone.
        foreach (var made in register.All.Where(it => it.From == firstDay)) register.All.Count(it => it.Successors.Contains(made.Code)).ShouldBeInRange(2, 3);
    }

    [Theory]
    [InlineData("Tuyên Quang", "Hà Giang", "Tuyên Quang")]
    [InlineData("Lào Cai", "Lào Cai", "Yên Bái")]
    [InlineData("Phú Thọ", "Hòa Bình", "Phú Thọ", "Vĩnh Phúc")]
    [InlineData("Gia Lai", "Bình Định", "Gia Lai")]
    [InlineData("Hồ Chí Minh", "Bà Rịa – Vũng Tàu", "Bình Dương", "Hồ Chí Minh")]
    [InlineData("Cần Thơ", "Cần Thơ", "Hậu Giang", "Sóc Trăng")]
    public void Were_merged(string made, params string[] from)
    {
        var register = Provinces();
        var one = register.All.Single(it => it.From == firstDay && Short(it) == made);
        register.All.Where(it => it.Successors.Contains(one.Code)).Select(Short).Order(StringComparer.Ordinal).ShouldBe(from.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Go_on_where_nothing_was_merged() =>
        Provinces().All.Where(it => it.To is null && it.From < firstDay).Select(Short).Order(StringComparer.Ordinal).ShouldBe(
            new[] { "Cao Bằng", "Hà Nội", "Hà Tĩnh", "Huế", "Lai Châu", "Lạng Sơn", "Nghệ An", "Quảng Ninh", "Sơn La", "Thanh Hóa", "Điện Biên" }.Order(StringComparer.Ordinal));

    [Fact]
    public void Keep_the_name_Hue_had_until_2025()
    {
        var hue = Provinces().Find("T46-2008")!;
        hue.On(new(2024, 12, 31))!.Name.ShouldBe("UBND tỉnh Thừa Thiên Huế");
        hue.On(new(2025, 1, 1))!.Name.ShouldBe("UBND thành phố Huế");
    }

    private static string Short(OrganisationHistory it) => it.Lines[^1].Name.Replace("UBND tỉnh ", "").Replace("UBND thành phố ", "");
}
