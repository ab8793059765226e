using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Access.Organisations;
using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Specs.Access;

public sealed class The_register_of_organisations
{
    private const string Department = "D1,ProvinceDepartment,Sở,,2000-01-01,,,,";
    private const string FormerDistrict = "H1,DistrictOffice,Phòng huyện,D1,2000-01-01,2025-06-30,X1,,";
    private const string Commune = "X1,CommuneCommittee,UBND xã,D1,2025-07-01,,,,";
    private const string SchoolBefore = "T1,School,Trường,H1,2000-01-01,2025-06-30,,,";
    private const string SchoolAfter = "T1,School,Trường,X1,2025-07-01,,,,";

    private static Register Known() => new Register().With(Department, FormerDistrict, Commune, SchoolBefore, SchoolAfter);

    [Fact]
    public void Takes_new_organisations_in_any_order_and_tells_what_it_does()
    {
        var plan = new Register().Try(SchoolAfter, SchoolBefore, Commune, FormerDistrict, Department);
        plan.Faults.ShouldBeEmpty();
        plan.Count(LineChange.Created).ShouldBe(5);
        Known().Now.Find("T1")!.On(new(2025, 6, 30))!.Parent.ShouldBe("H1");
        Known().Now.Find("T1")!.On(new(2025, 7, 1))!.Parent.ShouldBe("X1");
    }

    [Fact]
    public void Is_not_changed_by_what_it_holds()
    {
        var plan = Known().Try(Department, FormerDistrict, Commune, SchoolBefore, SchoolAfter);
        plan.Faults.ShouldBeEmpty();
        plan.ChangesSomething.ShouldBeFalse();
        plan.Affected.ShouldBeEmpty();
        plan.Count(LineChange.Unchanged).ShouldBe(5);
    }

    [Fact]
    public void Keeps_the_old_name_beside_the_new_one()
    {
        var known = Known();
        var plan = known.Try("T1,School,Trường,X1,2025-07-01,2026-08-31,,,", "T1,School,Trường Mới,X1,2026-09-01,,,,");
        plan.Faults.ShouldBeEmpty();
        plan.Rows.Select(row => row.Change).ShouldBe([LineChange.Changed, LineChange.Changed]);
        plan.Rows[1].Cells.ShouldContain(new CellChange("name", "Trường", "Trường Mới"));
        known.Accept(plan);
        known.Now.Find("T1")!.On(new(2026, 8, 31))!.Name.ShouldBe("Trường");
        known.Now.Find("T1")!.On(new(2026, 9, 1))!.Name.ShouldBe("Trường Mới");
        known.Now.Find("T1")!.From.ShouldBe(new(2000, 1, 1));
    }

    [Fact]
    public void Says_that_a_line_ends_an_organisation()
    {
        var known = Known();
        var plan = known.Try("T1,School,Trường,X1,2025-07-01,2026-08-31,T2,,", "T2,School,Trường Liên cấp,X1,2026-09-01,,,,");
        plan.Faults.ShouldBeEmpty();
        plan.Rows.Select(row => row.Change).ShouldBe([LineChange.Ended, LineChange.Created]);
        plan.Rows[0].Cells.ShouldBe([new("valid_to", "", "2026-08-31"), new("successors", "", "T2")]);
    }

    [Fact]
    public void Knows_a_merger_and_a_split()
    {
        var known = new Register().With(
            "A,School,A,,2000-01-01,2020-12-31,C,,", "B,School,B,,2000-01-01,2020-12-31,C,,", "C,School,C,,2021-01-01,2022-12-31,E|D,,",
            "D,School,D,,2023-01-01,,,,", "E,School,E,,2023-01-01,,,,");
        known.Now.All.Where(history => history.Successors.Contains("C")).Select(history => history.Code).ShouldBe(["A", "B"], ignoreOrder: true);
        known.Now.Find("C")!.Successors.ShouldBe(["D", "E"]);
    }

