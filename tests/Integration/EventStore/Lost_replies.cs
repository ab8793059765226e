using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Integration.EventStore;

/// <summary>The connection dies around a commit: the caller hears the truth.</summary>
public sealed class Lost_replies
{
    [Fact]
    public async Task A_commit_whose_reply_is_lost_is_found()
    {
        await using var proxy = new CuttingProxy();
        await using var host = await StoreHost.Start(subscriptions: false, through: proxy.Before);
        var stream = Guid.CreateVersion7();
        (await host.Open(stream)).Refusal.ShouldBeNull();

        proxy.CutReplyTo("ledger.append");
        var outcome = await host.Write(stream, "đã ghi mà không nghe trả lời", key: "k");
        proxy.Cuts.ShouldBe(1);
        outcome.Refusal.ShouldBeNull();
        var position = await host.Scalar<long>("select max(seq_id) from events.mt_events where stream_id = $1", stream);
        ((Changed)outcome.Body!).Position.ShouldBe(position);

        // And the caller, should it have lost our answer too, may ask again.
        (await host.Write(stream, "đã ghi mà không nghe trả lời", key: "k")).Refusal.ShouldBeNull();
        (await host.Scalar<long>("select count(*) from events.mt_events where stream_id = $1", stream)).ShouldBe(2);
    }

    [Fact]
    public async Task A_connection_killed_before_the_commit_leaves_nothing_and_says_so()
    {
        await using var host = await StoreHost.Start(subscriptions: false);
        var stream = Guid.CreateVersion7();
        await host.Open(stream);
        await using (var other = await host.OwnerConnection())
        {
            await using var holding = await other.BeginTransactionAsync();
            await other.Run("select 1 from ledger.gate for update");
            var writing = host.Write(stream, "chết trước cổng");
            await StoreHost.Until(async () => await host.Owner("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and application_name like 'ProtectionPlatform%' and wait_event_type = 'Lock'
                """) > -2 && writing.IsCompleted, "the append was not killed");
            var refused = await Should.ThrowAsync<NpgsqlException>(() => writing);
            PostgresErrors.IsBusy(refused).ShouldBeTrue(); // answered 503, not 500
        }

        (await host.Scalar<long>("select count(*) from events.mt_events where stream_id = $1", stream)).ShouldBe(1);
        (await host.Write(stream, "lần nữa")).Refusal.ShouldBeNull();
    }

    /// <summary>Stands between Npgsql and the server; on demand it swallows the server's reply to one statement and cuts the line.</summary>
    private sealed class CuttingProxy : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource stop = new();
        private NpgsqlConnectionStringBuilder target = new();
        private volatile byte[]? statement;
        private int cuts;

        public int Cuts => cuts;

        /// <summary>The connection string that leads through here.</summary>
        public string Before(string connectionString)
        {
            target = new NpgsqlConnectionStringBuilder(connectionString);
            listener.Start();
            _ = Accept();
            return new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port, SslMode = SslMode.Disable }.ConnectionString;
        }

        public void CutReplyTo(string sql) => statement = Encoding.UTF8.GetBytes(sql);

        private async Task Accept()
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    _ = Serve(await listener.AcceptSocketAsync(stop.Token));
                }
                catch (Exception e) when (e is OperationCanceledException or SocketException)
                {
                    return;
                }
            }
        }

        private async Task Serve(Socket client)
        {
            using var server = target.Host!.StartsWith('/')
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            using (client)
            {
                if (target.Host.StartsWith('/')) await server.ConnectAsync(new UnixDomainSocketEndPoint($"{target.Host}/.s.PGSQL.{target.Port}"));
                else await server.ConnectAsync(target.Host, target.Port);
                var cut = false;
                await Task.WhenAny(
                    Pump(client, server, bytes =>
                    {
                        if (statement is not { } wanted || bytes.IndexOf(wanted) < 0) return true;
                        statement = null;
                        cut = true;
                        return true;
                    }),
                    Pump(server, client, _ =>
                    {
                        if (cut) Interlocked.Increment(ref cuts);
                        return !cut;
                    }));
            }
        }

        private delegate bool Pass(ReadOnlySpan<byte> bytes);

        private async Task Pump(Socket from, Socket to, Pass pass)
        {
            var buffer = new byte[64 * 1024];
            try
            {
                while (await from.ReceiveAsync(buffer, stop.Token) is > 0 and var read)
                {
                    if (!pass(buffer.AsSpan(0, read))) return;
                    await to.SendAsync(buffer.AsMemory(0, read), stop.Token);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The line is cut.
            }
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            listener.Dispose();
            stop.Dispose();
        }
    }
}
