using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Access.Directories;
using ProtectionPlatform.Communications.Notifying;
using ProtectionPlatform.Host;
using ProtectionPlatform.Referrals.Contracts;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Communications;

/// <summary>The platform sends through a real mail server; the sender is the host's own.</summary>
public sealed class E_mail : IAsyncLifetime
{
    private readonly TestServer.Platform platform = new();
    private SmtpSink sink = null!;

    public async Task InitializeAsync()
    {
        sink = await SmtpSink.Start();
        await platform.With("Communications:Smtp:Host", "127.0.0.1").With("Communications:Smtp:Port", $"{sink.Port}")
            .With("Communications:Smtp:OwnProcess", "false").With("Communications:Smtp:From", "platform@example.test").With("Platform:PublicAddress", "https://platform.example.test/").InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await platform.DisposeAsync();
        await sink.DisposeAsync();
    }

    [Fact]
    public async Task Arrives_once_with_reference_and_link_on_one_connection_with_others()
    {
        await Queue(3);
        await sink.Await("mail", times: 3);
        await Until("Sent", 3);

        var (_, to, raw) = sink.Mails[0];
        to.ShouldBe("partner@example.test");
        var parts = raw.Split("\r\n\r\n", 2);
        parts[0].ShouldContain("From: <platform@example.test>");
        parts[0].ShouldContain("Subject: =?utf-8?B?");
        var body = Encoding.UTF8.GetString(Convert.FromBase64String(parts[1].Replace("\r\n", "")));
        body.ShouldContain("Mã: CG-0\r\n");
        body.ShouldContain("https://platform.example.test/chuyen-gui/");
        sink.Mails.Select(m => m.Id).Distinct().Count().ShouldBe(3);
        sink.Count("connected").ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task Is_tried_again_after_a_temporary_refusal_and_then_arrives_once()
    {
        await sink.Mode("refuse 451");
        await Queue(1);
        await sink.Await("refused");
        await Until("Queued", 1, "attempts = 1 and last_error like '451%'");

        await sink.Mode("accept");
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await Until("Sent", 1, "attempts = 2");

        sink.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Never_reaches_whoever_was_excluded_from_the_case_since_it_was_queued()
    {
        await sink.Mode("refuse 451");
        await Queue(1);
        await sink.Await("refused");
        await Until("Queued", 1, "attempts = 1");
        await platform.Ask<int>("insert into walls.exclusions (person_id, case_id) select recipient_id, case_id from communications.emails returning 1");

        await sink.Mode("accept");
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await Until("Failed", 1, "last_error is not null");
        sink.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_given_up_after_five_permanent_refusals_and_the_administrator_sees_it()
    {
        await sink.Mode("refuse-recipient 550");
        await Queue(1);
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await Until(attempt < 5 ? "Queued" : "Failed", 1, $"attempts = {attempt}");
            platform.Clock.Advance(TimeSpan.FromHours(2));
        }

        sink.Mails.ShouldBeEmpty();
        var failed = (await (await platform.As("administrator")).Get("/api/v1/communications/deliveries?state=Failed")).ShouldBe(200).Body["items"]!.AsArray().Single()!;
        failed["lastError"]!.GetValue<string>().ShouldStartWith("550");
        failed["recipient"]!.GetValue<string>().ShouldBe("Bùi Thị Hư Cấu");
    }

    [Fact]
    public async Task Waits_while_the_server_is_away()
    {
        var port = sink.Port;
        await sink.DisposeAsync();
        await Queue(2);
        await Until("Queued", 2, "attempts = 0 and last_error is not null");

        sink = await SmtpSink.Start(port);
        await sink.Await("mail", times: 2);
        await Until("Sent", 2);

        sink.Mails.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Arrives_once_when_two_hosts_send()
    {
        await using var other = platform.AnotherHost();
        _ = other.Server;

        await Queue(40);
        await Until("Sent", 40);

        sink.Mails.Select(m => m.Id).Distinct().Count().ShouldBe(40);
        sink.Mails.Count.ShouldBe(40);
    }

    [Fact]
    public async Task Does_not_go_to_somebody_who_left()
    {
        await using (var connection = new NpgsqlConnection(platform.ConnectionString))
        {
            await connection.OpenAsync();
            await sink.Mode("refuse-recipient 450");
            await Queue(1);
            await Until("Queued", 1, "attempts = 1");
            await using var leave = new NpgsqlCommand($"delete from access.memberships where user_id = '{DemoIds.Partner}'", connection);
            await leave.ExecuteNonQueryAsync();
        }

        platform.Services.GetRequiredService<PlatformDirectory>().Forget();
        await sink.Mode("accept");
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await Until("Failed", 1);

        sink.Mails.ShouldBeEmpty();
    }

    private async Task Queue(int mails)
    {
        for (var i = 0; i < mails; i++) await MailStory.Queue(platform, i);
    }

    private Task Until(string state, int count, string also = "true") => MailStory.Until(platform, state, count, also);
}

/// <summary>The process that sends e-mail, killed as a power cut would.</summary>
public sealed class E_mail_of_a_killed_sender : IAsyncLifetime
{
    private readonly TestServer.Platform platform = new(); // its own host has no mail server: only the killed one sends
    private SmtpSink sink = null!;
    private Process? sender;

    public async Task InitializeAsync()
    {
        sink = await SmtpSink.Start();
        await platform.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        Kill();
        await platform.DisposeAsync();
        await sink.DisposeAsync();
    }

    [Fact]
    public async Task Before_the_final_dot_is_sent_again_and_arrives_once()
    {
        await MailStory.Queue(platform, 1);
        await using (var connection = new NpgsqlConnection(platform.ConnectionString))
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            // Whoever wants to commit the handing over has to wait for us: the message is with the server, its dot is not.
            await using var hold = new NpgsqlCommand("select 1 from communications.emails for update", connection, transaction);
            await hold.ExecuteScalarAsync();
            StartSender();
            await sink.Await("content");
            Kill();
        }

        await sink.Await("closed");
        sink.Mails.ShouldBeEmpty();
        StartSender();
        await MailStory.Until(platform, "Sent", 1);

        sink.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task After_the_final_dot_is_never_sent_again_and_shown_as_unconfirmed()
    {
        await sink.Mode("hold");
        await MailStory.Queue(platform, 1);
        StartSender();
        await sink.Await("mail");
        Kill();

        await sink.Mode("accept");
        StartSender();
        await MailStory.Until(platform, "Unconfirmed", 1);
        await MailStory.Queue(platform, 2);
        await MailStory.Until(platform, "Sent", 1);

        sink.Mails.Count.ShouldBe(2);
        sink.Mails.Select(m => m.Id).Distinct().Count().ShouldBe(2);
        var shown = (await (await platform.As("administrator")).Get("/api/v1/communications/deliveries?state=Unconfirmed")).Body["items"]!.AsArray();
        shown.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Anywhere_is_never_lost_and_never_doubled()
    {
        const int mails = 120;
        for (var i = 0; i < mails; i++) await MailStory.Queue(platform, i);
        var random = new Random(20261122);
        for (var life = 1; life <= 5; life++)
        {
            StartSender();
            await sink.Await("mail", times: Math.Min(mails, sink.Mails.Count + random.Next(1, 12)));
            Kill();
        }

        StartSender();
        await MailStory.Until(platform, "Queued", 0);
        await MailStory.Until(platform, "Sending", 0);

        // The server's word that it accepted a mail reaches us a moment after the answer reached the host.
        await sink.Await("mail", times: (await platform.Rows<Guid>("select id from communications.emails where state = 'Sent'")).Count);
        var arrived = sink.Mails.Select(m => m.Id.Split('@')[0]).ToList();
        arrived.Count.ShouldBe(arrived.Distinct().Count());
        var unknown = await platform.Rows<Guid>("select id from communications.emails where state = 'Unconfirmed'");
        var rows = await platform.Rows<Guid>("select id from communications.emails where state in ('Sent', 'Unconfirmed')");
        rows.Count.ShouldBe(mails);
        // Every mail arrived; the few the killed host heard no answer for are shown, whether or not they arrived.
        rows.Select(id => id.ToString("N")).Except(arrived).ShouldBeSubsetOf(unknown.Select(id => id.ToString("N")));
        unknown.Count.ShouldBeLessThanOrEqualTo(5);
    }

    /// <summary>As the host starts it, with a pipe to its input that stays open.</summary>
    private void StartSender()
    {
        var settings = new ProcessStartInfo("dotnet", ["exec", typeof(Program).Assembly.Location, MailProcess.Verb]) { UseShellExecute = false, RedirectStandardInput = true };
        settings.Environment["ConnectionStrings__Platform"] = platform.ConnectionString;
        settings.Environment["Communications__Smtp__Host"] = "127.0.0.1";
        settings.Environment["Communications__Smtp__Port"] = $"{sink.Port}";
        sender = Process.Start(settings)!;
    }

    private void Kill()
    {
        if (sender is null) return;
        sender.Kill();
        sender.WaitForExit();
        sender.Dispose();
        sender = null;
    }
}

/// <summary>The host killed while its sender has a mail in hand.</summary>
public sealed class E_mail_of_a_killed_host : IAsyncLifetime
{
    private readonly TestServer.Platform platform = new();
    private SmtpSink sink = null!;

    public async Task InitializeAsync()
    {
        sink = await SmtpSink.Start();
        await platform.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await platform.DisposeAsync();
        await sink.DisposeAsync();
    }

    [Fact]
    public async Task Is_finished_by_the_sender_which_then_leaves()
    {
        await MailStory.Queue(platform, 1);
        await using (var connection = new NpgsqlConnection(platform.ConnectionString))
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            // The sender waits at the very step between offering the message and its final dot.
            await using var hold = new NpgsqlCommand("select 1 from communications.emails for update", connection, transaction);
            await hold.ExecuteScalarAsync();
            using var host = await RunningHost.Start(platform.ConnectionString, sink.Port);
            await sink.Await("content");
            host.Kill();
        }

        // Its input closed: whether the mail goes out now or waits for the next sender, it leaves, and the mail goes out once.
        await sink.Await("closed");
        using var next = await RunningHost.Start(platform.ConnectionString, sink.Port);
        await MailStory.Until(platform, "Sent", 1);
        sink.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Arrives_once_and_is_held_for_sent_wherever_the_kill_falls()
    {
        const int mails = 120;
        for (var i = 0; i < mails; i++) await MailStory.Queue(platform, i);
        var random = new Random(20261122);
        for (var life = 1; life <= 5; life++)
        {
            using var host = await RunningHost.Start(platform.ConnectionString, sink.Port);
            await sink.Await("mail", times: Math.Min(mails, sink.Mails.Count + random.Next(1, 12)));
            host.Kill();
        }

        using var last = await RunningHost.Start(platform.ConnectionString, sink.Port);
        await MailStory.Until(platform, "Sent", mails);
        await sink.Await("mail", times: mails);
        sink.Mails.Select(m => m.Id).Distinct().Count().ShouldBe(mails);
        sink.Mails.Count.ShouldBe(mails);
    }
}

internal static class MailStory
{
    public static Task Queue(TestServer.Platform platform, int number) => platform.Deliver("Communications",
        new ReferralSent(Guid.CreateVersion7(), $"CG-{number}", Guid.CreateVersion7(), DemoIds.BinhCangSchool, DemoIds.SocialWorker, DemoIds.SocialWorkCentre, 1, 1,
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, OnConsent: false), ReferralSentHandler.Handle);

    /// <summary>Waits until exactly so many e-mails stand so.</summary>
    public static async Task Until(TestServer.Platform platform, string state, int count, string also = "true")
    {
        var started = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var found = await platform.Ask<long>($"select count(*) from communications.emails where state = @state and {also}", new { state });
            if (found == count) return;
            if (started.Elapsed > TimeSpan.FromSeconds(60))
                throw new TimeoutException($"{found} instead of {count} e-mails are {state} and {also}: {string.Join("; ", await platform.Rows<string>("select state || ' ' || attempts || ' ' || coalesce(last_error, '') from communications.emails limit 5"))}");
            await tick.WaitForNextTickAsync();
        }
    }
}
