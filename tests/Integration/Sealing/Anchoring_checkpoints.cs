using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.BuildingBlocks.Audit.Sealing;
using ProtectionPlatform.Integration.Communications;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.Integration.Sealing;

/// <summary>Checkpoints reach parties outside: real folders, a real mail server, a real HTTP witness.</summary>
public sealed class Anchoring_checkpoints
{
    [Fact]
    public async Task A_folder_gets_a_file_for_each_and_none_is_written_over()
    {
        var folder = Directory.CreateTempSubdirectory("protectionplatform-anchor-");
        await using var store = await SealedStore.Start(("Anchors:0:Kind", "Folder"), ("Anchors:0:Path", folder.FullName), ("Anchors:0:Name", "Thanh tra"));
        var anchoring = Anchoring(store);
        (await anchoring.Request(TimeSpan.Zero, CancellationToken.None)).ShouldBe(0, "nothing is signed yet");
        await store.Write(3);
        await store.Seal();
        (await anchoring.Request(TimeSpan.FromHours(24), CancellationToken.None)).ShouldBe(1);
        (await anchoring.Request(TimeSpan.FromHours(24), CancellationToken.None)).ShouldBe(0, "once a day");
        await Deliver(anchoring);
        var file = folder.GetFiles().Single();
        (await File.ReadAllTextAsync(file.FullName)).ShouldBe((await store.Log.Latest(CancellationToken.None))!.Note);
        (await States(store)).ShouldBe(["Thanh tra 3 Sent"]);

        store.Host.Clock.Advance(TimeSpan.FromHours(25));
        await store.Write(1);
        await store.Seal();
        (await anchoring.Request(TimeSpan.FromHours(24), CancellationToken.None)).ShouldBe(1);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, file.Name.Replace("000003", "000004", StringComparison.Ordinal)), "một cây khác");
        await Deliver(anchoring);
        (await States(store)).ShouldBe(["Thanh tra 3 Sent", "Thanh tra 4 Failed"]);
        (await store.Host.Scalar<string>("select error from ledger.anchors where size = 4")).ShouldStartWith("Another checkpoint of this size");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_witness_gets_the_note_and_its_countersignature_is_kept()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var witness = await Witness.Start(note => Results.Text($"{new SignedNote("x\n", [new NoteSigner("witness.example", key).Sign(SignedNote.Parse(note).Text)]).ToText().Split("\n\n")[1]}"));
        await using var store = await SealedStore.Start(("Anchors:0:Kind", "Http"), ("Anchors:0:Url", $"{witness.Address}/add-checkpoint"));
        var anchoring = Anchoring(store);
        await store.Write(3);
        await store.Seal();
        await anchoring.Request(TimeSpan.Zero, CancellationToken.None);
        await Deliver(anchoring);

        var note = (await store.Log.Latest(CancellationToken.None))!.Note;
        witness.Received.ShouldBe([note]);
        var countersignature = await store.Host.Scalar<string>("select countersignature from ledger.anchors");
        var both = SignedNote.Parse(note + countersignature);
        both.Signatures.Count.ShouldBe(2);
        new NoteVerifier("witness.example", key.ExportSubjectPublicKeyInfo()).Verifies(both).ShouldBeTrue();
    }

    [Fact]
    public async Task What_does_not_arrive_is_tried_again_ever_more_rarely()
    {
        var answers = new Queue<IResult>([Results.StatusCode(500), Results.Redirect("http://127.0.0.1:1/elsewhere"), Results.Text("thanks")]);
        await using var witness = await Witness.Start(_ => answers.Dequeue());
        await using var store = await SealedStore.Start(("Anchors:0:Kind", "Http"), ("Anchors:0:Url", witness.Address), ("Anchors:1:Kind", "Folder"), ("Anchors:1:Path", "/nơi/không/có"));
        var anchoring = Anchoring(store);
        await store.Write(1);
        await store.Seal();
        await anchoring.Request(TimeSpan.Zero, CancellationToken.None);
        await Deliver(anchoring);
        (await States(store)).ShouldBe([$"{witness.Address} 1 Failed", "/nơi/không/có 1 Failed"]);
        (await store.Host.Scalar<string>("select error from ledger.anchors where kind = 'Http'")).ShouldBe("It answered 500.");
        await Deliver(anchoring);
        witness.Received.Count.ShouldBe(1, "not before its time");
        store.Host.Clock.Advance(TimeSpan.FromSeconds(11));
        await Deliver(anchoring);
        (await store.Host.Scalar<string>("select error from ledger.anchors where kind = 'Http'")).ShouldBe("It answered 302.");
        store.Host.Clock.Advance(TimeSpan.FromSeconds(21));
        await Deliver(anchoring);
        (await States(store)).ShouldBe([$"{witness.Address} 1 Sent", "/nơi/không/có 1 Failed"]);
        (await store.Host.Scalar<bool>("select countersignature is null from ledger.anchors where kind = 'Http'")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_mailbox_gets_the_note_as_text_and_attachment()
    {
        await using var mail = await SmtpSink.Start();
        await using var store = await SealedStore.Start(("Anchors:0:Kind", "Email"), ("Anchors:0:Address", "luu-tru@thanhtra.example"));
        var anchoring = Anchoring(store, ("Communications:Smtp:Host", "127.0.0.1"), ("Communications:Smtp:Port", $"{mail.Port}"));
        await store.Write(1);
        await store.Seal();
        await anchoring.Request(TimeSpan.Zero, CancellationToken.None);
        await Deliver(anchoring);
        (await States(store)).ShouldBe(["luu-tru@thanhtra.example 1 Sent"]);
        var received = await mail.Await("mail");
        received["to"]![0]!.GetValue<string>().ShouldBe("luu-tru@thanhtra.example");
        received["raw"]!.GetValue<string>().ShouldContain("checkpoint-1.txt");
    }

    [Theory]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("203.0.113.7", true)]
    [InlineData("10.1.2.3", true)] // a second agency's witness may be in the same network
    [InlineData("2001:db8::1", true)]
    public void A_name_must_not_lead_to_the_services_of_this_machine_s_own_network(string address, bool outside) =>
        OutsideCalls.IsOutside(IPAddress.Parse(address)).ShouldBe(outside);

    [Theory]
    [InlineData("Kind", "Pigeon")]
    [InlineData("Kind", "Folder", "Path", "relative/path")]
    [InlineData("Kind", "Email", "Address", "not an address")]
    [InlineData("Kind", "Http", "Url", "file:///etc/passwd")]
    [InlineData("Kind", "Http", "Url", "http://user:password@example.org/")]
    public void A_target_that_cannot_be_meant_is_refused_at_start(params string[] pairs)
    {
        var settings = pairs.Chunk(2).ToDictionary(p => $"Ledger:Anchors:0:{p[0]}", string? (p) => p[1]);
        Should.Throw<InvalidOperationException>(() => new LedgerSettings(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), new Lazy<string>("/")));
    }

    private static Anchoring Anchoring(SealedStore store, params (string Name, string Value)[] settings) => new(store.Host.Databases, store.Settings,
        new AnchorDelivery(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, string? (s) => s.Value)).Build()), store.Host.Clock, NullLogger<Anchoring>.Instance);

    private static async Task Deliver(Anchoring anchoring)
    {
        while (await anchoring.DeliverNext(CancellationToken.None)) { }
    }

    private static Task<List<string>> States(SealedStore store) => store.Host.Rows<string>("select target || ' ' || size || ' ' || state from ledger.anchors order by id");

    /// <summary>A real HTTP server on this machine that keeps what it gets and answers as told.</summary>
    private sealed class Witness : IAsyncDisposable
    {
        private readonly WebApplication app;

        private Witness(WebApplication app) => this.app = app;

        public ConcurrentQueue<string> Received { get; } = new();

        public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        public static async Task<Witness> Start(Func<string, IResult> answer)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var witness = new Witness(builder.Build());
            witness.app.MapPost("/{**path}", async (HttpRequest request) =>
            {
                using var reader = new StreamReader(request.Body);
                var note = await reader.ReadToEndAsync();
                witness.Received.Enqueue(note);
                return answer(note);
            });
            await witness.app.StartAsync();
            return witness;
        }

        public async ValueTask DisposeAsync() => await app.DisposeAsync();
    }
}