    [Theory]
    [InlineData("kind-differs", 2, "kind", "T1,Provider,Trường,X1,2025-07-01,,,,")]
    [InlineData("lines-overlap", 2, "valid_from", "T1,School,Trường Mới,X1,2026-09-01,,,,")]
    [InlineData("gap", 3, "valid_from", "T1,School,Trường,X1,2025-07-01,2026-08-30,,,", "T1,School,Trường Mới,X1,2026-09-01,,,,")]
    [InlineData("line-repeated", 3, "code", "T2,School,Trường,,2000-01-01,,,,", "t2,School,Trường khác,,2000-01-01,,,,")]
    [InlineData("parent-unknown", 2, "parent", "T2,School,Trường,NOWHERE,2000-01-01,,,,")]
    [InlineData("parent-is-self", 2, "parent", "T2,School,Trường,T2,2000-01-01,,,,")]
    [InlineData("parent-not-there", 2, "parent", "T2,School,Trường,X1,2000-01-01,,,,")]
    [InlineData("parent-not-there", 2, "parent", "T2,School,Trường,H1,2000-01-01,,,,")]
    [InlineData("cycle", 2, "parent", "D1,ProvinceDepartment,Sở,Y1,2000-01-01,,,,", "Y1,School,Trường,D1,2000-01-01,,,,")]
    [InlineData("districts-ended", 2, "valid_to", "H2,DistrictOffice,Phòng,D1,2000-01-01,,,,")]
    [InlineData("still-above", 2, "valid_to", "X1,CommuneCommittee,UBND xã,D1,2025-07-01,2026-06-30,X2,,", "X2,CommuneCommittee,UBND xã Mới,D1,2026-07-01,,,,")]
    [InlineData("successor-missing", 2, "successors", "T2,School,Trường,,2000-01-01,2020-01-01,,,")]
    [InlineData("successor-too-early", 2, "successors", "T2,School,Trường,,2000-01-01,,T1,,")]
    [InlineData("successor-unknown", 2, "successors", "T2,School,Trường,,2000-01-01,2020-01-01,NOWHERE,,")]
    [InlineData("successor-not-there", 2, "successors", "T2,School,Trường,,2000-01-01,2020-01-01,X1,,")]
    public void Refuses(string rule, int row, string column, params string[] rows)
    {
        var faults = Known().Try(rows).Faults;
        faults.ShouldContain(fault => fault.Code == rule && fault.Row == row && fault.Column == column, string.Join("; ", faults));
    }

    [Fact]
    public void Refuses_to_let_a_successor_begin_after_the_day_it_was_needed()
    {
        // B is known to have followed A. A line before its first would leave a gap, so B can only be moved by ending the only line it has before it is needed.
        var known = new Register().With("A,School,A,,2000-01-01,2025-06-30,B,,", "B,School,B,,2025-01-01,,,,", "C,School,C,,2025-01-01,,,,");
        var faults = known.Try("B,School,B,,2025-01-01,2025-03-31,C,,").Faults;
        var fault = faults.ShouldHaveSingleItem();
        (fault.Code, fault.Row, fault.Column).ShouldBe(("still-succeeds", 2, "valid_to"));
    }

    [Fact]
    public void Lets_a_provider_close_without_a_successor_but_nobody_else() =>
        new Register().Try("P1,Provider,Cơ sở,,2000-01-01,2020-01-01,,,").Faults.ShouldBeEmpty();

    [Fact]
    public void Blames_only_the_row_that_cannot_be_read_not_what_refers_to_it()
    {
        var faults = new Register().Try("D1,ProvinceDepartment,,,2000-01-01,,,,", "T1,School,Trường,D1,2000-01-01,,,,").Faults;
        faults.ShouldHaveSingleItem().Code.ShouldBe("name-bad");
    }

    [Fact]
    public void Gives_every_reason_in_both_languages()
    {
        var fault = new Register().Try("T2,School,Trường,NOWHERE,2000-01-01,,,,").Faults.ShouldHaveSingleItem();
        fault.Reason(vi: true).ShouldBe("Không có tổ chức nào mang mã NOWHERE.");
        fault.Reason(vi: false).ShouldBe("No organisation has the code NOWHERE.");
    }

    [Fact]
    public void Accepts_the_demonstration_as_it_is_seeded()
    {
        var lines = AccessDemo.Organisations.SelectMany(history => history.Lines).Select((line, i) => new FileLine(i + 2, line)).ToList();
        RegisterChange.Decide(new([]), lines, []).Faults.ShouldBeEmpty();
        AccessDemo.Organisations.Select(history => history.Id).ShouldBeUnique();
        AccessDemo.Organisations.Count(history => history.Kind == OrganisationKind.DistrictOffice && history.To == new DateOnly(2025, 6, 30)).ShouldBe(1);
        AccessDemo.Organisations.Count(history => history.Successors.Contains("UBX-BINHMAU")).ShouldBe(3); // two communes and the district office
    }
}
