using System.Security.Cryptography;
using ProtectionPlatform.BuildingBlocks.Audit.Sealing;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.Ledger;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Sealing;

/// <summary>The key that signs: made once, kept outside the database, replaced by order, never silently.</summary>
public sealed class Rotating_the_key
{
    [Fact]
    public async Task The_key_lies_in_a_file_that_only_its_user_can_read_and_not_in_the_database()
    {
        await using var store = await SealedStore.Start();
        await store.Write(1);
        await store.Seal();
        var file = store.Keys.FileOf(await store.Host.Scalar<Guid>("select instance from ledger.log"));
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(file));
        (await store.Host.Rows<byte[]>("select public_key from ledger.keys")).Single().ShouldBe(key.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public async Task Both_keys_sign_an_overlap_and_then_only_the_new_one()
    {
        await using var store = await SealedStore.Start(("RotationOverlapHours", "2"));
        await store.Write(2);
        await store.Seal();
        await Order(store, 0);
        await store.Seal();
        await store.Write(1);
        await store.Seal();
        store.Host.Clock.Advance(TimeSpan.FromHours(3));
        await store.Write(1);
        await store.Seal();
        await store.ShouldBeWhole();

        var keys = (await store.Log.Keys(CancellationToken.None)).Select(key => key.Id).ToList();
        keys.Count.ShouldBe(2);
        (await store.Log.Checkpoints(0, 10, CancellationToken.None)).Select(c => c.KeyIds).ShouldBe([[keys[0]], keys, keys, [keys[1]]]);
        (await store.Check()).ShouldBeEmpty();

        await Order(store, 1);
        await store.Seal();
        (await store.Log.Latest(CancellationToken.None))!.KeyIds.Count.ShouldBe(2);
        (await store.Log.Keys(CancellationToken.None)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_log_whose_key_is_gone_is_not_signed_with_another()
    {
        await using var store = await SealedStore.Start();
        await store.Write(2);
        await store.Seal();
        var file = store.Keys.FileOf(await store.Host.Scalar<Guid>("select instance from ledger.log"));
        var kept = await File.ReadAllBytesAsync(file);
        File.Delete(file);
        await store.Write(2);
        (await Should.ThrowAsync<SealingRefusedException>(store.Seal)).Code.ShouldBe("key-missing");
        File.Exists(file).ShouldBeFalse();
        using (var other = ECDsa.Create(ECCurve.NamedCurves.nistP256)) await File.WriteAllTextAsync(file, other.ExportPkcs8PrivateKeyPem());
        (await Should.ThrowAsync<SealingRefusedException>(store.Seal)).Code.ShouldBe("key-missing");
        await File.WriteAllTextAsync(file, "không phải khóa");
        (await Should.ThrowAsync<SealingRefusedException>(store.Seal)).Code.ShouldBe("key-unreadable");
        (await LedgerStanding.Read(store.Host.Databases, store.Settings, store.Host.Clock, CancellationToken.None)).Findings.ShouldBe(1);

        await File.WriteAllBytesAsync(file, kept);
        await store.Seal();
        await store.ShouldBeWhole();
        (await LedgerStanding.Read(store.Host.Databases, store.Settings, store.Host.Clock, CancellationToken.None)).Findings.ShouldBe(0);
    }

    [Fact]
    public async Task An_administrator_orders_it_with_a_reason_and_the_order_is_recorded()
    {
        var platform = new Platform().With("Ledger:SealSeconds", "0.2");
        await platform.InitializeAsync();
        try
        {
            var administrator = await platform.As("administrator");
            (await (await platform.As("auditor")).Post("/api/v1/audit/keys/rotation", new { reason = "x" })).ShouldBeProblem(403, "forbidden");
            (await administrator.Post("/api/v1/audit/keys/rotation", new { reason = "  " })).ShouldBeProblem(400, "invalid-request");
            foreach (var reason in new[] { "Thay khóa định kỳ", "Máy chủ cũ thanh lý" })
            {
                var before = await Keys();
                (await administrator.Post("/api/v1/audit/keys/rotation", new { reason }, null, ("Idempotency-Key", reason.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)))).ShouldBe(200);
                (await administrator.Post("/api/v1/audit/keys/rotation", new { reason }, null, ("Idempotency-Key", reason.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)))).ShouldBe(200);
                await StoreHost.Until(async () => (await Keys()).Count > Math.Max(1, before.Count), "no new key signed");
            }

            (await Keys()).Count.ShouldBe(3);
            var auditor = await platform.As("auditor");
            (await auditor.Get("/api/v1/audit/events?type=ledger_key_rotation_ordered")).Body["items"]!.AsArray().Count.ShouldBe(2);
            (await platform.Anonymous().Get("/api/v1/audit/log/key")).Text.Split("-----BEGIN PUBLIC KEY-----").Length.ShouldBe(4);
        }
        finally
        {
            await platform.DisposeAsync();
        }

        async Task<IReadOnlyList<string>> Keys()
        {
            var answer = await platform.Anonymous().Get("/api/v1/audit/log/checkpoint");
            return answer.Status == 200 ? [.. SignedNote.Parse(answer.Text).Signatures.Select(s => $"{s.KeyId}")] : [];
        }
    }

    private static async Task Order(SealedStore store, long before)
    {
        await using var connection = await store.Host.Databases.Platform.OpenConnectionAsync();
        var append = store.Host.Appending(KeyRotation.Stream, before, [new KeyRotationOrdered("Thay khóa định kỳ")], KeyRotation.StreamType);
        (await store.Host.Store.Append(connection, append)).ShouldNotBeNull();
    }
}
