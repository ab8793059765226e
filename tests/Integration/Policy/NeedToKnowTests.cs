using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.TestServer;
using Xunit.Abstractions;

namespace ProtectionPlatform.Integration.Policy;

/// <summary>A platform where the same few people may sign in again and again: in each world they hold other roles, and so need new sessions.</summary>
public sealed class PlatformOpenToMany : IAsyncLifetime
{
    public Platform Platform { get; } = new Platform().With("Access:TriesPerAddress", "1000000").With("Access:TriesPerAccount", "1000000")
        .With("Access:AnonymousReportsPerAddress", "1000000").With("Access:AnonymousReports", "1000000");

    public Task InitializeAsync() => Platform.InitializeAsync();

    public Task DisposeAsync() => Platform.DisposeAsync();
}

/// <summary>
/// Random people at random organisations, excluded from random cases and standing in for one another, read whatever they like: they get what a model of a few lines says, and every
/// read and every refusal is on record. POLICY_READS sets how many reads (1,000 unless set; 100,000 for the long run).
/// </summary>
public sealed class Whoever_reads(PlatformOpenToMany open, ITestOutputHelper output) : IClassFixture<PlatformOpenToMany>
{
    private readonly Platform platform = open.Platform;

    /// <summary>Each leaves events in the cases; then there are new ones, or a long run would read ever longer files.</summary>
    private const int WorldsWithTheSameCases = 20;

    private static readonly int reads = int.Parse(Environment.GetEnvironmentVariable("POLICY_READS") ?? "1000", CultureInfo.InvariantCulture);

    private static readonly int readsInAWorld = reads > 10_000 ? 400 : 100;

    private static readonly Guid[] places = [DemoIds.BinhCangSchool, DemoIds.HoaMauSchool, DemoIds.Commune, People.OtherCommune, DemoIds.EducationDepartment, DemoIds.SocialWorkCentre];

    private static readonly string[] pages = ["", "/history", "/next-steps", "/difference"];
    private static readonly string[] lists = ["/api/v1/cases?limit=200", "/api/v1/cases/search", "/api/v1/cases/deadlines"];

    /// <param name="Memberships">For each person: pairs of a role and a place.</param>
    /// <param name="Exclusions">Pairs of a person and a case.</param>
    /// <param name="Delegations">Who is away, who stands in, which of the two memberships, and when.</param>
    /// <param name="Reads">Triples of a person, what they read, and a case.</param>
    private sealed record World(int[][] Memberships, (int Person, int Case)[] Exclusions, Delegated[] Delegations, (int Person, int What, int Case)[] Reads);

    private enum When
    {
        Running,
        Over,
        Ended,
        ToCome,
    }

    /// <param name="Joins">The stand-in works at that organisation, too, in a role that opens nothing.</param>
    private sealed record Delegated(int Absent, int StandIn, int Which, When When, bool Joins);

    private sealed record KnownCase(Guid Id, Guid? School, Guid? Notified);

