using Microsoft.Extensions.Logging;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Communications.Mailing;

/// <summary>
/// Sends what is queued, one sender at a time. A mail goes out in this order: everything but the final dot; commit "Sending"; the dot.
/// Killed before the commit, the server never accepts it and it is sent again. Killed after it, it is never sent again by itself.
/// </summary>
internal sealed class MailSender(ModuleDatabase<CommunicationsModule> database, IDirectory directory, Exclusions exclusions, MailSettings settings, TimeProvider clock, ILogger<MailSender> log)
{
    private const int Burst = 50;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly MailQueue queue = new(database, clock);

    /// <summary>Sends until it is told to stop; a mail whose dot was sent is finished first.</summary>
    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var pause = Poll;
            try
            {
                if (await SendDue(stop)) pause = TimeSpan.Zero;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (SmtpBrokenException e)
            {
                log.LogWarning("E-mail waits: {Reason}", e.Message);
                await TellWhyItWaits(e.Message, stop);
                pause = AfterFailure;
            }
            catch (Exception e)
            {
                log.LogError(e, "Sending e-mail failed; trying again");
                pause = AfterFailure;
            }

            if (pause > TimeSpan.Zero) await Task.Delay(pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>True when there may be more to send at once.</returns>
    internal async Task<bool> SendDue(CancellationToken ct)
    {
        if (!await queue.HasWork(ct)) return false;
        await using var turn = await queue.TakeTurn(ct);
        if (turn is null) return false;
        var unconfirmed = await queue.MarkUnconfirmed(ct);
        if (unconfirmed > 0) log.LogWarning("{Count} e-mails were being handed over when the platform stopped; they are not sent again", unconfirmed);

        var due = await queue.Due(Burst, ct);
        if (due.Count == 0) return false;
        await using var smtp = await SmtpConnection.Open(settings, ct);
        foreach (var mail in due)
        {
            await turn.Check(ct);
            if (!await Send(mail, smtp, ct)) return false;
        }

        await smtp.Quit(ct);
        return due.Count == Burst;
    }

    /// <returns>False when the connection cannot be used any more.</returns>
    private async Task<bool> Send(QueuedMail mail, SmtpConnection smtp, CancellationToken ct)
    {
        var person = await directory.Person(mail.RecipientId, ct);
        if (person is not { Memberships.Count: > 0 } || !MailText.IsAddress(person.Email))
        {
            await queue.GiveUp(mail, person is { Memberships.Count: > 0 } ? "The account has no usable e-mail address." : "The recipient holds no role any more.");
            return true;
        }

        if (mail.CaseId is { } about && (await exclusions.PeopleKeptFrom(about, ct)).Contains(mail.RecipientId))
        {
            await queue.GiveUp(mail, "It is not for the recipient any more.");
            return true;
        }

        var message = MailText.Compose(settings.From, person.Email!, $"{mail.Id:N}@{settings.From[(settings.From.IndexOf('@') + 1)..]}", clock.Now(),
            MailText.Subject(mail.Kind, mail.Reference), MailText.Body(mail.Kind, mail.Reference, mail.Link, settings.PublicAddress));
        try
        {
            if (await smtp.Offer(settings.From, person.Email!, message, ct) is { } refusal)
            {
                await queue.Refused(mail, refusal.ToString(), refusal.IsPermanent);
                return !refusal.Closes;
            }

            if (smtp.IsLost) throw new SmtpBrokenException("The mail server hung up.");
        }
        catch (SmtpBrokenException e)
        {
            // The dot was not sent. It counts as an attempt: a mail that servers always hang up at must not stand before all others.
            await queue.Refused(mail, e.Message, permanent: false);
            return false;
        }

        try
        {
            // Another sender took it: leave without the dot, the connection with it.
            if (!await queue.HandOver(mail, smtp.SendDot, ct)) return false;
        }
        catch (Exception)
        {
            await queue.TakeBack(mail);
            throw;
        }

        SmtpReply answer;
        try
        {
            answer = await smtp.Finish();
        }
        catch (Exception e)
        {
            await queue.Unconfirmed(mail, e is SmtpBrokenException ? e.Message : e.GetType().Name);
            return false;
        }

        if (answer.IsPositive) await queue.Sent(mail);
        else await queue.Refused(mail, answer.ToString(), answer.IsPermanent);
        return !answer.Closes;
    }

    private async Task TellWhyItWaits(string reason, CancellationToken ct)
    {
        try
        {
            await queue.NoServer(reason, ct);
        }
        catch (Exception e) when (e is Npgsql.NpgsqlException or OperationCanceledException)
        {
            log.LogWarning(e, "The reason could not be stored");
        }
    }
}
