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
    public async Task Knows_an_authority_up_to_its_last_day_and_its_successor_from_the_first(string at, string there, string notThere)
    {
        var names = (await Rows(at)).Select(row => row.GetProperty("name").GetString()).ToList();
        names.ShouldContain(there);
        names.ShouldNotContain(notThere);
    }

    [Fact]
    public async Task Names_the_successor_of_an_authority_that_was_replaced()
    {
        var district = (await Rows("2025-06-30")).Single(row => row.GetProperty("id").GetGuid() == DemoIds.FormerDistrictOffice);
        district.GetProperty("replacedById").GetGuid().ShouldBe(DemoIds.Commune);
        district.GetProperty("kind").GetString().ShouldBe("DistrictOffice");
        district.GetProperty("validTo").GetString().ShouldBe("2025-06-30");
        (await Rows("1753-01-01")).ShouldBeEmpty();
        (await Rows("9999-12-31")).Count.ShouldBe(10);
        (await Rows(null)).Count.ShouldBe(10);
    }

    [Theory]
    [InlineData("?at=yesterday")]
    [InlineData("?at=2025-02-30")]
    [InlineData("?at=")]
    [InlineData("?at=2025-07-01T00:00:00Z")]
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

        (await directory.Organisation(DemoIds.FormerDistrictOffice, ct))!.ReplacedById.ShouldBe(DemoIds.Commune);
        (await directory.Organisation(Guid.Empty, ct)).ShouldBeNull();
        (await directory.Organisations(ct)).Count.ShouldBe(12);
        var principal = await directory.Person(DemoIds.Principal, ct);
        principal!.Email.ShouldBe("principal@example.test");
        principal.Memberships.ShouldBe([new Membership(Role.Principal, DemoIds.BinhCangSchool)]);
        (await directory.Person(Guid.Empty, ct)).ShouldBeNull();
        (await directory.PeopleAt(DemoIds.BinhCangSchool, [Role.SocialWorker, Role.Principal], ct)).Select(person => person.Id)
            .ShouldBe([DemoIds.Principal, DemoIds.SocialWorker]);
        (await directory.PeopleAt(DemoIds.BinhCangSchool, [], ct)).ShouldBeEmpty();
    }

    private async Task<List<JsonElement>> Rows(string? at) =>
        [.. (await (await host.SignIn("socialworker")).Get(at is null ? Organisations : $"{Organisations}?at={at}")).Body.GetProperty("items").EnumerateArray()];
}
