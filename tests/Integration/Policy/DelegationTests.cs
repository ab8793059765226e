using System.Text.Json.Nodes;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Policy;

/// <summary>Who acts for whom while somebody is away, over HTTP.</summary>
public sealed class Standing_in_while_somebody_is_away(Platform platform) : IClassFixture<Platform>
{
    private const string Own = "/api/v1/access/delegations", Set = "/api/v1/access/accounts/delegations";

    private DateTimeOffset Now => platform.Clock.GetUtcNow();

    private object Asked(Guid to, string role = "Principal", double fromDays = 0, double days = 10, bool restricted = false, Guid? at = null) => new
    {
        role,
        organisationId = at ?? DemoIds.BinhCangSchool,
        delegateId = to,
        from = Now.AddDays(fromDays),
        until = Now.AddDays(fromDays + days),
        reason = "Nghỉ phép năm.",
        restricted,
    };

    /// <summary>Works at the school, in a role that opens no case.</summary>
    private Task<Somebody> Colleague(string name) => People.Add(platform, name, new Membership(Role.CommunicationsOfficer, DemoIds.BinhCangSchool));

    private Task<Somebody> Principal(string name) => People.Add(platform, name, new Membership(Role.Principal, DemoIds.BinhCangSchool));

    [Fact]
    public async Task Opens_the_absent_person_s_cases_for_its_time_only_and_says_for_whom()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        var (absent, standIn) = (await Principal("Hiệu Trưởng Đi Vắng"), await Colleague("Cô Người Thay"));
        (await standIn.Caller.Get(story.Path)).ShouldBeProblem(404, "not-found");
        var given = (await absent.Caller.Post(Own, Asked(standIn.Id, fromDays: 1))).ShouldBe(201).Id;
        (await standIn.Caller.Get(story.Path)).ShouldBeProblem(404, "not-found");

        platform.Advance(TimeSpan.FromDays(1.1));
        await People.SignIn(standIn);
        var me = (await standIn.Caller.Get("/api/v1/me")).ShouldBe(200).Body;
        (me["standsIn"]![0].Text("forName"), me["standsIn"]![0].Text("role")).ShouldBe(("Hiệu Trưởng Đi Vắng", "Principal"));
        me["roles"]!.AsArray().Select(role => role!.GetValue<string>()).ShouldBe(["Principal", "CommunicationsOfficer"], ignoreOrder: true);
        await platform.Settle();
        var before = await platform.Head();
        foreach (var page in new[] { "", "/history", "/next-steps" }) (await standIn.Caller.Get($"{story.Path}{page}")).ShouldBe(200);
        (await standIn.Caller.Get("/api/v1/cases?limit=200")).ShouldBe(200).Text.ShouldContain(story.CaseId.ToString());
        var version = (await standIn.Caller.Get(story.Path)).Version;
        (await standIn.Caller.Post($"{story.Path}/assignment", new { assigneeId = DemoIds.Counsellor }, version)).ShouldBe(200);

        // In the history, in the log of reads, in the auditor's list and in the chronology of the bundle.
        var entry = (await (await platform.As("principal")).Get($"{story.Path}/history")).ShouldBe(200).Body["items"]!.AsArray().Last(e => e.Text("type") == "case_assigned")!;
        (entry["actor"].Text("name"), entry["actor"]!["actingFor"].Text("name")).ShouldBe(("Cô Người Thay", "Hiệu Trưởng Đi Vắng"));
        await platform.Settle();
        var auditor = await platform.As("auditor");
        var reads = (await auditor.Get($"/api/v1/audit/reads?person={standIn.Id}&denied=false")).ShouldBe(200).Body["items"]!.AsArray();
        reads.Count.ShouldBe(5);
        reads.ShouldAllBe(row => row!["person"]!["actingFor"].Text("id") == absent.Id.ToString() && row["memberships"]!.AsArray().Any(m => m.Text("role") == "Principal"));
        (await auditor.Get($"/api/v1/audit/events?actor={standIn.Id}&type=case_assigned")).ShouldBe(200).Body["items"]![0]!["actor"]!["actingFor"].Text("name").ShouldBe("Hiệu Trưởng Đi Vắng");
        (await HeadersOf(standIn.Id, before)).ShouldAllBe(headers => headers["actingFor"].Text("id") == absent.Id.ToString());

