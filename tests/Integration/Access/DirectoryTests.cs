using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Integration.Access;

public sealed class The_directory(AccessHost host) : IClassFixture<AccessHost>
{
    private const string Organisations = "/api/v1/access/organisations";
    private const string People = "/api/v1/access/people";

    [Fact]
    public async Task Shows_schools_to_everybody()
    {
        var schools = (await host.Open().Get("/api/v1/access/schools")).Body.GetProperty("items").EnumerateArray().ToList();
        schools.Select(school => school.GetProperty("name").GetString()).ShouldBe(["Trường THCS Bình Cang", "Trường Tiểu học Hoa Mẫu"]);
        schools[0].GetProperty("id").GetGuid().ShouldBe(DemoIds.BinhCangSchool);
        schools[0].EnumerateObject().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("2025-06-30", "Phòng GD&ĐT huyện Mẫu", "UBND xã Bình Mẫu")]
    [InlineData("2025-07-01", "UBND xã Bình Mẫu", "Phòng GD&ĐT huyện Mẫu")]
    [InlineData("2025-02-28", "Sở Lao động – Thương binh và Xã hội tỉnh Mẫu", "Sở Y tế tỉnh Mẫu")]
    [InlineData("2025-03-01", "Sở Y tế tỉnh Mẫu", "Sở Lao động – Thương binh và Xã hội tỉnh Mẫu")]
    [InlineData("2019-08-31", "Trường Tiểu học Mẫu Đông 2", "Trường Tiểu học Hoa Mẫu")]
    [InlineData("2019-09-01", "Trường Tiểu học Hoa Mẫu", "Trường Tiểu học Mẫu Đông 2")]
    public async Task Knows_an_authority_up_to_its_last_day_and_its_successor_from_the_first(string on, string there, string notThere)
    {
        var names = (await Rows($"?on={on}")).Select(row => row.GetProperty("name").GetString()).ToList();
        names.ShouldContain(there);
        names.ShouldNotContain(notThere);
    }

    [Fact]
    public async Task Names_the_successor_of_an_authority_that_was_replaced()
    {
        var district = (await Rows("?on=2025-06-30")).Single(row => row.GetProperty("id").GetGuid() == DemoIds.FormerDistrictOffice);
        district.GetProperty("successorIds").EnumerateArray().Single().GetGuid().ShouldBe(DemoIds.Commune);
        district.GetProperty("code").GetString().ShouldBe("PGDDT-MAU");
        district.GetProperty("kind").GetString().ShouldBe("DistrictOffice");
        district.GetProperty("validTo").GetString().ShouldBe("2025-06-30");
        (await Rows("?on=1753-01-01")).ShouldBeEmpty();
        (await Rows("?on=9999-12-31")).Count.ShouldBe(12);
        (await Rows("")).Count.ShouldBe(12);
    }

    [Fact]
    public async Task Knows_under_whom_a_school_stood_on_a_day()
    {
        foreach (var (on, parent) in new[] { ("2025-06-30", DemoIds.FormerDistrictOffice), ("2025-07-01", DemoIds.Commune) })
            (await Rows($"?on={on}")).Single(row => row.GetProperty("id").GetGuid() == DemoIds.BinhCangSchool).GetProperty("parentId").GetGuid().ShouldBe(parent);
        var ct = CancellationToken.None;
        var directory = host.Services.GetRequiredService<IDirectory>();
        (await directory.Organisations(new DateOnly(2019, 8, 31), ct)).Single(it => it.Id == DemoIds.HoaMauSchool).Name.ShouldBe("Trường Tiểu học Mẫu Đông 2");
        (await directory.Organisation(DemoIds.HoaMauSchool, ct))!.ParentId.ShouldBe(DemoIds.Commune); // as of today
    }

    [Theory]
    [InlineData("?q=binh+cang", "Trường THCS Bình Cang")]
    [InlineData("?q=TD111", "Tổng đài quốc gia bảo vệ trẻ em 111")]
    [InlineData("?kind=Police", "Công an xã Bình Mẫu")]
    [InlineData("?kind=School&q=hoa", "Trường Tiểu học Hoa Mẫu")]
    [InlineData("?q=mau+dong&on=2015-01-01&kind=School", "Trường Tiểu học Mẫu Đông 2")]
    public async Task Finds_by_kind_and_by_words_without_diacritics(string query, string name) =>
        (await Rows(query)).ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe(name);

