using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ProtectionPlatform.Access.Organisations;
using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Specs.Access;

public sealed class A_file_of_organisations
{
    private static OrganisationFile.Content Read(string text) => OrganisationFile.Read(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("code,kind,name,parent,valid_from,valid_to,successors,phone,email\nT1,School,Trường,,2025-07-01,,,,\n")]
    [InlineData("\uFEFFcode;kind;name;parent;valid_from;valid_to;successors;phone;email\r\nt1;School;Trường;;01/07/2025;;;;\r\n")]
    [InlineData("# ghi chú, có dấu phẩy\n\nMã,Loại,Tên,Trực thuộc,Từ ngày,Đến ngày,Tiếp nối,Điện thoại,Thư điện tử,,\n\n\"T1\",\"trường\",\"Trường\",,2025-07-01,,,,,,\n")]
    [InlineData("email,phone,successors,valid_to,valid_from,parent,name,kind,code\n,,,,2025-07-01,, Tru\u031bo\u031b\u0300ng ,school, T1 \n")]
    public void Is_read_as_spreadsheets_write_it(string text)
    {
        var content = Read(text);
        content.Refused.ShouldBeNull();
        content.Faults.ShouldBeEmpty();
        var line = content.Lines.ShouldHaveSingleItem().Line;
        (line.Code, line.Kind, line.Name, line.Parent, line.From, line.To).ShouldBe(("T1", OrganisationKind.School, "Trường", null, new DateOnly(2025, 7, 1), null));
    }

    [Theory]
    [InlineData("code-bad", "code", "T 1,School,Trường,,2025-07-01,,,,")]
    [InlineData("code-bad", "code", ",School,Trường,,2025-07-01,,,,")]
    [InlineData("kind-unknown", "kind", "T1,Castle,Trường,,2025-07-01,,,,")]
    [InlineData("name-bad", "name", "T1,School, ,,2025-07-01,,,,")]
    [InlineData("name-bad", "name", "T1,School,Tru\u0007ong,,2025-07-01,,,,")]
    [InlineData("first-day-bad", "valid_from", "T1,School,Trường,,7/1/2025,,,,")]
    [InlineData("first-day-bad", "valid_from", "T1,School,Trường,,2025-02-30,,,,")]
    [InlineData("last-day-bad", "valid_to", "T1,School,Trường,,2025-07-01,soon,,,")]
    [InlineData("ends-before-it-begins", "valid_to", "T1,School,Trường,,2025-07-01,2025-06-30,,,")]
    [InlineData("phone-bad", "phone", "T1,School,Trường,,2025-07-01,,,hỏi cô Lan,")]
    [InlineData("email-bad", "email", "T1,School,Trường,,2025-07-01,,,,nowhere")]
    [InlineData("row-unreadable", "", "T1,School,Trường")]
    [InlineData("row-unreadable", "", "T1,School,Trường,,2025-07-01,,,,,thừa")]
    [InlineData("quotes-bad", "", "T1,School,\"Trường,,2025-07-01,,,,")]
    public void Names_the_row_and_the_column_that_cannot_be_read(string rule, string column, string row)
    {
        var content = Register.Read("T0,School,Trường,,2025-07-01,,,,", row, "T9,School,Trường,,2025-07-01,,,,");
        content.Lines.Select(line => line.Line.Code).ShouldBe(["T0", "T9"]);
        var (fault, _) = content.Faults.ShouldHaveSingleItem();
        (fault.Code, fault.Column, fault.Row).ShouldBe((rule, column, 3));
        fault.Vi.ShouldNotBe(fault.En);
    }

    [Fact]
    public void Has_a_name_of_at_most_200_characters()
    {
        Register.Read($"T1,School,{new string('a', 200)},,2025-07-01,,,,").Faults.ShouldBeEmpty();
        Register.Read($"T1,School,{new string('a', 201)},,2025-07-01,,,,").Faults.ShouldHaveSingleItem().Fault.Code.ShouldBe("name-bad");
    }