        // It ends by itself.
        platform.Advance(TimeSpan.FromDays(10));
        await People.SignIn(standIn);
        foreach (var page in new[] { "", "/history", "/next-steps" }) (await standIn.Caller.Get($"{story.Path}{page}")).ShouldBeProblem(404, "not-found");
        (await standIn.Caller.Get("/api/v1/cases?limit=200")).ShouldBe(200).Text.ShouldNotContain(story.CaseId.ToString());
        (await standIn.Caller.Get("/api/v1/me")).Body["standsIn"]!.AsArray().ShouldBeEmpty();
        (await standIn.Caller.Get(Own)).ShouldBe(200).Body["held"]![0].Text("state").ShouldBe("Over");
        given.ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task Is_not_mentioned_where_one_s_own_role_is_enough()
    {
        var story = await new CaseStory(platform).Reported();
        var absent = await Principal("Hiệu Trưởng Nghỉ Ốm");
        var worker = await People.Add(platform, "Cô Làm Hai Việc", new Membership(Role.SocialWorker, DemoIds.BinhCangSchool));
        (await absent.Caller.Post(Own, Asked(worker.Id))).ShouldBe(201);
        var before = await platform.Head();
        var version = (await worker.Caller.Get(story.Path)).ShouldBe(200).Version;
        (await worker.Caller.Post($"{story.Path}/assignment", new { assigneeId = DemoIds.Counsellor }, version)).ShouldBe(200);
        (await HeadersOf(worker.Id, before)).ShouldAllBe(headers => !headers.AsObject().ContainsKey("actingFor"));

        // What their own role does not reach, they do for the absent one.
        var proposed = await new CaseStory(platform).Reported();
        (await proposed.Do("socialworker", "triage", new { decision = "Unfounded", tracks = Array.Empty<string>(), reason = "Không có dấu hiệu." })).ShouldBe(200);
        before = await platform.Head();
        (await worker.Caller.Post($"{proposed.Path}/triage/confirmation", new { agree = true, reason = "Đã xem." }, proposed.Version)).ShouldBe(200);
        (await HeadersOf(worker.Id, before)).ShouldAllBe(headers => headers["actingFor"].Text("id") == absent.Id.ToString());
    }

    [Fact]
    public async Task Does_not_let_one_confirm_for_the_absent_what_either_of_them_proposed()
    {
        var absent = await Principal("Hiệu Trưởng Đề Nghị");
        var worker = await People.Add(platform, "Cô Thay Hiệu Trưởng", new Membership(Role.SocialWorker, DemoIds.BinhCangSchool));
        (await absent.Caller.Post(Own, Asked(worker.Id))).ShouldBe(201);
        foreach (var author in new[] { absent, worker })
        {
            var story = await new CaseStory(platform).Reported();
            var proposed = (await author.Caller.Post($"{story.Path}/triage", new { decision = "Unfounded", tracks = Array.Empty<string>(), reason = "Không có dấu hiệu." }, story.Version)).ShouldBe(200);
            (await worker.Caller.Get($"{story.Path}/next-steps")).ShouldBe(200).Text.ShouldNotContain("TriageConfirmation");
            (await worker.Caller.Post($"{story.Path}/triage/confirmation", new { agree = true, reason = "Đã xem." }, proposed.Version)).ShouldBeProblem(409, "second-person-required");
        }
    }

    [Fact]
    public async Task Does_not_open_a_case_either_of_them_is_excluded_from_in_any_byte()
    {
        var (ofAbsent, ofStandIn) = (await new CaseStory(platform).Reported(), await new CaseStory(platform).Reported());
        var (absent, standIn) = (await Principal("Hiệu Trưởng Liên Quan"), await Colleague("Cô Liên Quan"));
        foreach (var (story, person) in new[] { (ofAbsent, absent), (ofStandIn, standIn) })
            (await story.Do("focalperson", "exclusions", new { personId = person.Id, ground = "ConflictOfInterest", reason = "Họ hàng." })).ShouldBe(200);
        (await absent.Caller.Post(Own, Asked(standIn.Id))).ShouldBe(201);
        await platform.Settle();
        var nowhere = Guid.CreateVersion7();
        foreach (var story in new[] { ofAbsent, ofStandIn })
        {
            foreach (var page in new[] { "", "/history", "/next-steps", "/difference" })
                Bytes(await standIn.Caller.Get($"{story.Path}{page}")).ShouldBe(Bytes(await standIn.Caller.Get($"/api/v1/cases/{nowhere}{page}")));
            foreach (var list in new[] { "/api/v1/cases?limit=200", "/api/v1/cases/today", "/api/v1/cases/deadlines" })
                (await standIn.Caller.Get(list)).ShouldBe(200).Text.ShouldNotContain(story.CaseId.ToString());
        }

        static string Bytes(Answer answer)
        {
            answer.Body.Remove("traceId");
            answer.Body.Remove("instance");
            return $"{answer.Status} {answer.Body.ToJsonString()}";
        }
    }

