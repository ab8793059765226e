using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace ProtectionPlatform.Integration.Access;

public sealed class Importing_organisations(AccessHost host) : IClassFixture<AccessHost>
{
    private const string Import = "/api/v1/access/organisations/import", Export = "/api/v1/access/organisations/export";
    private const string Headings = "code,kind,name,parent,valid_from,valid_to,successors,phone,email";

    private static byte[] Csv(params string[] rows) => Encoding.UTF8.GetBytes(string.Join("\r\n", [Headings, .. rows]));

    [Fact]
    public async Task Tries_first_and_writes_nothing()
    {
        var administrator = await host.SignIn("administrator");
        var before = await Register();
        var file = Csv("TH-THU,School,Trường Tiểu học Thử,UBX-BINHMAU,2026-01-01,,,,",
            "TH-HOAMAU,School,Trường Tiểu học Hoa Mẫu,UBX-BINHMAU,2025-07-01,2026-06-30,,,", "TH-HOAMAU,School,Trường Tiểu học Hoa Mẫu Mới,UBX-BINHMAU,2026-07-01,,,,",
            "TTTGPL-MAU,Provider,Trung tâm Trợ giúp pháp lý tỉnh Mẫu,,2015-01-01,2026-12-31,,,", "TD111,Hotline,Tổng đài quốc gia bảo vệ trẻ em 111,,2017-12-06,,,111,");
        foreach (var query in (string[])["?dryRun=true", ""])
        {
            var answer = await administrator.PostCsv(Import + query, file);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            Counts(answer.Body).ShouldBe((true, 1, 2, 1, 1, 0));
            var rows = answer.Body.GetProperty("rows").EnumerateArray().ToList();
            rows.Select(row => (row.GetProperty("row").GetInt32(), row.GetProperty("change").GetString())).ShouldBe([(2, "Created"), (3, "Changed"), (4, "Changed"), (5, "Ended")]);
            rows[2].GetProperty("cells").EnumerateArray().First(cell => cell.GetProperty("column").GetString() == "name").GetProperty("after").GetString().ShouldBe("Trường Tiểu học Hoa Mẫu Mới");
        }

        (await Register()).ShouldBe(before);
        (await Imported()).ShouldNotContain(it => it.Sha256 == Digest(file));
    }

    [Fact]
    public async Task Is_written_once_and_told_once_however_often_the_file_comes()
    {
        var administrator = await host.SignIn("administrator");
        var file = Csv("TH-MOT,School,Trường Tiểu học Một,UBX-BINHMAU,2026-01-01,,,,", "TH-HAI,School,\"Trường \"\"Hai\"\", cơ sở 2\",UBX-BINHMAU,2026-01-01,,,0123 456,truonghai@example.test");
        var first = await administrator.PostCsv(Import + "?dryRun=false", file);
        Counts(first.Body).ShouldBe((false, 2, 0, 0, 0, 0));
        var written = await Register();
        Counts((await administrator.PostCsv(Import + "?dryRun=false", file)).Body).ShouldBe((false, 0, 0, 0, 2, 0));
        (await Register()).ShouldBe(written);
        (await Imported()).Where(it => it.Sha256 == Digest(file)).ShouldBe([(2, 0, Digest(file))]);

        var found = (await administrator.Get("/api/v1/access/organisations?q=truong+%22hai")).Body.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        found.GetProperty("email").GetString().ShouldBe("truonghai@example.test");
    }

    [Fact]
    public async Task Is_all_or_nothing_and_names_every_fault_in_the_callers_language()
    {
        var administrator = await host.SignIn("administrator");
        var before = await Register();
        var file = Csv("TH-BA,School,Trường Tiểu học Ba,UBX-BINHMAU,2026-01-01,,,,", "TH-BON,Castle,,NOWHERE,2026-13-01,,,,");
        foreach (var (language, words) in new[] { ("vi", "Không có loại tổ chức này."), ("en", "There is no such kind of organisation.") })
        {
            administrator.Language = language;
            var trial = (await administrator.PostCsv(Import, file)).Body;
            Counts(trial).Faults.ShouldBe(3);
            var faults = trial.GetProperty("faults").EnumerateArray().ToList();
            faults.Select(fault => (fault.GetProperty("row").GetInt32(), fault.GetProperty("column").GetString(), fault.GetProperty("rule").GetString()))
                .ShouldBe([(3, "kind", "kind-unknown"), (3, "name", "name-bad"), (3, "valid_from", "first-day-bad")]);
            faults[0].GetProperty("reason").GetString().ShouldBe(words);

            var refused = await administrator.PostCsv(Import + "?dryRun=false", file);
            refused.ShouldBeProblem(HttpStatusCode.BadRequest, "/problems/invalid-request");
            refused.Body.GetProperty("errors").GetProperty("rows[3].kind").EnumerateArray().Single().GetString().ShouldBe(words);
        }

        (await Register()).ShouldBe(before);
        (await Imported()).ShouldNotContain(it => it.Sha256 == Digest(file));
    }

