using System.Text.Json.Nodes;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Tests.Referrals;

public sealed class ProviderDirectoryTests(Platform platform) : IClassFixture<Platform>
{
    private const string Path = "/api/v1/referrals/providers";

    internal static object Registration(Guid organisationId, string kind = "SocialWorkCentre", string validFrom = "2015-01-01", string? validTo = null) => new
    {
        organisationId,
        kind,
        area = "Tỉnh Mẫu",
        services = new[] { "Tư vấn tâm lý", "Đánh giá nhu cầu" },
        hours = "24/7",
        phone = "0200 000 111",
        validFrom,
        validTo,
    };

    [Fact]
    public async Task A_registered_provider_is_found_without_regard_to_case_and_diacritics()
    {
        var administrator = await platform.As("administrator");
        var registered = (await administrator.Post(Path, Registration(DemoIds.SocialWorkCentre))).ShouldBe(201);
        registered.Id.ShouldBe(DemoIds.SocialWorkCentre);

        var reader = await platform.As("socialworker");
        var position = registered.Body["position"]!.GetValue<long>();
        var found = (await reader.Get($"{Path}?q=CONG%20TAC&position={position}")).ShouldBe(200).Body["items"]!.AsArray();
        var row = found.ShouldHaveSingleItem()!;
        row["id"]!.GetValue<Guid>().ShouldBe(DemoIds.SocialWorkCentre);
        row["name"]!.GetValue<string>().ShouldBe("Trung tâm Công tác xã hội tỉnh Mẫu");
        row["kind"]!.GetValue<string>().ShouldBe("SocialWorkCentre");
        row["validFrom"]!.GetValue<string>().ShouldBe("2015-01-01");
        row["validTo"].ShouldBeNull();
        (await reader.Get($"{Path}?service=tu%20van")).Body["items"]!.AsArray().Count.ShouldBe(1);
        (await reader.Get($"{Path}?service=nha%20o")).Body["items"]!.AsArray().Count.ShouldBe(0);
        (await reader.Get($"{Path}?q=%00%25")).ShouldBe(200);

        (await administrator.Post(Path, Registration(DemoIds.SocialWorkCentre))).ShouldBeProblem(409, "provider-already-registered");
    }

    [Fact]
    public async Task Only_an_administrator_registers_and_only_what_exists()
    {
        (await (await platform.As("socialworker")).Post(Path, Registration(DemoIds.LegalAidCentre))).ShouldBeProblem(403, "forbidden");
        (await platform.Anonymous().Get(Path)).ShouldBeProblem(401, "unauthenticated");
        var administrator = await platform.As("administrator");
        (await administrator.Post(Path, Registration(new Guid("01980000-0000-7000-8000-00000000dead")))).ShouldBeProblem(409, "provider-not-an-organisation");
        (await administrator.Post(Path, Registration(DemoIds.LegalAidCentre, validFrom: "2026-01-02", validTo: "2026-01-01"))).ShouldBeProblem(409, "provider-dates-reversed");
        var refused = (await administrator.Post(Path, Registration(DemoIds.LegalAidCentre, validFrom: "1753-01-01"))).ShouldBeProblem(400, "invalid-request");
        refused.Body["errors"]!.AsObject().ContainsKey("validFrom").ShouldBeTrue(refused.Text);
        (await administrator.Post(Path, new JsonObject { ["kind"] = 3, ["colour"] = "red" })).ShouldBeProblem(400, "invalid-request");
    }
}