    [Fact]
    public async Task Includes_the_restricted_part_only_when_said_so()
    {
        var story = await new CaseStory(platform).Reported();
        var (absent, standIn) = (await Principal("Hiệu Trưởng Dặn Dò"), await Colleague("Cô Được Dặn"));
        (await absent.Caller.Post(Own, Asked(standIn.Id))).ShouldBe(201);
        (await standIn.Caller.Get($"{story.Path}/restricted?field=informant", ("X-Purpose-Reason", "test"))).ShouldBeProblem(403, "forbidden");
        (await standIn.Caller.Get($"{story.Path}/counselling-notes")).ShouldBeProblem(403, "forbidden");
        (await absent.Caller.Post(Own, Asked(standIn.Id, restricted: true))).ShouldBe(201);
        (await standIn.Caller.Get($"{story.Path}/restricted?field=informant", ("X-Purpose-Reason", "test"))).ShouldBe(200);
        (await standIn.Caller.Get($"{story.Path}/counselling-notes")).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Is_ended_by_either_of_them_at_once()
    {
        var story = await new CaseStory(platform).Reported();
        var (absent, standIn, stranger) = (await Principal("Hiệu Trưởng Về Sớm"), await Colleague("Cô Từ Chối"), await Colleague("Cô Không Liên Quan"));
        foreach (var (by, state) in new[] { (absent, "Ended"), (standIn, "Refused") })
        {
            var id = (await absent.Caller.Post(Own, Asked(standIn.Id))).ShouldBe(201).Id;
            (await standIn.Caller.Get(story.Path)).ShouldBe(200);
            (await stranger.Caller.Send(HttpMethod.Delete, $"{Own}/{id}", null)).ShouldBeProblem(404, "not-found");
            (await by.Caller.Send(HttpMethod.Delete, $"{Own}/{id}", null)).ShouldBe(204);
            (await standIn.Caller.Get(story.Path)).ShouldBeProblem(404, "not-found");
            (await absent.Caller.Get(Own)).Body["given"]!.AsArray().Single(row => row.Text("id") == id.ToString()).Text("state").ShouldBe(state);
        }

        (await (await platform.As("auditor")).Get("/api/v1/audit/events?type=delegation_ended")).ShouldBe(200).Body["items"]!.AsArray().Select(row => row!["actor"].Text("id"))
            .ShouldBe([standIn.Id.ToString(), absent.Id.ToString()]);
    }

    [Fact]
    public async Task Ends_when_what_it_stands_on_ends()
    {
        var story = await new CaseStory(platform).Reported();
        var (absent, standIn) = (await Principal("Hiệu Trưởng Chuyển Trường"), await Colleague("Cô Ở Lại"));
        (await absent.Caller.Post(Own, Asked(standIn.Id))).ShouldBe(201);
        await using var connection = await platform.Open();
        foreach (var (end, undo, id) in new[]
                 {
                     ("update access.memberships set valid_to = valid_from where user_id = $1", "update access.memberships set valid_to = null where user_id = $1", absent.Id),
                     ("update identity.users set deactivated_at = now() where id = $1", "update identity.users set deactivated_at = null where id = $1", absent.Id),
                     ("update access.memberships set organisation_id = (select id from access.organisations where id <> organisation_id and kind = 'School' limit 1) where user_id = $1",
                         "update access.memberships set organisation_id = (select organisation_id from access.delegations where delegate_id = $1 limit 1) where user_id = $1", standIn.Id),
                     ("update identity.users set second_factor_waived = false where id = $1", "update identity.users set second_factor_waived = true where id = $1", standIn.Id),
                 })
        {
            (await standIn.Caller.Get(story.Path)).ShouldBe(200);
            await connection.Run(end, id);
            await People.SignIn(standIn);
            (await standIn.Caller.Get(story.Path)).Status.ShouldBe(404, end);
            await connection.Run(undo, id);
            await People.SignIn(standIn);
        }
    }

    [Fact]
    public async Task Is_refused_for_what_is_not_one_s_own_to_give_or_not_lent_at_all()
    {
        var (absent, standIn) = (await Principal("Hiệu Trưởng Hỏi Lung Tung"), await Colleague("Cô Nhận Lung Tung"));
        async Task Refused(string field, object body, Caller? by = null, string path = Own) =>
            (await (by ?? absent.Caller).Post(path, body)).ShouldBeProblem(400, "invalid-request").Body["errors"]!.AsObject().ShouldContainKey(field);
        await Refused("organisationId", Asked(standIn.Id, "SocialWorker"));
        await Refused("organisationId", Asked(standIn.Id, at: DemoIds.HoaMauSchool));
        await Refused("delegateId", Asked(absent.Id));
        await Refused("delegateId", Asked(DemoIds.SocialWorker2));
        await Refused("delegateId", Asked(Guid.CreateVersion7()));
        await Refused("until", Asked(standIn.Id, days: 61));
        await Refused("until", Asked(standIn.Id, days: -1));
        await Refused("role", Asked(standIn.Id, "Auditor"));

        // What one holds for another is not one's own to hand on.
        (await absent.Caller.Post(Own, Asked(standIn.Id))).ShouldBe(201);
        await Refused("organisationId", Asked((await Colleague("Cô Thứ Ba")).Id), standIn.Caller);

        // The administrator sets it, but holds nothing that way, and does not give what only the absent person can.
        var administrator = await platform.As("administrator");
        object For(Guid to, string role = "Principal") => new { absentId = absent.Id, role, organisationId = DemoIds.BinhCangSchool, delegateId = to, from = Now, until = Now.AddDays(5), reason = "Nhập viện." };
        await Refused("delegateId", For(DemoIds.Administrator), administrator, Set);
        (await standIn.Caller.Post(Set, For(standIn.Id))).ShouldBeProblem(403, "forbidden");
        var set = (await administrator.Post(Set, For(standIn.Id))).ShouldBe(201).Id;
        var row = (await absent.Caller.Get(Own)).ShouldBe(200).Body["given"]!.AsArray().Single(one => one.Text("id") == set.ToString())!;
        (row.Text("grantedByName"), row.Text("restricted"), row.Text("reason")).ShouldBe(((await Name(DemoIds.Administrator)), "false", "Nhập viện."));
        (await administrator.Get(Set)).ShouldBe(200).Text.ShouldContain(set.ToString());
        (await administrator.Send(HttpMethod.Delete, $"{Set}/{set}", null)).ShouldBe(204);
        (await administrator.Send(HttpMethod.Delete, $"{Set}/{Guid.CreateVersion7()}", null)).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Brings_the_notices_of_the_role_to_the_stand_in_but_not_of_a_case_the_absent_person_is_excluded_from()
    {
        var (absent, standIn) = (await Principal("Hiệu Trưởng Xa Máy"), await Colleague("Cô Gần Máy"));
        (await absent.Caller.Post(Own, Asked(standIn.Id))).ShouldBe(201);
        foreach (var excluded in new[] { false, true })
        {
            var story = await new CaseStory(platform).Reported();
            if (excluded) (await story.Do("focalperson", "exclusions", new { personId = absent.Id, ground = "ConflictOfInterest", reason = "Họ hàng." })).ShouldBe(200);
            (await story.Do("socialworker", "triage", new { decision = "Unfounded", tracks = Array.Empty<string>(), reason = "Không có dấu hiệu." })).ShouldBe(200);
            await platform.Settle();
            (await standIn.Caller.Get("/api/v1/communications/notices")).ShouldBe(200).Text.Contains(story.Reference, StringComparison.Ordinal).ShouldBe(!excluded);
        }
    }

    private async Task<string> Name(Guid id)
    {
        await using var connection = await platform.Open();
        return await connection.Scalar<string>("select display_name from identity.users where id = $1", id);
    }

    /// <summary>What stands beside everything a person did since.</summary>
    private async Task<List<JsonNode>> HeadersOf(Guid person, long since)
    {
        await using var connection = await platform.Open();
        await using var command = connection.Command("""
            select l.headers::text from ledger.entries l join events.mt_events e on e.id = l.event_id
            where l.headers ->> 'actorId' = $1 and e.seq_id > $2 and e.type not like 'account%' and e.type not like 'session%'
            """, person.ToString(), since);
        await using var row = await command.ExecuteReaderAsync();
        var found = new List<JsonNode>();
        while (await row.ReadAsync()) found.Add(JsonNode.Parse(row.GetString(0))!);
        found.ShouldNotBeEmpty();
        return found;
    }
}
