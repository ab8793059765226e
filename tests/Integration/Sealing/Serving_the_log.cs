using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.Ledger;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Sealing;

/// <summary>What outside tools and auditors get of the log over HTTP: enough to check everything without us.</summary>
public sealed class Serving_the_log(Serving_the_log.SealingPlatform platform) : IClassFixture<Serving_the_log.SealingPlatform>
{
    private const string Log = "/api/v1/audit/log";

    public sealed class SealingPlatform : IAsyncLifetime
    {
        public Platform Platform { get; } = new Platform().With("Ledger:SealSeconds", "0.2");

        public Task InitializeAsync() => Platform.InitializeAsync();

        public Task DisposeAsync() => Platform.DisposeAsync();

        /// <summary>A reported case, sealed by the host itself.</summary>
        public async Task<SignedNote> Reported()
        {
            await new CaseStory(Platform).Reported();
            await StoreHost.Until(async () => await Newest() is { } note && Checkpoint.Parse(note.Text).Size == await Recorded(Platform), "it was not sealed");
            return (await Newest())!;
        }

        /// <summary>Every event of the record, of reads too.</summary>
        public static async Task<long> Recorded(Platform platform)
        {
            await using var connection = new NpgsqlConnection(platform.ConnectionString);
            await connection.OpenAsync();
            return await connection.Scalar<long>("select count(*) from events.mt_events");
        }

        private async Task<SignedNote?> Newest() =>
            await Platform.Anonymous().Get($"{Log}/checkpoint") is { Status: 200 } answer ? SignedNote.Parse(answer.Text) : null;
    }

    private Platform Host => platform.Platform;

    [Fact]
    public async Task Anybody_can_rebuild_the_root_from_the_tiles_and_an_auditor_from_the_entries()
    {
        var note = await platform.Reported();
        var checkpoint = Checkpoint.Parse(note.Text);
        var pem = (await Host.Anonymous().Get($"{Log}/key")).ShouldBe(200).Text;
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        new NoteVerifier(checkpoint.Origin, key.ExportSubjectPublicKeyInfo()).Verifies(note).ShouldBeTrue();

        var tree = new TileTree(checkpoint.Size, async (tile, _) => await Bytes(Host.Anonymous(), tile.Path));
        (await tree.Root(CancellationToken.None)).ShouldBe(checkpoint.Root);

        var width = (int)checkpoint.Size;
        var entries = EntryBundle.Read(await Bytes(await Host.As("auditor"), EntryBundle.Path(0, width)));
        MerkleTree.Root([.. entries.Select(entry => LedgerEntry.LeafHash(entry))]).ShouldBe(checkpoint.Root);
        JsonNode.Parse(entries[0])!["type"]!.GetValue<string>().ShouldNotBeEmpty();
        (await (await Host.As("auditor")).Get("/api/v1/audit/checkpoint")).Text.ShouldStartWith(checkpoint.Origin);

        // An older partial tile is the beginning of the newer one.
        (await Bytes(Host.Anonymous(), new Tile(0, 0, 1).Path)).ShouldBe(LedgerEntry.LeafHash(entries[0]));
    }

    [Fact]
    public async Task An_event_is_proved_as_JSON_and_as_a_receipt_to_keep()
    {
        var note = await platform.Reported();
        var checkpoint = Checkpoint.Parse(note.Text);
        var auditor = await Host.As("auditor");
        var found = (await auditor.Get("/api/v1/audit/events?type=concern_reported&limit=1")).ShouldBe(200).Body["items"]![0]!;
        var sequence = found["sequence"]!.GetValue<long>();

        var proof = (await auditor.Get($"/api/v1/audit/proofs/inclusion?sequence={sequence}&size={checkpoint.Size}")).ShouldBe(200).Body;
        var entry = Encoding.UTF8.GetBytes(proof["entry"]!.GetValue<string>());
        var hashes = proof["hashes"]!.AsArray().Select(h => Convert.FromBase64String(h!.GetValue<string>())).ToList();
        MerkleTree.VerifyInclusion(LedgerEntry.LeafHash(entry), proof["leafIndex"]!.GetValue<long>(), checkpoint.Size, hashes, checkpoint.Root).ShouldBeTrue();
        JsonNode.Parse(entry)!["event"]!.GetValue<Guid>().ShouldBe(found["eventId"]!.GetValue<Guid>());
        proof["checkpoint"]!.GetValue<string>().ShouldBe(note.ToText());

        var byId = (await auditor.Get($"/api/v1/audit/proofs/inclusion?event={found["eventId"]}&size={checkpoint.Size}")).ShouldBe(200);
        byId.Body.ToJsonString().ShouldBe(proof.ToJsonString());

        using var receipt = await Send(auditor, $"/api/v1/audit/proofs/inclusion?sequence={sequence}&size={checkpoint.Size}", "text/plain");
        receipt.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        var kept = TlogProof.Parse(await receipt.Content.ReadAsStringAsync());
        kept.Note.ToText().ShouldBe(note.ToText());
        MerkleTree.VerifyInclusion(LedgerEntry.LeafHash(entry), kept.Index, checkpoint.Size, kept.Hashes, checkpoint.Root).ShouldBeTrue();
    }

