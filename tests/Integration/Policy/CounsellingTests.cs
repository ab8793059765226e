using System.Globalization;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.Integration.Privacy;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Policy;

/// <summary>What a child told a counsellor: everybody who works with the case knows that there was a talk, and nobody else what was said.</summary>
public sealed class A_counselling_note(Platform platform) : IClassFixture<Platform>
{
    private const string Said = "Con không muốn mẹ biết 5127";

    private object Note(params Guid[] sharedWith) => new { form = "Individual", text = Said, occurredAt = platform.Clock.GetUtcNow().AddHours(-1), sharedWith };

    [Fact]
    public async Task Is_read_by_the_counsellors_it_is_for_and_by_nobody_else()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        var colleague = await People.Add(platform, "Tư Vấn Thử Hai", new Membership(Role.Counsellor, DemoIds.BinhCangSchool));
        var other = await People.Add(platform, "Tư Vấn Thử Ba", new Membership(Role.Counsellor, DemoIds.BinhCangSchool));
        var elsewhere = await People.Add(platform, "Tư Vấn Nơi Khác", new Membership(Role.Counsellor, DemoIds.HoaMauSchool));
        (await story.Do("counsellor", "counselling-notes", Note(colleague.Id))).ShouldBe(200);
        await platform.Settle();
        var path = $"{story.Path}/counselling-notes";
        var before = await platform.Head();

        var note = (await (await platform.As("counsellor")).Get(path)).ShouldBe(200).Body["notes"]![0]!;
        (note.Text("text"), note.Text("form"), note["sharedWith"]![0].Text("name")).ShouldBe((Said, "Individual", "Tư Vấn Thử Hai"));
        (await colleague.Caller.Get(path)).ShouldBe(200).Body["notes"]![0].Text("text").ShouldBe(Said);
        (await other.Caller.Get(path)).ShouldBe(200).Body["notes"]!.AsArray().ShouldBeEmpty();
        (await elsewhere.Caller.Get(path)).ShouldBeProblem(404, "not-found");
        foreach (var who in new[] { "socialworker", "focalperson", "principal", "auditor" }) (await (await platform.As(who)).Get(path)).ShouldBeProblem(403, "forbidden");
        (await platform.RecordedReads(before)).Count(read => read.Data.Text("what") == "readCounsellingNotes").ShouldBe(8);

        foreach (var who in new[] { "counsellor", "socialworker", "focalperson", "principal", "auditor" })
            foreach (var page in new[] { "", "/history", "/difference?by=version&from=0" })
            {
                var answer = (await (await platform.As(who)).Get($"{story.Path}{page}")).ShouldBe(200);
                answer.Text.ShouldNotContain(Said, Case.Insensitive, $"{page} as {who}");
                answer.Text.ShouldNotContain("Individual", Case.Sensitive, $"{page} as {who}");
                answer.Text.ShouldContain("counselling", Case.Insensitive);
            }

        var shown = (await (await platform.As("principal")).Get(story.Path)).ShouldBe(200).Body;
        shown["counsellingNotes"]![0]!["by"].Text("id").ShouldBe(DemoIds.Counsellor.ToString());
        shown["restricted"]!.AsArray().ShouldBeEmpty("it is behind another wall: no second permission opens it");
        (await (await platform.As("principal")).Get($"{story.Path}/restricted?field=text", ("X-Purpose-Reason", "test"))).ShouldBeProblem(400, "invalid-request");
        (await Whereabouts.InDump(platform.ConnectionString, [Said])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_read_by_the_counsellor_who_has_the_case_and_no_longer_by_who_left_the_school()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        var author = await People.Add(platform, "Tư Vấn Sắp Đi", new Membership(Role.Counsellor, DemoIds.BinhCangSchool));
        (await author.Caller.Post($"{story.Path}/counselling-notes", Note(), story.Version)).ShouldBe(200);
        await story.Refresh();
        var path = $"{story.Path}/counselling-notes";
        (await (await platform.As("counsellor")).Get(path)).ShouldBe(200).Body["notes"]!.AsArray().ShouldBeEmpty();
        (await story.Do("focalperson", "assignment", new { assigneeId = DemoIds.Counsellor })).ShouldBe(200);
        (await (await platform.As("counsellor")).Get(path)).ShouldBe(200).Body["notes"]!.AsArray().Count.ShouldBe(1);

        await using (var connection = await platform.Open()) await connection.Run("update access.memberships set role = 'SocialWorker' where user_id = $1", author.Id);
        await People.SignIn(author);
        (await author.Caller.Get(story.Path)).ShouldBe(200);
        (await author.Caller.Get(path)).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Is_in_a_bundle_of_evidence_as_a_proof_without_words_whatever_is_asked_for()
    {
        var story = await new CaseStory(platform).Reported();
        (await story.Do("counsellor", "counselling-notes", Note())).ShouldBe(200);
        await platform.Settle();
        var files = await Evidence.Files(await platform.As("auditor"), new { caseId = story.CaseId, restricted = true, reason = "Tòa yêu cầu." });
        files.ShouldAllBe(file => !file.Value.Contains(Said, StringComparison.Ordinal));
        files["chronology.vi.html"].ShouldContain("Ghi chép tham vấn");
        files["chronology.vi.html"].ShouldContain("Phần hạn chế, không in ở đây");
    }

    [Fact]
    public async Task Is_written_by_counsellors_of_the_school_and_shared_with_counsellors_only()
    {
        var story = await new CaseStory(platform).Reported();
        (await story.Do("principal", "counselling-notes", Note())).ShouldBeProblem(403, "forbidden");
        foreach (var stranger in new[] { DemoIds.Principal, Guid.CreateVersion7() }) (await story.Do("counsellor", "counselling-notes", Note(stranger))).ShouldBeProblem(409, "not-a-counsellor-here");
        (await story.Do("counsellor", "counselling-notes", new { form = "Individual", text = " ", occurredAt = platform.Clock.GetUtcNow().AddDays(1) })).ShouldBeProblem(400, "invalid-request").Body["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["text", "occurredAt"], ignoreOrder: true);
        (await (await platform.As("principal")).Get(story.Path)).ShouldBe(200).Version.ToString(CultureInfo.InvariantCulture).ShouldBe(story.Version.ToString(CultureInfo.InvariantCulture));
    }
}
