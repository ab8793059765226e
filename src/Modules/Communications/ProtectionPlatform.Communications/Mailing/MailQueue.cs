using Dapper;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Communications.Notifying;

namespace ProtectionPlatform.Communications.Mailing;

/// <summary>How an e-mail stands.</summary>
internal enum MailState
{
    Queued,

    /// <summary>All but the final dot is with the server, and the dot follows at once. Never sent again from here.</summary>
    Sending,
    Sent,

    /// <summary>The dot may have been sent, the answer was not seen. An administrator sees it; it is not sent again.</summary>
    Unconfirmed,
    Failed,
}

/// <summary>An e-mail to send.</summary>
internal sealed record QueuedMail(Guid Id, Guid RecipientId, Guid? CaseId, NoticeKind Kind, string Reference, string Link, int Attempts);

/// <summary>The rows behind the e-mails. Every step names the state and attempt it comes from, so that two senders can never both take it.</summary>
internal sealed class MailQueue(ModuleDatabase<CommunicationsModule> database, TimeProvider clock)
{
    /// <summary>After so many permanent refusals it is given up; temporary ones are tried for ever, ever less often.</summary>
    public const int AttemptsOfRefused = 5;

    private const long SenderLock = 0x50504D41494C; // "PPMAIL"

    /// <summary>Time until the next attempt: 30 s, doubled each time, at most an hour.</summary>
    public static TimeSpan Backoff(int attempts) => TimeSpan.FromSeconds(Math.Min(3600, 30 * Math.Pow(2, Math.Clamp(attempts - 1, 0, 10))));

    public async Task<bool> HasWork(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition("""
            select exists (select from communications.emails where state = 'Sending' or (state = 'Queued' and next_attempt_at <= @Now))
            """, new { Now = clock.Now() }, cancellationToken: ct));
    }

    /// <summary>The right to send, held by one host until the transaction ends, also by the end of its process. Null when another host has it.</summary>
    public async Task<SenderTurn?> TakeTurn(CancellationToken ct)
    {
        var connection = await database.Open(ct);
        try
        {
            var transaction = await connection.BeginTransactionAsync(ct);
            // The pool's limit of a minute is for forgotten transactions; a slow mail server may keep this one waiting longer.
            await connection.ExecuteAsync(new CommandDefinition("set local idle_in_transaction_session_timeout = '5min'", transaction: transaction, cancellationToken: ct));
            if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select pg_try_advisory_xact_lock(@SenderLock)", new { SenderLock }, transaction, cancellationToken: ct)))
                return new SenderTurn(connection, transaction);
            await transaction.DisposeAsync();
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Whoever holds the turn knows that nobody is between dot and answer: what still says so was left by a crash.</summary>
    public Task<int> MarkUnconfirmed(CancellationToken ct) => Execute("""
        update communications.emails set state = 'Unconfirmed', last_error = 'The platform stopped before the mail server''s answer was seen.' where state = 'Sending'
        """, null, ct);

    public async Task<IReadOnlyList<QueuedMail>> Due(int most, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition("""
            select id, recipient_id as RecipientId, case_id as CaseId, kind, reference, link, attempts from communications.emails
            where state = 'Queued' and next_attempt_at <= @Now order by next_attempt_at, number limit @most
            """, new { Now = clock.Now(), most }, cancellationToken: ct));
        return [.. rows.Select(r => new QueuedMail(r.Id, r.RecipientId, r.CaseId, Enum.Parse<NoticeKind>(r.Kind), r.Reference, r.Link, r.Attempts))];
    }

    /// <summary>
    /// Commits that the dot follows, and sends it. False when somebody else took the mail: then it does not follow. Update and commit travel
    /// separately: a server that waited for the row on behalf of a host killed meanwhile must not commit for it. Commit and dot follow
    /// one another on a thread of their own without any scheduling between them: what a kill in between would lose is as short as can be.
    /// </summary>
    public async Task<bool> HandOver(QueuedMail mail, Action sendDot, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var taken = await connection.ExecuteAsync(new CommandDefinition("""
            update communications.emails set state = 'Sending', attempts = attempts + 1, last_error = null
            where id = @Id and state = 'Queued' and attempts = @Attempts
            """, new { mail.Id, mail.Attempts }, transaction, cancellationToken: ct));
        if (taken != 1) return false;
        await Task.Factory.StartNew(() =>
        {
            transaction.Commit();
            sendDot();
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return true;
    }

    /// <summary>The commit of <see cref="HandOver"/> is uncertain but the dot was surely not sent: back into the queue.</summary>
    public Task TakeBack(QueuedMail mail) => Persistently("""
        update communications.emails set state = 'Queued', last_error = null
        where id = @Id and state in ('Sending', 'Unconfirmed') and attempts = @Attempts + 1
        """, mail);

    public Task Sent(QueuedMail mail) => Persistently("""
        update communications.emails set state = 'Sent', sent_at = @Now, last_error = null
        where id = @Id and state in ('Sending', 'Unconfirmed') and attempts = @Attempts + 1
        """, new { mail.Id, mail.Attempts, Now = clock.Now() });

    public Task Unconfirmed(QueuedMail mail, string error) => Persistently("""
        update communications.emails set state = 'Unconfirmed', last_error = @error
        where id = @Id and state = 'Sending' and attempts = @Attempts + 1
        """, new { mail.Id, mail.Attempts, error });

    /// <summary>The server said no, before the dot or to it: it surely did not accept the mail.</summary>
    public Task Refused(QueuedMail mail, string error, bool permanent)
    {
        var attempts = mail.Attempts + 1;
        return Persistently("""
            update communications.emails
            set state = @State, attempts = @Attempts, last_error = @Error, next_attempt_at = @Next
            where id = @Id and ((state = 'Queued' and attempts = @Before) or (state in ('Sending', 'Unconfirmed') and attempts = @Attempts))
            """, new
        {
            mail.Id,
            State = (permanent && attempts >= AttemptsOfRefused ? MailState.Failed : MailState.Queued).ToString(),
            Before = mail.Attempts,
            Attempts = attempts,
            Error = error.Length > 300 ? error[..300] : error,
            Next = clock.Now() + Backoff(attempts),
        });
    }

    /// <summary>No attempt was possible at all: the administrator should see why, the mail waits.</summary>
    public Task NoServer(string error, CancellationToken ct) => Execute("""
        update communications.emails set last_error = @error
        where state = 'Queued' and next_attempt_at <= @Now and last_error is distinct from @error
        """, new { error, Now = clock.Now() }, ct);

    public Task GiveUp(QueuedMail mail, string error) => Persistently("""
        update communications.emails set state = 'Failed', last_error = @error where id = @Id and state = 'Queued' and attempts = @Attempts
        """, new { mail.Id, mail.Attempts, error });

    private async Task<int> Execute(string sql, object? parameters, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }

    /// <summary>What the server answered is known only here: a short trouble of the database must not lose it.</summary>
    private async Task Persistently(string sql, object parameters)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Execute(sql, parameters, CancellationToken.None);
                return;
            }
            catch (NpgsqlException) when (attempt < 6)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 * Math.Pow(2, attempt)), clock);
            }
        }
    }

    private sealed record Row(Guid Id, Guid RecipientId, Guid? CaseId, string Kind, string Reference, string Link, int Attempts);
}

/// <summary>The right to send, while it lasts.</summary>
internal sealed class SenderTurn(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    /// <summary>Fails when the right was lost with its connection.</summary>
    public Task Check(CancellationToken ct) => connection.ExecuteAsync(new CommandDefinition("select 1", transaction: transaction, cancellationToken: ct));

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
