using ProtectionPlatform.Integration.Cases;

namespace ProtectionPlatform.Integration.Communications;

/// <summary>Notices of what people really did, over HTTP only.</summary>
public sealed class Notices_of_a_case(TestServer.Platform platform) : IClassFixture<TestServer.Platform>
{
    [Fact]
    public async Task Reach_those_who_must_act_with_its_reference()
    {
        var story = new CaseStory(platform);
        await story.Reported();
        await platform.Settle();

        foreach (var userName in (string[])["focalperson", "socialworker"])
        {
            var notices = (await (await platform.As(userName)).Get("/api/v1/communications/notices?unread=true")).ShouldBe(200);
            var notice = notices.Body["items"]!.AsArray().Single(n => n!["reference"]!.GetValue<string>() == story.Reference)!;
            notice["kind"]!.GetValue<string>().ShouldBe("NewReport");
            notice["link"]!.GetValue<string>().ShouldBe($"/ca/{story.CaseId}");
            notices.Text.ShouldNotContain("Lê Thị Ví Dụ");
        }

        (await (await platform.As("principal2")).Get("/api/v1/communications/notices")).Text.ShouldNotContain(story.Reference);
    }
}