    [Fact]
    public async Task Gets_what_they_need_to_know_and_nothing_else()
    {
        await People.AddOrganisations(platform);
        var people = new List<Somebody>();
        for (var i = 0; i < 8; i++) people.Add(await People.Add(platform, $"Người Thử Ngẫu Nhiên {i}"));
        var keeper = await People.Add(platform, "Người Giữ Cửa Thử",
            new(Role.FocalPerson, DemoIds.BinhCangSchool), new(Role.FocalPerson, DemoIds.HoaMauSchool), new(Role.DepartmentOfficer, DemoIds.EducationDepartment));
        var cases = await NewCases();

        var world = Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, Enum.GetValues<Role>().Length * places.Length - 1), 2), people.Count)
            .SelectMany(memberships => Gen.ArrayOf(Gen.Zip(Gen.Choose(0, people.Count - 1), Gen.Choose(0, cases.Count - 1)), 10)
            .SelectMany(exclusions => Gen.ArrayOf(Gen.Choose(0, people.Count - 1).SelectMany(absent => Gen.Choose(0, people.Count - 1).SelectMany(standIn => Gen.Choose(0, 15)
                .Select(how => new Delegated(absent, standIn, how & 1, (how & 2) == 0 ? When.Running : (When)(how >> 2), (how & 12) != 0)))), 8)
            .SelectMany(delegations => Gen.ArrayOf(Gen.Zip(Gen.Zip(Gen.Choose(0, people.Count - 1), Gen.Choose(0, pages.Length + lists.Length - 1)), Gen.Choose(0, cases.Count - 1)), readsInAWorld)
            .Select(asked => WithAStandIn(new World(memberships, [.. exclusions.Distinct()], delegations, [.. asked.Select(a => (a.Item1.Item1, a.Item1.Item2, a.Item2))]))))));
        var before = await platform.Head();
        var (done, refused, excludedReads, forOthers, walledThroughOthers) = (0, 0, 0, 0, 0);
        Prop.ForAll(Arb.From(world), drawn =>
        {
            if (done > 0 && done % (WorldsWithTheSameCases * readsInAWorld) == 0) cases = NewCases().GetAwaiter().GetResult();
            var (wrong, denied, walled, standing, kept) = Live(drawn, people, keeper, cases).GetAwaiter().GetResult();
            done += readsInAWorld;
            refused += denied;
            excludedReads += walled;
            forOthers += standing;
            walledThroughOthers += kept;
            wrong.ShouldBeEmpty();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Math.Max(1, reads / readsInAWorld)));

        output.WriteLine($"{done} reads, {refused} refused, {excludedReads} by people excluded whose role would have let them in, {forOthers} only for somebody absent, {walledThroughOthers} refused because an absent one is excluded: no unauthorised read.");
        excludedReads.ShouldBeGreaterThan(0);
        forOthers.ShouldBeGreaterThan(0);
        var ids = people.Select(p => p.Id.ToString()).ToHashSet();
        var recorded = (await platform.RecordedReads(before)).Where(read => ids.Contains(read.Actor)).ToList();
        recorded.Count.ShouldBe(done, "every read and every refusal is on record");
        recorded.Count(read => read.Type == "read_denied").ShouldBe(refused);
    }

    /// <summary>The second person stands in for the first, who works at the first school, and reads its first case: by chance alone that is rare.</summary>
    private static World WithAStandIn(World drawn) => drawn with
    {
        Memberships = [[(int)Role.SocialWorker * places.Length, .. drawn.Memberships[0].Skip(1)], .. drawn.Memberships.Skip(1)],
        Delegations = [new Delegated(Absent: 0, StandIn: 1, Which: 0, When.Running, Joins: true), .. drawn.Delegations],
        Reads = [(Person: 1, What: 0, Case: 0), .. drawn.Reads.Skip(1)],
    };

    private async Task<(List<string> Wrong, int Denied, int Walled, int ForOthers, int Kept)> Live(World world, List<Somebody> people, Somebody keeper, List<KnownCase> cases)
    {
        var held = world.Memberships.Select(drawn => drawn.Select(n => new Membership((Role)(n / places.Length), places[n % places.Length])).Distinct().ToArray()).ToList();
        var delegations = world.Delegations.Where(d => d.Absent != d.StandIn && d.Which < held[d.Absent].Length).Select(d => (d.Absent, d.StandIn, d.When, d.Joins, Lent: held[d.Absent][d.Which])).ToList();
        foreach (var d in delegations.Where(d => d.Joins)) held[d.StandIn] = [.. held[d.StandIn].Append(new(Role.CommunicationsOfficer, d.Lent.OrganisationId)).Distinct()];
        var now = platform.Clock.GetUtcNow();
        await using (var connection = await platform.Open())
            for (var i = 0; i < people.Count; i++)
            {
                await connection.Run("delete from access.memberships where user_id = $1", people[i].Id);
                foreach (var membership in held[i]) await People.Join(connection, people[i].Id, membership);
            }

        await using (var connection = await platform.Open())
        {
            await connection.Run("delete from access.delegations");
            foreach (var d in delegations)
                await connection.Run("""
                    insert into access.delegations (id, absent_id, role, organisation_id, delegate_id, begins_at, until_at, reason, restricted, granted_by, granted_at, ended_at)
                    values ($1, $2, $3, $4, $5, $6, $7, 'Thử.', false, $2, $6, $8)
                    """, Guid.CreateVersion7(), people[d.Absent].Id, d.Lent.Role.ToString(), d.Lent.OrganisationId, people[d.StandIn].Id,
                    now.AddDays(d.When == When.ToCome ? 1 : -2), now.AddDays(d.When == When.Over ? -1 : 2), d.When == When.Ended ? now.AddMinutes(-1) : DBNull.Value);
        }

        foreach (var person in people) await People.SignIn(person);

        foreach (var (person, about) in world.Exclusions) await Change(keeper, cases[about], "exclusions", new { personId = people[person].Id, ground = "ConflictOfInterest", reason = "Thử." });
        var excluded = world.Exclusions.ToHashSet();
        // What a stand-in holds: while it runs, of a role that is lent, and as long as they work at that organisation themselves.
        List<(int Absent, Membership Lent)> StandsIn(int person) => [.. delegations
            .Where(d => d.StandIn == person && d.When == When.Running && d.Lent.Role is not (Role.Auditor or Role.DataProtectionOfficer or Role.Administrator or Role.ApiClient or Role.Reporter)
                && held[person].Any(m => m.OrganisationId == d.Lent.OrganisationId)).Select(d => (d.Absent, d.Lent))];
        bool Opens(Membership m, KnownCase known) => m.Role switch
        {
            Role.SocialWorker or Role.Counsellor or Role.FocalPerson or Role.Principal => m.OrganisationId == known.School,
            Role.CommuneOfficer => m.OrganisationId == known.Notified,
            Role.DepartmentOfficer => known.School is null,
            Role.Auditor => true,
            _ => false,
        };
        bool HasRole(int person, KnownCase known) => held[person].Any(m => Opens(m, known));
        bool HoldsRole(int person, KnownCase known) => StandsIn(person).Any(it => Opens(it.Lent, known));
        bool Kept(int person, int about) => StandsIn(person).Any(it => excluded.Contains((it.Absent, about)));
        bool Knows(int person, int about) => !excluded.Contains((person, about)) && (HasRole(person, cases[about]) || (HoldsRole(person, cases[about]) && !Kept(person, about)));
        string Told(int person) => $"{people[person]} ({string.Join(", ", held[person].AsEnumerable())}; for others {string.Join(", ", StandsIn(person))})";

        var wrong = new List<string>();
        var (denied, walled, forOthers, kept) = (0, 0, 0, 0);
        await Parallel.ForEachAsync(world.Reads, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (read, _) =>
        {
            var (person, what, about) = read;
            if (what < pages.Length)
            {
                var answer = await people[person].Caller.Get($"/api/v1/cases/{cases[about].Id}{pages[what]}");
                var expected = Knows(person, about) ? 200 : 404;
                if (expected != 200) Interlocked.Increment(ref denied);
                if (HasRole(person, cases[about]) && excluded.Contains((person, about))) Interlocked.Increment(ref walled);
                if (expected == 200 && !HasRole(person, cases[about])) Interlocked.Increment(ref forOthers);
                if (expected == 404 && !excluded.Contains((person, about)) && HoldsRole(person, cases[about])) Interlocked.Increment(ref kept);
                if (answer.Status != expected) lock (wrong) wrong.Add($"{Told(person)} {pages[what]} of case {about}: {answer.Status} instead of {expected}");
            }
            else
            {
                var path = lists[what - pages.Length];
                var answer = (await (path.EndsWith("/search", StringComparison.Ordinal) ? people[person].Caller.Post(path, new { words = "vi du", limit = 200 }) : people[person].Caller.Get(path))).ShouldBe(200);
                for (var i = 0; i < cases.Count; i++)
                    if (answer.Text.Contains(cases[i].Id.ToString(), StringComparison.Ordinal) != Knows(person, i))
                        lock (wrong) wrong.Add($"{Told(person)} {path}: case {i} {(Knows(person, i) ? "is missing" : "is shown")}");
            }
        });

        foreach (var (person, about) in world.Exclusions) await Change(keeper, cases[about], $"exclusions/{people[person].Id}/lifting", new { reason = "Thử xong." });
        return (wrong, denied, walled, forOthers, kept);
    }

    private static async Task Change(Somebody keeper, KnownCase known, string step, object body)
    {
        var version = (await keeper.Caller.Get($"/api/v1/cases/{known.Id}")).ShouldBe(200).Version;
        (await keeper.Caller.Post($"/api/v1/cases/{known.Id}/{step}", body, version)).ShouldBe(200);
    }

    /// <summary>At either school, notified to the commune or not, and of no school; each with running clocks.</summary>
    private async Task<List<KnownCase>> NewCases()
    {
        // The page of clocks ends at two hundred: those of earlier cases make room.
        await using (var connection = await platform.Open()) await connection.Run("update cases.deadlines_v1 set settled_at = now()");
        var cases = new List<KnownCase> { new((await new CaseStory(platform).Reported()).CaseId, DemoIds.BinhCangSchool, null) };
        cases.Add(new((await (await (await new CaseStory(platform).Reported()).Triaged()).Notified()).CaseId, DemoIds.BinhCangSchool, DemoIds.Commune));
        cases.Add(new((await new CaseStory(platform).Reported(by: "socialworker2")).CaseId, DemoIds.HoaMauSchool, null));
        for (var i = 0; i < 2; i++)
        {
            var reference = (await platform.Anonymous().Post("/api/v1/cases/reports", CaseStory.ReportBody())).ShouldBe(201).Body["reference"]!.GetValue<string>();
            await platform.Settle();
            cases.Add(new((await (await platform.As("departmentofficer")).Get($"/api/v1/cases?q={reference}")).ShouldBe(200).Body["items"]![0]!["id"]!.GetValue<Guid>(), null, null));
        }

        await platform.Settle();
        return cases;
    }
}
