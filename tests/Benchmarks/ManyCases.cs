using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NpgsqlTypes;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Cases.ReadingCases;

namespace ProtectionPlatform.Benchmarks;

/// <summary>
/// A province's record: 100,000 cases and 2,000,000 events. What people ask of it all day, over HTTP with permission, sealed names and the record of the read,
/// beside the plain SQL that answers the same question to a program that owns the tables.
/// </summary>
internal static class ManyCases
{
    private const int Cases = 100_000;
    private const int EventsEach = 20;

    /// <summary>Schools of a thousand cases, of which the principal sees one; places to which five thousand were sent, of which the officer sees one.</summary>
    private const int Schools = 100;

    private const int Places = 20;

    /// <summary>Cases that people opened through the platform: what is in their events is sealed.</summary>
    private const int Lived = 40;

    private const int Runs = 200;

    /// <summary>So many requests until the platform has compiled for good what it does all day; less than that of each question.</summary>
    private const int WarmUp = 5_000;

    private const string Asked = "at most 3";
    private static readonly string[] Families = ["Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Vũ", "Đặng", "Bùi", "Đỗ"];
    private static readonly string[] Middles = ["Thị", "Thị", "Thị", "Văn", "Văn", "Minh", "Ngọc", "Hữu", "Thanh", "Gia"];

    /// <summary>Given names that nobody bears.</summary>
    private static readonly string[] Given = [.. from first in "Bl Fl Gr Jr Kw Pl Sw Tw Wr Zl".Split(' ') from rest in "ân ấm iêu ỗng uýt ằm oăn ịch ớp ường".Split(' ') select first + rest];