    [Fact]
    public async Task The_log_is_proved_to_have_only_grown()
    {
        var older = Checkpoint.Parse((await platform.Reported()).Text);
        var newer = Checkpoint.Parse((await platform.Reported()).Text);
        var auditor = await Host.As("auditor");
        foreach (var query in new[] { $"from={older.Size}&to={newer.Size}", $"from={older.Size}" })
        {
            var proof = (await auditor.Get($"/api/v1/audit/proofs/consistency?{query}")).ShouldBe(200).Body;
            var hashes = proof["hashes"]!.AsArray().Select(h => Convert.FromBase64String(h!.GetValue<string>())).ToList();
            if (proof["to"]!.GetValue<long>() == newer.Size) MerkleTree.VerifyConsistency(older.Size, newer.Size, older.Root, newer.Root, hashes).ShouldBeTrue();
        }

        var checkpoints = (await auditor.Get($"/api/v1/audit/checkpoints?after={older.Size - 1}&limit=1")).ShouldBe(200).Body;
        checkpoints["items"]![0]!["size"]!.GetValue<long>().ShouldBe(older.Size);
        checkpoints["items"]![0]!["root"]!.GetValue<string>().ShouldBe(Convert.ToBase64String(older.Root));
        checkpoints["next"]!.GetValue<string>().ShouldBe($"{older.Size}");
    }

    [Theory]
    [InlineData("/api/v1/audit/log/tile/0/000", 404)] // not full yet
    [InlineData("/api/v1/audit/log/tile/0/001.p/1", 404)]
    [InlineData("/api/v1/audit/log/tile/0/x999/x999/x999/x999/x999/x999/999", 404)]
    [InlineData("/api/v1/audit/log/tile/0/x9223/372/036/854/775/807", 404)]
    [InlineData("/api/v1/audit/log/tile/0/0", 404)]
    [InlineData("/api/v1/audit/log/tile/00/000.p/1", 404)]
    [InlineData("/api/v1/audit/log/tile/0/000.p/0", 404)]
    [InlineData("/api/v1/audit/log/tile/0/000.p/256", 404)]
    [InlineData("/api/v1/audit/log/tile/0/000.p/-1", 404)]
    [InlineData("/api/v1/audit/log/tile/-1/000", 404)]
    [InlineData("/api/v1/audit/log/tile/1/000.p/1", 404)]
    [InlineData("/api/v1/audit/log/tile/63/000.p/1", 404)]
    [InlineData("/api/v1/audit/log/tile/entries/000", 404)]
    [InlineData("/api/v1/audit/log/tile/entries/../../checkpoint.p/1", 404)]
    [InlineData("/api/v1/audit/proofs/inclusion", 400)]
    [InlineData("/api/v1/audit/proofs/inclusion?sequence=x", 400)]
    [InlineData("/api/v1/audit/proofs/inclusion?sequence=1&event=0190d0d0-0000-7000-8000-000000000001", 400)]
    [InlineData("/api/v1/audit/proofs/inclusion?sequence=1&size=0", 400)]
    [InlineData("/api/v1/audit/proofs/inclusion?sequence=1&size=-5", 400)]
    [InlineData("/api/v1/audit/proofs/inclusion?sequence=1&size=9223372036854775807", 400)]
    [InlineData("/api/v1/audit/proofs/inclusion?sequence=9223372036854775807", 404)]
    [InlineData("/api/v1/audit/proofs/inclusion?sequence=-1", 404)]
    [InlineData("/api/v1/audit/proofs/inclusion?event=0190d0d0-0000-7000-8000-000000000001", 404)]
    [InlineData("/api/v1/audit/proofs/consistency", 400)]
    [InlineData("/api/v1/audit/proofs/consistency?from=0", 400)]
    [InlineData("/api/v1/audit/proofs/consistency?from=2&to=1", 400)]
    [InlineData("/api/v1/audit/proofs/consistency?from=1&to=999999999", 400)]
    public async Task What_is_not_there_or_not_meant_is_a_problem_document(string path, int status)
    {
        await platform.Reported();
        var answer = await (await Host.As("auditor")).Get(path);
        answer.ShouldBeProblem(status, status == 404 ? "not-found" : "invalid-request");
        if (status == 400) answer.Body["errors"]!.AsObject().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("socialworker", 403)]
    [InlineData("principal", 403)]
    [InlineData(null, 401)]
    public async Task Entries_proofs_and_the_ledger_s_state_are_for_auditors(string? person, int status)
    {
        await platform.Reported();
        var caller = person is null ? Host.Anonymous() : await Host.As(person);
        foreach (var path in new[] { $"{Log}/tile/entries/000.p/1", "/api/v1/audit/proofs/inclusion?sequence=1", "/api/v1/audit/proofs/consistency?from=1", "/api/v1/audit/ledger", "/api/v1/audit/checkpoints" })
            (await caller.Get(path)).ShouldBeProblem(status, status == 401 ? "unauthenticated" : "forbidden");
        foreach (var path in new[] { "/api/v1/audit/checks", "/api/v1/audit/anchors" })
            (await caller.Post(path, null)).ShouldBeProblem(status, status == 401 ? "unauthenticated" : "forbidden");
        (await caller.Post("/api/v1/audit/keys/rotation", new { reason = "x" })).ShouldBeProblem(status, status == 401 ? "unauthenticated" : "forbidden");
    }