    [Fact]
    public void Is_refused_as_a_whole_when_it_is_something_else()
    {
        foreach (var text in (string[])["", "code,kind,name\nT1,School,A\n", Register.Headings, $"{Register.Headings},note\nT1,School,A,,2025-07-01,,,,,x", "PK\u0003\u0004 a workbook"])
            Read(text).Refused.ShouldNotBeNull(text);
        OrganisationFile.Read([0xFF, 0xFE, 0x63, 0x00]).Refused!.Value.En.ShouldContain("UTF-8");
        var many = new StringBuilder(Register.Headings);
        for (var i = 0; i <= OrganisationFile.MostRows; i++) many.Append(System.Globalization.CultureInfo.InvariantCulture, $"\nT{i},School,A,,2025-07-01,,,,");
        Read(many.ToString()).Refused.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+84 123")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("'=1")]
    [InlineData("'")]
    [InlineData("''quoted''")]
    [InlineData("a, \"b\"; c|d")]
    public void Holds_no_formula_and_comes_back_as_it_was(string name)
    {
        var line = new OrganisationLine("T1", OrganisationKind.School, name, null, new(2025, 7, 1), null, []);
        var bytes = OrganisationFile.Write([line], vi: true);
        var cell = Encoding.UTF8.GetString(bytes).Split("\r\n")[1].Split(',')[2].Trim('"');
        (cell[0] is '=' or '+' or '-' or '@').ShouldBeFalse();
        OrganisationFile.Read(bytes).Lines.ShouldHaveSingleItem().Line.Name.ShouldBe(name);
    }

    /// <summary>Whatever files are brought in one after another: nobody ever stands above themselves, and the exported register changes nothing.</summary>
    [Fact]
    public void Never_makes_a_circle_and_exported_changes_nothing()
    {
        var (accepted, refused, circles) = (0, 0, 0);
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.NonEmptyListOf(Row()))), files =>
        {
            var register = new Register();
            foreach (var file in files)
            {
                var plan = register.Try(OrganisationFile.Read(OrganisationFile.Write(file.Take(6), vi: false)));
                circles += plan.Faults.Count(fault => fault.Code == "cycle");
                if (plan.Faults.Count > 0)
                {
                    refused++;
                    continue;
                }

                accepted++;
                register.Accept(plan);
                foreach (var day in days)
                    foreach (var start in register.Now.All) StandsAboveItself(register.Now, start.Code, day).ShouldBeFalse();
                var again = register.Try(OrganisationFile.Read(register.Export(vi: accepted % 2 == 0)));
                again.Faults.ShouldBeEmpty();
                again.ChangesSomething.ShouldBeFalse();
            }
        }).QuickCheckThrowOnFailure();
        accepted.ShouldBeGreaterThan(100);
        refused.ShouldBeGreaterThan(100);
        circles.ShouldBeGreaterThan(10); // or this would show nothing
    }

    private static readonly DateOnly[] days = [new(2024, 12, 31), new(2025, 1, 1), new(2025, 3, 1), new(2025, 6, 30), new(2025, 7, 1), new(2026, 1, 1)];

    private static Gen<OrganisationLine> Row()
    {
        var code = Gen.Elements("A", "B", "C", "D");
        var name = Gen.Elements("Trường", "=1+1", "'+x", "a \"b\", c;d", "Đ|ơn vị", "#1", "Trường Tiểu học");
        return from one in code
               from called in name
               from parent in Gen.Frequency((2, code), (1, Gen.Constant<string>(null!)))
               from start in Gen.Frequency((4, Gen.Constant(1)), (1, Gen.Elements(2, 4)))
               from end in Gen.Frequency((5, Gen.Constant<int?>(null)), (1, Gen.Elements<int?>(3)))
               from successor in Gen.Frequency((5, Gen.Constant<string>(null!)), (1, code))
               select new OrganisationLine(one, OrganisationKind.Provider, called, parent, days[start], end is { } last && last >= start ? days[last] : null,
                   successor is null || end is null ? [] : [successor]);
    }

    private static bool StandsAboveItself(OrganisationRegister register, string code, DateOnly day)
    {
        var seen = new HashSet<string>();
        for (var one = code; one is not null; one = register.Find(one)?.On(day)?.Parent)
            if (!seen.Add(one)) return true;
        return false;
    }
}
