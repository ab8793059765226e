using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>The clocks from start to end, with the platform's time moved on.</summary>
public sealed class Clocks(Platform platform) : IClassFixture<Platform>
{
    private async Task Pass(TimeSpan time)
    {
        platform.Advance(time);
        await platform.Settle();
        await platform.Services.GetRequiredService<ClockWorker>().Tick(CancellationToken.None);
        await platform.Settle();
    }

    private async Task<long> Said(Guid deadline, string type)
    {
        await using var connection = new Npgsql.NpgsqlConnection(platform.ConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("select count(*) from events.mt_events where stream_id = $1 and type = $2", connection);
        command.Parameters.Add(new() { Value = deadline });
        command.Parameters.Add(new() { Value = type });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static JsonNode Deadline(JsonObject body, string code) => body["deadlines"]!.AsArray().Last(d => d!["code"]!.GetValue<string>() == code)!;

    private static Guid IdOf(JsonNode deadline) => deadline["id"]!.GetValue<Guid>();

    [Fact]
    public async Task Warn_once_are_missed_once_and_are_listed_until_they_are_settled()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        var clock = IdOf(Deadline(await story.Refresh(), "DL-EMERG"));

        await Pass(TimeSpan.FromHours(9));
        (await Said(clock, "deadline_warned")).ShouldBe(0);
        await Pass(TimeSpan.FromHours(1));
        await Pass(TimeSpan.FromMinutes(1));
        (await Said(clock, "deadline_warned"), await Said(clock, "deadline_missed")).ShouldBe((1, 0));
        await Pass(TimeSpan.FromHours(3));
        await Pass(TimeSpan.FromMinutes(1));
        (await Said(clock, "deadline_warned"), await Said(clock, "deadline_missed")).ShouldBe((1, 1));
        (await story.Refresh())["version"]!.GetValue<long>().ShouldBe(story.Version, "a clock that speaks leaves the case alone");

        var socialWorker = await platform.As("socialworker");
        foreach (var list in new[] { (await socialWorker.Get("/api/v1/cases/deadlines?status=Overdue")).ShouldBe(200).Body["items"]!, (await socialWorker.Get("/api/v1/cases/today")).ShouldBe(200).Body["deadlines"]! })
            list.AsArray().Single(d => d!["deadlineId"]!.GetValue<Guid>() == clock)!["status"]!.GetValue<string>().ShouldBe("Overdue");
        (await socialWorker.Get("/api/v1/cases?overdue=true")).ShouldBe(200).Body["items"]!.AsArray().ShouldContain(r => r!["id"]!.GetValue<Guid>() == story.CaseId);
        (await (await platform.As("socialworker2")).Get("/api/v1/cases/deadlines")).ShouldBe(200).Body["items"]!.AsArray().ShouldNotContain(d => d!["deadlineId"]!.GetValue<Guid>() == clock);

        await (await story.Notified()).InitiallyAssessed();
        Deadline(await story.Refresh(), "DL-EMERG")["status"]!.GetValue<string>().ShouldBe("MetLate");
        Deadline(await story.Refresh(), "DL-PLAN")["status"]!.GetValue<string>().ShouldBe("Pending");
        await Pass(TimeSpan.FromDays(30));
        (await Said(clock, "deadline_missed")).ShouldBe(1);
    }

    [Fact]
    public async Task Speak_however_many_others_the_list_calls_due_and_the_file_does_not()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        var clock = IdOf(Deadline(await story.Refresh(), "DL-EMERG"));
        await platform.Settle();
        await Sql("""
            insert into cases.deadlines_v1 (deadline_id, case_id, code, started_at, warn_at, due_at, late, waived, waiver_by, waiver_pending, last_seq)
            select gen_random_uuid(), $1, 'DL-EMERG', now(), '2020-01-01', '2020-01-02', false, false, '{}', false, 1 from generate_series(1, 600)
            """, story.CaseId);

        await Pass(TimeSpan.FromHours(13));
        (await Said(clock, "deadline_missed")).ShouldBe(1);
        await Sql("delete from cases.deadlines_v1 where case_id = $1 and due_at < '2020-02-01'", story.CaseId);

        async Task Sql(string sql, Guid caseId)
        {
            await using var source = Npgsql.NpgsqlDataSource.Create(platform.ConnectionString);
            await using var command = source.CreateCommand(sql);
            command.Parameters.Add(new() { Value = caseId });
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task Rest_while_their_file_rests_in_another_one()
    {
        var (kept, duplicate) = (await (await new CaseStory(platform).Reported()).Triaged(), await (await new CaseStory(platform).Reported()).Triaged());
        var clock = IdOf(Deadline(await duplicate.Refresh(), "DL-EMERG"));
        await platform.Settle();
        (await Listed()).ShouldContain(clock);

        (await duplicate.Do("socialworker", "merge", new { intoId = kept.CaseId, reason = "Hai cô cùng báo một việc." })).ShouldBe(200);
        (await duplicate.Do("focalperson", "merge/confirmation", new { agree = true, reason = "Đã xem cả hai." })).ShouldBe(200);
        await Pass(TimeSpan.FromHours(13));
        (await Said(clock, "deadline_missed")).ShouldBe(0);
        (await Listed()).ShouldNotContain(clock);

        (await duplicate.Do("principal", "merge/undoing", new { reason = "Là hai anh em sinh đôi." })).ShouldBe(200);
        await Pass(TimeSpan.FromMinutes(1));
        (await Said(clock, "deadline_missed")).ShouldBe(1);
        (await Listed()).ShouldContain(clock);

        async Task<IEnumerable<Guid>> Listed() =>
            (await (await platform.As("socialworker")).Get("/api/v1/cases/deadlines")).ShouldBe(200).Body["items"]!.AsArray().Select(row => row!["deadlineId"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Are_waived_by_two_persons_only()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        var path = $"deadlines/{IdOf(Deadline(await story.Refresh(), "DL-INIT"))}/waiver";
        (await story.Do("socialworker", $"{path}/confirmation", new { agree = true, reason = "?" })).ShouldBeProblem(403, "forbidden");
        (await story.Do("focalperson", path, new { reason = "Trẻ đang ở viện." })).ShouldBe(200);
        (await story.Do("focalperson", $"{path}/confirmation", new { agree = true, reason = "?" })).ShouldBeProblem(409, "second-person-required");
        (await story.Do("principal", $"{path}/confirmation", new { agree = true, reason = "Đồng ý." })).ShouldBe(200);
        var waived = Deadline(await story.Refresh(), "DL-INIT");
        waived["status"]!.GetValue<string>().ShouldBe("Waived");
        waived["waiver"]!["confirmedBy"]!["id"]!.GetValue<Guid>().ShouldBe(DemoIds.Principal);
    }

    [Fact]
    public async Task Show_at_an_earlier_moment_what_they_showed_then()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        var then = platform.Clock.GetUtcNow();
        platform.Advance(TimeSpan.FromHours(13));
        Deadline(await story.Refresh(), "DL-EMERG")["status"]!.GetValue<string>().ShouldBe("Overdue");
        var earlier = (await (await platform.As("principal")).Get($"{story.Path}?knownAt={Uri.EscapeDataString(then.ToString("O"))}")).ShouldBe(200);
        Deadline(earlier.Body, "DL-EMERG")["status"]!.GetValue<string>().ShouldBe("Pending");
    }
}