    [Fact]
    public async Task The_auditor_sees_how_the_ledger_stands_and_can_have_it_checked()
    {
        var checkpoint = Checkpoint.Parse((await platform.Reported()).Text);
        var auditor = await Host.As("auditor");
        (await auditor.Post("/api/v1/audit/checks", null)).ShouldBe(202);
        await StoreHost.Until(async () => (await auditor.Get("/api/v1/audit/ledger")).ShouldBe(200).Body["checks"] is { } checks
            && checks["lastFull"] is not null && checks["running"] is null && checks["lastIncremental"]?["upTo"]?.GetValue<long>() >= checkpoint.Size, "it was not checked");

        var ledger = (await auditor.Get("/api/v1/audit/ledger")).ShouldBe(200).Body;
        ledger["origin"]!.GetValue<string>().ShouldBe(checkpoint.Origin);
        ledger["sealedSize"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(checkpoint.Size);
        ledger["keys"]![0]!["keyId"]!.GetValue<string>().ShouldBe(ledger["lastCheckpoint"]!["keyIds"]![0]!.GetValue<string>());
        ledger["keys"]![0]!["fingerprint"]!.GetValue<string>().ShouldStartWith(ledger["keys"]![0]!["keyId"]!.GetValue<string>());
        ledger["externalEvents"]!.GetValue<long>().ShouldBe(0);
        ledger["findings"]!.AsArray().ShouldBeEmpty();
        ledger["checks"]!["lastFull"]!["findings"]!.GetValue<long>().ShouldBe(0);
        ledger["checks"]!["lastFull"]!["entries"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(checkpoint.Size);

        var health = (await Host.Anonymous().Get("/health/ready")).ShouldBe(200).Body;
        health["dependencies"]!["ledger"]!["status"]!.GetValue<string>().ShouldBe("Healthy");
    }

    [Fact]
    public async Task An_event_that_waits_for_its_checkpoint_says_so()
    {
        await using var waiting = new SealingHeldBack();
        await waiting.Platform.InitializeAsync();
        await new CaseStory(waiting.Platform).Reported();
        await (await waiting.Platform.As("socialworker")).Get("/api/v1/cases");
        var auditor = await waiting.Platform.As("auditor");
        (await waiting.Platform.Anonymous().Get($"{Log}/checkpoint")).ShouldBeProblem(404, "not-found");
        (await waiting.Platform.Anonymous().Get($"{Log}/key")).ShouldBeProblem(404, "not-found");
        (await auditor.Get("/api/v1/audit/proofs/inclusion?sequence=1")).ShouldBeProblem(404, "not-sealed-yet");
        (await auditor.Get("/api/v1/audit/ledger")).ShouldBe(200).Body["unsealed"]!.GetValue<long>().ShouldBe(await SealingPlatform.Recorded(waiting.Platform));

        waiting.Platform.Advance(TimeSpan.FromMinutes(10));
        (await waiting.Platform.Anonymous().Get("/health/ready")).Body["dependencies"]!["ledger"]!["status"]!.GetValue<string>().ShouldBe("Degraded");
    }

    private sealed class SealingHeldBack : IAsyncDisposable
    {
        public Platform Platform { get; } = new Platform().With("Ledger:Seal", "false");

        public async ValueTask DisposeAsync() => await Platform.DisposeAsync();
    }

    private static async Task<byte[]> Bytes(Caller caller, string path)
    {
        using var response = await Send(caller, $"{Log}/{path}", "*/*");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task<HttpResponseMessage> Send(Caller caller, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        var response = await caller.Http.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(200, path);
        return response;
    }
}
