using System.Collections.Concurrent;
using Npgsql;

namespace ProtectionPlatform.Integration.EventStore;

/// <summary>Our writers and stand-ins for Marten side by side, for a few seconds, while real subscriptions read.</summary>
public sealed class Foreign_writers
{
    [Fact]
    public async Task Nothing_is_lost_doubled_or_out_of_order_for_those_who_remember_only_a_number()
    {
        string connection;
        var foreign = new List<ForeignWriter>();
        int ours;
        await using (var host = await StoreHost.Start())
        {
            connection = host.ConnectionString;
            var naive = new List<long>();
            var shared = Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7()).ToList();
            foreach (var stream in shared) await host.Open(stream);
            for (var i = 0; i < 4; i++) foreign.Add(new ForeignWriter(new NpgsqlConnectionStringBuilder(connection) { MaxPoolSize = 4, ApplicationName = $"foreign {i}" }.ConnectionString, 100 + i));

            using var time = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            var appended = new ConcurrentBag<int>();
            var unexpected = new ConcurrentBag<string>();
            var writers = foreign.Select((w, i) => Task.Run(() => w.Hammer([.. shared, Guid.CreateVersion7(), Guid.CreateVersion7()], time.Token)))
                .Concat(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
                {
                    var random = new Random(i);
                    var own = Guid.CreateVersion7();
                    await host.Open(own);
                    while (!time.IsCancellationRequested)
                    {
                        var outcome = await host.Write(random.Next(2) == 0 ? own : shared[random.Next(3)], $"dòng của {i}");
                        // Busy is an honest answer when others were faster four times; the caller tries again.
                        if (outcome.Refusal is null) appended.Add(1);
                        else if (outcome.Refusal.Rule.Status != 503) unexpected.Add(outcome.Refusal.Rule.Code);
                    }
                }))).ToList();
            var reader = Task.Run(async () =>
            {
                // The simplest subscriber there is, polling as fast as it can.
                await using var reading = await host.OwnerConnection();
                long last = 0;
                for (var ended = false; ;)
                {
                    await using var command = reading.Command("select seq_id from events.mt_events where seq_id > $1 order by seq_id", last);
                    await using var rows = await command.ExecuteReaderAsync();
                    while (await rows.ReadAsync()) naive.Add(last = rows.GetInt64(0));
                    if (ended) return;
                    ended = writers.All(w => w.IsCompleted);
                }
            });
            await Task.WhenAll(writers);
            await reader;
            await host.Settle();
            ours = appended.Count;

            unexpected.ShouldBeEmpty();
            foreign.SelectMany(f => f.Errors).ShouldBeEmpty();
            ours.ShouldBeGreaterThan(20);
            foreign.Sum(f => f.Appended).ShouldBeGreaterThan(20);
            var lines = await host.Rows<long>("select seq_id from events.mt_events where type = 'line_written' order by seq_id");
            lines.Count.ShouldBe(ours + foreign.Sum(f => f.Appended));
            (await host.Rows<long>("select seq_id from watchers.seen order by place")).ShouldBe(lines);
            (await host.Rows<long>("select seq_id from watchers.also_seen order by place")).ShouldBe(lines);
            naive.ShouldBe(await host.Rows<long>("select seq_id from events.mt_events order by seq_id"));

            // Within every stream the versions are dense, agree with its head, and rise with the place in the log.
            (await host.Scalar<long>("""
                select count(*) from (
                  select stream_id, version, row_number() over (partition by stream_id order by seq_id) place from events.mt_events) e
                where version <> place
                """)).ShouldBe(0);
            (await host.Scalar<long>("""
                select count(*) from events.mt_streams s
                where s.version <> (select count(*) from events.mt_events e where e.stream_id = s.id)
                """)).ShouldBe(0);
            // Every event of ours has its entry, and a rolled-back one has none.
            (await host.Scalar<long>("select count(*) from ledger.entries l where not exists (select 1 from events.mt_events e where e.id = l.event_id)")).ShouldBe(0);
        }

        // Read from elsewhere once all of its sessions have ended and told the statistics.
        await using var master = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await master.OpenAsync();
        (await master.Scalar<long>("select deadlocks from pg_stat_database where datname = current_database()")).ShouldBe(0);
    }

    [Fact]
    public async Task An_overtaken_number_is_given_anew_and_an_uncontended_one_is_kept()
    {
        await using var host = await StoreHost.Start(subscriptions: false);
        var slow = Guid.CreateVersion7();
        await using var connection = await host.OwnerConnection();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            var drawn = await connection.Scalar<long>("select nextval('events.mt_events_sequence')");
            await host.Open(Guid.CreateVersion7()); // overtakes
            await connection.Run("insert into events.mt_streams (id, type, version) values ($1, 'note', 1)", slow);
            await connection.Run("insert into events.mt_events (seq_id, id, stream_id, version, data, type) values ($1, $2, $3, 1, '{}', 'x')", drawn, Guid.NewGuid(), slow);
            await transaction.CommitAsync();
        }

        (await host.Rows<long>("select seq_id from events.mt_events order by seq_id")).ShouldBe([2, 3]);
        (await host.Scalar<Guid>("select stream_id from events.mt_events where seq_id = 3")).ShouldBe(slow);

        await new ForeignWriter(host.ConnectionString, 3).Append(slow, 2);
        (await host.Rows<long>("select seq_id from events.mt_events order by seq_id")).ShouldBe([2, 3, 4, 5]);

        // A number that was never handed out would let the sequence run into it later.
        await connection.Run("insert into events.mt_events (seq_id, id, stream_id, version, data, type) values (9000, $1, $2, 4, '{}', 'x')", Guid.NewGuid(), slow);
        (await host.Scalar<long>("select max(seq_id) from events.mt_events")).ShouldBe(6);
        (await host.Scalar<long>("select last_seq from ledger.gate")).ShouldBe(6);
    }
}