    [Fact]
    public async Task Tells_the_history_of_one()
    {
        var browser = await host.SignIn("socialworker");
        var commune = (await browser.Get($"{Organisations}/{DemoIds.Commune}")).Body;
        Names(commune, "predecessors").ShouldBe(["Phòng GD&ĐT huyện Mẫu", "UBND xã Bình Cang", "UBND xã Mẫu Đông"]);
        Names(commune, "above").ShouldBe(["Sở Giáo dục và Đào tạo tỉnh Mẫu", "Bộ Giáo dục và Đào tạo (minh họa)"]);
        Names(commune, "beneath").ShouldContain("Trường THCS Bình Cang");

        var school = (await browser.Get($"{Organisations}/{DemoIds.HoaMauSchool}")).Body;
        Names(school, "periods").ShouldBe(["Trường Tiểu học Hoa Mẫu", "Trường Tiểu học Hoa Mẫu", "Trường Tiểu học Mẫu Đông 2"]);
        var district = (await browser.Get($"{Organisations}/{DemoIds.FormerDistrictOffice}")).Body;
        Names(district, "successors").ShouldBe(["UBND xã Bình Mẫu"]);
        Names(district, "beneath").ShouldBe(["Trường THCS Bình Cang", "Trường Tiểu học Hoa Mẫu"]); // on its last day

        (await browser.Get($"{Organisations}/{Guid.Empty}")).ShouldBeProblem(HttpStatusCode.NotFound, "/problems/not-found");

        static List<string?> Names(JsonElement body, string list) => [.. body.GetProperty(list).EnumerateArray().Select(one => one.GetProperty("name").GetString())];
    }

    [Theory]
    [InlineData("?on=yesterday")]
    [InlineData("?on=2025-02-30")]
    [InlineData("?on=")]
    [InlineData("?on=2025-07-01T00:00:00Z")]
    [InlineData("?kind=Castle")]
    public async Task Refuses_a_day_that_is_none(string query) =>
        (await (await host.SignIn("auditor")).Get(Organisations + query)).ShouldBeProblem(HttpStatusCode.BadRequest, "/problems/invalid-request");

    [Fact]
    public async Task Lists_the_people_of_an_own_organisation()
    {
        var people = (await (await host.SignIn("principal2")).Get($"{People}?organisationId={DemoIds.HoaMauSchool}")).Body.GetProperty("items").EnumerateArray().ToList();
        people.Select(person => person.GetProperty("displayName").GetString()).ShouldBe(["Cao Thị Xác Thực", "Mai Thị Tưởng Tượng", "Phan Văn Làm Mẫu"]);
        people[1].GetProperty("id").GetGuid().ShouldBe(DemoIds.SocialWorker2);
        people[1].GetProperty("roles").EnumerateArray().Single().GetString().ShouldBe("SocialWorker");
    }

    [Fact]
    public async Task Keeps_the_people_of_other_organisations_to_itself()
    {
        var browser = await host.SignIn("principal2");
        foreach (var id in (Guid[])[DemoIds.BinhCangSchool, DemoIds.Commune, new("01980000-0000-7000-8000-00000000ffff")])
            (await browser.Get($"{People}?organisationId={id}")).ShouldBeProblem(HttpStatusCode.Forbidden, "/problems/forbidden");
        foreach (var query in (string[])["", "?organisationId=", "?organisationId=abc"])
            (await browser.Get(People + query)).ShouldBeProblem(HttpStatusCode.BadRequest, "/problems/invalid-request");
    }

    [Fact]
    public async Task Is_closed_to_strangers()
    {
        foreach (var path in (string[])[Organisations, $"{People}?organisationId={DemoIds.BinhCangSchool}"])
            (await host.Open().Get(path)).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/unauthenticated");
    }

    [Fact]
    public async Task Answers_the_modules()
    {
        var directory = host.Services.GetRequiredService<IDirectory>();
        var ct = CancellationToken.None;

        (await directory.Organisation(DemoIds.FormerDistrictOffice, ct))!.SuccessorIds.ShouldBe([DemoIds.Commune]);
        (await directory.Organisation(Guid.Empty, ct)).ShouldBeNull();
        (await directory.Organisations(ct)).Count.ShouldBe(16);
        var principal = await directory.Person(DemoIds.Principal, ct);
        principal!.Email.ShouldBe("principal@example.test");
        principal.Memberships.ShouldBe([new Membership(Role.Principal, DemoIds.BinhCangSchool)]);
        (await directory.Person(Guid.Empty, ct)).ShouldBeNull();
        (await directory.PeopleAt(DemoIds.BinhCangSchool, [Role.SocialWorker, Role.Principal], ct)).Select(person => person.Id)
            .ShouldBe([DemoIds.Principal, DemoIds.SocialWorker]);
        (await directory.PeopleAt(DemoIds.BinhCangSchool, [], ct)).ShouldBeEmpty();
        (await directory.PeopleAnywhere([Role.Principal, Role.Auditor], ct)).Select(person => person.Id).ShouldBe([DemoIds.Auditor, DemoIds.Principal, DemoIds.Principal2]);
    }

    private async Task<List<JsonElement>> Rows(string query) =>
        [.. (await (await host.SignIn("socialworker")).Get(Organisations + query)).Body.GetProperty("items").EnumerateArray()];
}
