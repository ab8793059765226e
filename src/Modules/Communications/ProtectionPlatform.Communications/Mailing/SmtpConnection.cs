using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace ProtectionPlatform.Communications.Mailing;

/// <summary>A server's answer (RFC 5321, 4.2).</summary>
internal sealed record SmtpReply(int Code, string Text)
{
    public bool IsPositive => Code is >= 200 and < 400;

    public bool IsPermanent => Code >= 500;

    /// <summary>The server is about to hang up.</summary>
    public bool Closes => Code == 421;

    public override string ToString() => $"{Code} {Text}".TrimEnd();
}

/// <summary>The dialogue broke, or the server says what no server may say.</summary>
internal sealed class SmtpBrokenException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// A conversation with a mail server that can stop right before the point of no return: <see cref="Offer"/> sends a whole message but
/// its final dot, <see cref="SendDot"/> sends the dot. Without the dot a server never accepts a message, so whoever asks can commit
/// in between. That is the one thing ordinary mail clients do not let their callers do (docs/adr/0005).
/// </summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private const int LongestReplyLine = 2048;
    private const int MostReplyLines = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A server may take its time to store a message, and giving up early is what leaves one unconfirmed.</summary>
    private static readonly TimeSpan PatienceAfterDot = TimeSpan.FromMinutes(2);

    private IOException? dotFailure;

    private readonly TcpClient tcp;
    private readonly byte[] buffer = new byte[4096];
    private Stream stream;
    private int start;
    private int end;

    private SmtpConnection(TcpClient tcp)
    {
        this.tcp = tcp;
        stream = tcp.GetStream();
    }

    /// <summary>Connects, greets, encrypts and signs in as configured.</summary>
    /// <exception cref="SmtpBrokenException">Any of it failed.</exception>
    public static async Task<SmtpConnection> Open(MailSettings settings, CancellationToken ct)
    {
        var tcp = new TcpClient { NoDelay = true };
        try
        {
            await Within(Patience, t => tcp.ConnectAsync(settings.Host!, settings.Port, t).AsTask(), ct);
            var connection = new SmtpConnection(tcp);
            await connection.Expect(220, await connection.Reply(Patience, ct));
            var features = await connection.Greet(ct);
            if (settings.StartTls)
            {
                if (!features.Contains("STARTTLS")) throw new SmtpBrokenException("The server offers no STARTTLS.");
                await connection.Expect(220, await connection.Command("STARTTLS", ct));
                // What came before encryption must not be read as if it came after it.
                if (connection.start != connection.end) throw new SmtpBrokenException("The server spoke before encryption began.");
                var tls = new SslStream(connection.stream);
                connection.stream = tls;
                await Within(Patience, t => tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = settings.Host }, t), ct);
                await connection.Greet(ct);
            }

            if (settings.User is { } user)
                await connection.Expect(235, await connection.Command("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{settings.Password}")), ct));
            return connection;
        }
        catch (Exception e)
        {
            tcp.Dispose();
            if (e is SmtpBrokenException || ct.IsCancellationRequested) throw;
            throw new SmtpBrokenException(e is SocketException or IOException or TimeoutException ? "The mail server cannot be reached." : "No safe connection to the mail server.", e);
        }
    }

    /// <summary>Sends envelope and message up to, not including, the line with the final dot.</summary>
    /// <returns>Null when all is said but the dot; otherwise the server's refusal, after which the connection can be used again.</returns>
    public async Task<SmtpReply?> Offer(string from, string to, byte[] message, CancellationToken ct)
    {
        if (!MailText.IsAddress(from) || !MailText.IsAddress(to)) throw new ArgumentException("Not a plain address.");
        var content = MailText.Stuff(message);
        foreach (var command in (string[])[$"MAIL FROM:<{from}>", $"RCPT TO:<{to}>", "DATA"])
        {
            var reply = await Command(command, ct);
            if (reply.IsPositive) continue;
            if (!reply.Closes) await Command("RSET", ct);
            return reply;
        }

        await Write(content, ct);
        return null;
    }

    /// <summary>The server hung up, or said something unasked, which amounts to the same: the dot must not follow.</summary>
    public bool IsLost => start != end || tcp.Client.Poll(0, SelectMode.SelectRead);

    /// <summary>The point of no return: the dot that makes the server accept the message. At once and without an exception; <see cref="Finish"/> tells what came of it.</summary>
    public void SendDot()
    {
        try
        {
            stream.Write(".\r\n"u8);
            stream.Flush();
        }
        catch (IOException e)
        {
            dotFailure = e;
        }
    }

    /// <summary>The server's answer to the dot.</summary>
    /// <exception cref="SmtpBrokenException">The answer never came: the message may or may not have been accepted.</exception>
    public async Task<SmtpReply> Finish()
    {
        if (dotFailure is not null) throw new SmtpBrokenException("The connection to the mail server broke.", dotFailure);
        return await Reply(PatienceAfterDot, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        tcp.Dispose();
    }

    /// <summary>Says goodbye, politely but not insistently.</summary>
    public async Task Quit(CancellationToken ct)
    {
        try
        {
            await Command("QUIT", ct);
        }
        catch (SmtpBrokenException)
        {
            // It left first.
        }
    }

    private async Task<HashSet<string>> Greet(CancellationToken ct)
    {
        var reply = await Command("EHLO protection-platform.local", ct);
        if (reply.IsPositive) return [.. reply.Text.Split('\n').Select(line => line.Split(' ')[0].ToUpperInvariant())];
        await Expect(250, await Command("HELO protection-platform.local", ct));
        return [];
    }

    private async Task Expect(int code, SmtpReply reply)
    {
        if (reply.Code == code) return;
        await DisposeAsync();
        throw new SmtpBrokenException($"The mail server answered {reply}.");
    }

    private async Task<SmtpReply> Command(string line, CancellationToken ct)
    {
        if (line.Any(char.IsControl)) throw new ArgumentException("A command holds a control character.");
        await Write(Encoding.ASCII.GetBytes(line + "\r\n"), ct);
        return await Reply(Patience, ct);
    }

    private async Task Write(byte[] bytes, CancellationToken ct)
    {
        try
        {
            await Within(Patience, async t =>
            {
                await stream.WriteAsync(bytes, t);
                await stream.FlushAsync(t);
            }, ct);
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            throw new SmtpBrokenException("The connection to the mail server broke.", e);
        }
    }

    private async Task<SmtpReply> Reply(TimeSpan patience, CancellationToken ct)
    {
        try
        {
            return await Within(patience, async t =>
            {
                var text = new StringBuilder();
                for (var lines = 0; lines < MostReplyLines; lines++)
                {
                    var line = await Line(t);
                    if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var code) || code is < 200 or > 599)
                        throw new SmtpBrokenException("The mail server answered something that is no reply.");
                    if (text.Length > 0) text.Append('\n');
                    if (line.Length > 4) text.Append(line, 4, line.Length - 4);
                    if (line.Length == 3 || line[3] != '-') return new SmtpReply(code, text.ToString());
                }

                throw new SmtpBrokenException("The mail server's reply does not end.");
            }, ct);
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            throw new SmtpBrokenException("The mail server did not answer.", e);
        }
    }

    private async Task<string> Line(CancellationToken ct)
    {
        var line = new StringBuilder();
        while (true)
        {
            while (start < end)
            {
                var c = (char)buffer[start++];
                if (c == '\n') return line.ToString().TrimEnd('\r');
                if (line.Length >= LongestReplyLine) throw new SmtpBrokenException("The mail server's reply is too long.");
                line.Append(c is >= ' ' and <= '~' or '\r' ? c : '?');
            }

            start = 0;
            end = await stream.ReadAsync(buffer, ct);
            if (end == 0) throw new SmtpBrokenException("The mail server hung up.");
        }
    }

    private static Task<bool> Within(TimeSpan patience, Func<CancellationToken, Task> act, CancellationToken ct) =>
        Within(patience, async t =>
        {
            await act(t);
            return true;
        }, ct);

    private static async Task<T> Within<T>(TimeSpan patience, Func<CancellationToken, Task<T>> act, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            return await act(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }
}