    public static async Task Run(Table table)
    {
        await using var book = await Ledgerbook.OpenPlatform();
        await ManyEvents.Fill(book, CaseModel.StreamType, CaseModel.Of(EventsEach), Cases);
        await FillLists(book);
        await book.BeginAll((long)Cases * EventsEach);

        await using var platform = await RunningPlatform.Start(book.ConnectionString);
        var worker = await platform.SignIn("socialworker");
        var principal = await platform.SignIn("principal");
        var officer = await platform.SignIn("communeofficer");
        var focal = await platform.SignIn("focalperson");
        var lived = new List<Guid>();
        while (lived.Count < Lived) lived.Add(await Live(worker, focal, lived.Count));
        foreach (var settled in new[] { "create table floor.reads (like audit.reads_v1 including all)", "vacuum analyze cases.caseload_v1", "vacuum analyze cases.deadlines_v1", "vacuum analyze keys.person_keys", "checkpoint" })
            await book.Owner(settled);

        var personal = book.Services.GetRequiredService<PersonalData>();
        var names = Random.Shared.GetItems(Given, Runs).Select(given => $"Nguyễn Thị {given}").ToArray();
        var words = new List<long[]>();
        foreach (var name in names) words.Add(await personal.Words(Caseload.NameWords, name, CancellationToken.None));
        await using var connection = await book.Plain.OpenConnectionAsync();

        // The event of a read, as the platform keeps it.
        var recorded = new ContentRead("readCase", "case", lived[0], new([new(Role.Principal, DemoIds.BinhCangSchool)], ReadPurpose.CaseWork, PurposeStated: false, null), null, null, null, DateTimeOffset.UtcNow);
        var (reads, read, row) = (Guid.CreateVersion7(), 0L, 0);
        await book.Owner($"insert into floor.mt_streams (id, type, version) values ('{reads}', '{ReadLog.StreamType}', 0)");
        var session = await connection.QueryFirstAsync<Guid>("select s.id from identity.sessions s where s.user_id = @Principal", new { DemoIds.Principal });

        for (var i = 0; i < WarmUp; i++) await principal.Read($"/api/v1/cases/{lived[i % Lived]}");
        await Compare("opening a case of 20 events, with its read event", i => principal.Read($"/api/v1/cases/{lived[Math.Abs(i) % Lived]}"),
            i => connection.QueryAsync<string>("select data::text from events.mt_events where stream_id = @id order by version", new { id = lived[Math.Abs(i) % Lived] }));
        foreach (var (who, visitor, scope) in new[]
        {
            ("a school of 1,000", principal, $"c.school_id = '{DemoIds.BinhCangSchool}'"),
            ("a commune of 5,000", officer, $"c.authority_ids @> array['{DemoIds.Commune}'::uuid]"),
        })
        {
            await Compare($"work list of {who}, 50 rows", _ => visitor.Read("/api/v1/cases?ended=false"), _ => List(scope, "not c.ended", new { }));
            await Compare($"search by a name without marks, {who}", i => visitor.Read("/api/v1/cases/search", new { words = SearchText.Fold(names[Math.Abs(i) % names.Length]) }),
                i => List(scope, "c.search_words @> @asked", new { asked = words[Math.Abs(i) % words.Count] }));
            var today = new List<double>();
            for (var i = 0; i < Runs; i++) today.Add(await Timing.Time(() => visitor.Read("/api/v1/cases/today")));
            table.Add($"what is to be done today, {who}", today.Spread());
            if (visitor == officer) continue; // reports are entered at schools
            await Compare($"duplicates of a child at entry, {who}", i => visitor.Read("/api/v1/cases/duplicates", new { name = names[Math.Abs(i) % names.Length], bornOn = "2014-05-06" }), i => connection.QueryAsync($"""
                select c.case_id, c.reference, c.state, c.child from cases.caseload_v1 c cross join lateral (select count(*) as shared from unnest(c.search_words) w where w = any (@asked)) s
                where {scope} and c.search_words && @asked and s.shared >= 2 order by s.shared desc, c.opened_at desc limit 500
                """, new { asked = words[Math.Abs(i) % words.Count] }));
        }

        Task List(string scope, string where, object asked) => connection.QueryAsync($"""
            select c.*, (select min(d.due_at) from cases.deadlines_v1 d where d.case_id = c.case_id and d.settled_at is null) as next
            from cases.caseload_v1 c where {scope} and {where} order by c.opened_at desc, c.case_id desc limit 51
            """, asked);

        async Task Compare(string what, Func<int, Task> ours, Func<int, Task> rows)
        {
            var (a, b) = await Timing.Paired(Runs, ours, i => Plainly(i, rows, AsRow), WarmUp / 5);
            var (asEvent, alone) = (new List<double>(), new List<double>());
            for (var i = 0; i < Runs; i++)
            {
                asEvent.Add(await Timing.Time(() => Plainly(i, rows, AsEvent)));
                alone.Add(await Timing.Time(() => rows(i)));
            }

            table.Add($"{what}; beside the same in plain SQL, the read as a row", a.Spread(), b.Spread(), a.Median() / b.Median(), Asked);
            table.Add($"{what}; beside the same in plain SQL, the read as an event", a.Spread(), asEvent.Spread(), a.Median() / asEvent.Median());
            table.Add($"{what}; beside the rows alone", a.Spread(), alone.Spread(), a.Median() / alone.Median());
        }

        // What has to be known and kept whoever asks: whose session it is, what they do and may not see, and that they read.
        async Task Plainly(int i, Func<int, Task> rows, Func<Task> keepRead)
        {
            await connection.QueryAsync("select u.*, m.role, m.organisation_id from identity.sessions s join identity.users u on u.id = s.user_id join access.memberships m on m.user_id = u.id where s.id = @session", new { session });
            await connection.QueryAsync<Guid>("select case_id from walls.exclusions where person_id = @Principal", new { DemoIds.Principal });
            await rows(i);
            await keepRead();
        }

        Task AsRow() => connection.ExecuteAsync("""
            insert into floor.reads (sequence, what, subject_kind, shown, subject_exists, purpose, purpose_stated, memberships, organisations, actor_id, actor_name, at)
            values (@row, 'readCase', 'case', '{}', true, 'CaseWork', false, '[]', '{}', @Principal, 'Phạm Thị Thí Dụ', now())
            """, new { row = ++row, DemoIds.Principal });

        Task AsEvent() => book.AppendPlainly(reads, read++, "content_read", recorded);
    }

    /// <summary>A case as people make one: reported, taken up, then what the child wants, until it has its twenty events.</summary>
    private static async Task<Guid> Live(Visitor worker, Visitor focal, int number)
    {
        var reported = await worker.Post("/api/v1/cases/reports", new
        {
            channel = "InPerson",
            whatHappened = "Em kể bị người lớn trong nhà đánh nhiều lần, mẹ em biết mà không dám nói với ai.",
            knownAt = DateTimeOffset.UtcNow.AddMinutes(-5),
            concernKind = "Abused",
            incidentTypes = new[] { "Violence" },
            child = new { fullName = $"{Families[number % Families.Length]} Thị Ví Dụ", dateOfBirth = "2014-05-06", sex = "Female", className = "6A" },
        });
        var id = reported["caseId"]!.GetValue<Guid>();
        var version = Version(reported);
        version = Version(await focal.Post($"/api/v1/cases/{id}/triage", new { decision = "Proceed", tracks = new[] { "ChildProtection" }, reason = "Có dấu hiệu bạo lực.", assigneeId = DemoIds.SocialWorker }, version));
        while (version < EventsEach)
            version = Version(await worker.Post($"/api/v1/cases/{id}/goals", new { goal = "Con muốn được ngủ yên và đi học đúng giờ.", firstStep = "Kể cho cô nghe mỗi sáng thứ Hai.", occurredAt = DateTimeOffset.UtcNow.AddSeconds(-5) }, version));
        return id;

        static long Version(JsonNode answer) => answer["version"]!.GetValue<long>();
    }