    [Fact]
    public async Task Takes_back_what_it_gave_out()
    {
        var administrator = await host.SignIn("administrator");
        foreach (var language in (string[])["vi", "en"])
        {
            administrator.Language = language;
            var file = await administrator.Download(Export);
            var answer = (await administrator.PostCsv(Import + "?dryRun=false", file)).Body;
            var counts = Counts(answer);
            (counts.Created, counts.Changed, counts.Ended, counts.Faults).ShouldBe((0, 0, 0, 0));
            counts.Unchanged.ShouldBe(await Number("select count(*) from access.organisation_periods"));
            (await administrator.PostCsv(Import, await administrator.Download(Import + "/template"))).Body.GetProperty("errors").GetProperty("file").GetArrayLength().ShouldBe(1);
        }
    }

    [Fact]
    public async Task Brings_in_the_provinces_of_2025()
    {
        var administrator = await host.SignIn("administrator");
        Counts((await administrator.PostCsv(Import + "?dryRun=false", await administrator.Download(Import + "/provinces-2025"))).Body).ShouldBe((false, 87, 0, 0, 0, 0));
        foreach (var (on, count) in new[] { ("2025-06-30", 64), ("2025-07-01", 35) }) // with the fictional province
            (await administrator.Get($"/api/v1/access/organisations?kind=ProvinceCommittee&on={on}")).Body.GetProperty("items").GetArrayLength().ShouldBe(count);
        var city = (await administrator.Get("/api/v1/access/organisations?q=T79-2025")).Body.GetProperty("items")[0].GetProperty("id").GetGuid();
        (await administrator.Get($"/api/v1/access/organisations/{city}")).Body.GetProperty("predecessors").EnumerateArray().Select(one => one.GetProperty("name").GetString())
            .ShouldBe(["UBND thành phố Hồ Chí Minh", "UBND tỉnh Bà Rịa – Vũng Tàu", "UBND tỉnh Bình Dương"], ignoreOrder: true);
    }

    [Fact]
    public async Task Is_for_administrators()
    {
        foreach (var name in (string[])["principal", "departmentofficer", "auditor"])
        {
            var other = await host.SignIn(name);
            (await other.PostCsv(Import, Csv("T,School,T,,2026-01-01,,,,"))).ShouldBeProblem(HttpStatusCode.Forbidden, "/problems/forbidden");
            foreach (var path in (string[])[Export, Import + "/template", Import + "/provinces-2025"]) (await other.Get(path)).ShouldBeProblem(HttpStatusCode.Forbidden, "/problems/forbidden");
        }

        (await host.Open().PostCsv(Import, Csv("T,School,T,,2026-01-01,,,,"))).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/unauthenticated");
    }

    [Fact]
    public async Task Has_limits()
    {
        var administrator = await host.SignIn("administrator");
        (await administrator.PostCsv(Import, new byte[5 * 1024 * 1024 + 1])).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "/problems/too-large");
        (await administrator.PostCsv(Import, Csv("T,School,T,,2026-01-01,,,,"), "application/json")).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "/problems/unsupported-media-type");
        (await administrator.PostCsv(Import, [0xFF, 0xFE])).ShouldBeProblem(HttpStatusCode.BadRequest, "/problems/invalid-request");
        administrator.Token = null;
        (await administrator.PostCsv(Import, Csv("T,School,T,,2026-01-01,,,,"))).ShouldBeProblem(HttpStatusCode.Forbidden, "/problems/csrf-token-missing");
    }

    [Fact]
    public async Task Two_at_the_same_moment_become_one_after_the_other()
    {
        var administrator = await host.SignIn("administrator");
        // Each alone is in order; the second to come would close a circle.
        (await administrator.PostCsv(Import + "?dryRun=false", Csv("V-A,Provider,A,,2026-01-01,,,,", "V-B,Provider,B,,2026-01-01,,,,"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var answers = await Task.WhenAll(
            administrator.PostCsv(Import + "?dryRun=false", Csv("V-A,Provider,A,V-B,2026-01-01,,,,")),
            administrator.PostCsv(Import + "?dryRun=false", Csv("V-B,Provider,B,V-A,2026-01-01,,,,")));
        answers.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.BadRequest]);
    }

    private static (bool DryRun, int Created, int Changed, int Ended, int Unchanged, int Faults) Counts(JsonElement answer) =>
        (answer.GetProperty("dryRun").GetBoolean(), answer.GetProperty("created").GetInt32(), answer.GetProperty("changed").GetInt32(),
            answer.GetProperty("ended").GetInt32(), answer.GetProperty("unchanged").GetInt32(), answer.GetProperty("faultCount").GetInt32());

    private static string Digest(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    private Task<List<string>> Register() => Rows(
        """
        select concat_ws(';', o.code, o.kind, p::text, (select string_agg(s::text, ',' order by s::text) from access.organisation_successors s where s.organisation_id = o.id))
        from access.organisations o join access.organisation_periods p on p.organisation_id = o.id order by 1
        """);

    private async Task<List<(int Created, int Changed, string Sha256)>> Imported() =>
        [.. (await Rows("select data::text from events.mt_events where type = 'organisations_imported' order by seq_id")).Select(text => JsonDocument.Parse(text).RootElement)
            .Select(data => (data.GetProperty("created").GetInt32(), data.GetProperty("changed").GetInt32(), data.GetProperty("sha256").GetString()!))];

    private async Task<int> Number(string sql) => int.Parse((await Rows($"select ({sql})::text")).Single(), System.Globalization.CultureInfo.InvariantCulture);

    private async Task<List<string>> Rows(string sql)
    {
        await using var source = NpgsqlDataSource.Create(host.Database);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }
}