    /// <summary>The rows the projection would have written, no clock of which has anything to say, with each child's name sealed under the child's own key.</summary>
    private static async Task FillLists(Ledgerbook book)
    {
        var personal = book.Services.GetRequiredService<PersonalData>();
        var random = new Random(5);
        await using var connection = await book.Plain.OpenConnectionAsync();
        var ids = (await connection.QueryAsync<Guid>("select id from events.mt_streams where type = @type", new { type = CaseModel.StreamType })).ToArray();
        var children = ids.Select(_ => new ListedChild($"{Pick(Families)} {Pick(Middles)} {Pick(Given)}", new DateOnly(2009, 1, 1).AddDays(random.Next(3_000)), $"{random.Next(1, 13)}{(char)('A' + random.Next(6))}")).ToArray();
        var (names, words) = (new string?[ids.Length], new long[ids.Length][]);
        await Parallel.ForAsync(0, ids.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, ct) =>
        {
            names[i] = await personal.Seal(ids[i], Whose.Child, ListedChild.Place, children[i], ct);
            words[i] = await personal.Words(Caseload.NameWords, $"{children[i].Name} {children[i].ClassName}", ct);
        });

        var now = DateTime.UtcNow;
        await using (var rows = await connection.BeginBinaryImportAsync("""
            copy cases.caseload_v1 (case_id, reference, school_id, authority_ids, state, ended, tracks, risk_level, child, search_words, assignee_id, assignee_name,
              opened_at, last_change_at, immediate_danger, waits_not_for, held, erasure_agreed, version, last_seq) from stdin (format binary)
            """))
            for (var i = 0; i < ids.Length; i++)
            {
                var ended = random.Next(10) < 6;
                var opened = now.AddMinutes(-random.Next(3 * 365 * 24 * 60));
                await rows.StartRowAsync();
                await rows.WriteAsync(ids[i]);
                await rows.WriteAsync($"BT-{i:X6}-00001");
                await rows.WriteAsync(i % Schools == 0 ? DemoIds.BinhCangSchool : Other(1, i % Schools));
                await rows.WriteAsync(new[] { i % Places == 0 ? DemoIds.Commune : Other(2, i % Places) }, NpgsqlDbType.Array | NpgsqlDbType.Uuid);
                await rows.WriteAsync((ended ? CaseState.Closed : CaseState.InProgress).ToString());
                await rows.WriteAsync(ended);
                await rows.WriteAsync(new[] { nameof(Track.ChildProtection) }, NpgsqlDbType.Array | NpgsqlDbType.Varchar);
                await rows.WriteAsync(Pick(["High", "Medium", "Low"]));
                await rows.WriteAsync(names[i]);
                await rows.WriteAsync(words[i], NpgsqlDbType.Array | NpgsqlDbType.Bigint);
                await rows.WriteAsync(DemoIds.SocialWorker);
                await rows.WriteAsync("Nguyễn Thị Ví Dụ");
                await rows.WriteAsync(opened);
                await rows.WriteAsync(opened.AddDays(5));
                await rows.WriteAsync(false);
                await rows.WriteAsync(Array.Empty<Guid>(), NpgsqlDbType.Array | NpgsqlDbType.Uuid);
                await rows.WriteAsync(false);
                await rows.WriteAsync(false);
                await rows.WriteAsync((long)EventsEach);
                await rows.WriteAsync((long)i);
                if (i == ids.Length - 1) await rows.CompleteAsync();
            }

        await connection.ExecuteAsync("""
            insert into cases.deadlines_v1 (deadline_id, case_id, code, started_at, warn_at, due_at, settled_at, late, waived, waiver_by, waiver_pending, last_seq)
            select gen_random_uuid(), case_id, code, start, start + span / 2, start + span, case when settled then start + span / 3 end, false, false, '{}', false, last_seq
            from (values (true, @report, interval '1 day'), (true, @initial, interval '3 days'), (false, @plan, interval '30 days')) k (always, code, span), cases.caseload_v1 c,
              lateral (select always or c.ended as settled, case when always or c.ended then c.opened_at else now() end as start) s
            """, new { report = DeadlineCodes.Report, initial = DeadlineCodes.InitialAssessment, plan = DeadlineCodes.Plan }, commandTimeout: 600);

        T Pick<T>(T[] from) => from[random.Next(from.Length)];
        static Guid Other(int kind, int number) => Guid.Parse($"0000000{kind}-0000-7000-8000-{number:d12}");
    }
}
