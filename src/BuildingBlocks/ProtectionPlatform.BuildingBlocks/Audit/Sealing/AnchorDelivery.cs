using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.Extensions.Configuration;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>Hands one checkpoint to an outside party. Sent twice does no harm: it is the same text.</summary>
internal sealed class AnchorDelivery(IConfiguration configuration) : IDisposable
{
    private const int LargestAnswer = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient http = new(OutsideCalls.Handler(throughProxy: false))
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <returns>The party's own signature lines, when it gave any.</returns>
    /// <exception cref="AnchorException">It did not take it.</exception>
    public async Task<string?> Deliver(AnchorTarget target, SealedCheckpoint checkpoint, CancellationToken ct)
    {
        try
        {
            switch (target.Kind)
            {
                case AnchorKind.Folder:
                    await Write(target.Address, checkpoint, ct);
                    return null;
                case AnchorKind.Email:
                    await Mail(target.Address, checkpoint, ct);
                    return null;
                default:
                    return await Post(new Uri(target.Address), checkpoint, ct);
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is IOException or UnauthorizedAccessException or SmtpException or HttpRequestException or OperationCanceledException or InvalidOperationException)
        {
            throw new AnchorException(e is OperationCanceledException ? "It did not answer in time." : e.Message, e);
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>A file for each size, never written over: the folder may be a write-once mount.</summary>
    private static async Task Write(string folder, SealedCheckpoint checkpoint, CancellationToken ct)
    {
        if (!Directory.Exists(folder)) throw new IOException("The folder is not there.");
        var origin = SignedNote.Parse(checkpoint.Note).Text.Split('\n')[0];
        var name = string.Concat(origin.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}.{checkpoint.Size:D12}.txt"));
        if (File.Exists(file))
        {
            if (await File.ReadAllTextAsync(file, ct) == checkpoint.Note) return;
            throw new IOException("Another checkpoint of this size is there already: two trees of one size, or a file cut short.");
        }

        await using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(checkpoint.Note), ct);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Over the mail server that notices go through. A simple client does here: a checkpoint that arrives twice is the same checkpoint
    /// (for notices it does not, docs/adr/0005).
    /// </summary>
    private async Task Mail(string address, SealedCheckpoint checkpoint, CancellationToken ct)
    {
        var smtp = configuration.GetSection("Communications:Smtp");
        if (smtp["Host"] is not { Length: > 0 } host) throw new InvalidOperationException("No mail server is configured (Communications__Smtp__Host).");
        var size = checkpoint.Size.ToString(CultureInfo.InvariantCulture);
        using var client = new SmtpClient(host, smtp.GetValue<int?>("Port") ?? 25) { EnableSsl = smtp.GetValue("StartTls", false), Timeout = (int)Patience.TotalMilliseconds };
        if (smtp["User"] is { Length: > 0 } user) client.Credentials = new NetworkCredential(user, smtp["Password"]);
        using var mail = new MailMessage(smtp["From"] is { Length: > 0 } from ? from : "protection-platform@localhost.localdomain", address)
        {
            Subject = $"ProtectionPlatform: checkpoint {size}",
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
            Body = $"""
                Xin lưu giữ thư này. Tệp đính kèm là điểm chốt của sổ kiểm toán gồm {size} sự kiện: nhờ nó, ai cũng có thể kiểm tra rằng lịch sử đến đây không bị sửa.
                Please keep this message. The attached checkpoint of the audit ledger covers {size} events: with it anybody can check that history up to here was not changed.

                {checkpoint.Note}
                """,
        };
        mail.Attachments.Add(new Attachment(new MemoryStream(Encoding.UTF8.GetBytes(checkpoint.Note)), $"checkpoint-{size}.txt", "text/plain"));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        await client.SendMailAsync(mail, limit.Token);
    }

    private async Task<string?> Post(Uri url, SealedCheckpoint checkpoint, CancellationToken ct)
    {
        using var content = new StringContent(checkpoint.Note, Encoding.UTF8, "text/plain");
        using var answer = await http.PostAsync(url, content, ct);
        if (!answer.IsSuccessStatusCode) throw new AnchorException(string.Create(CultureInfo.InvariantCulture, $"It answered {(int)answer.StatusCode}."), null);
        var lines = string.Concat((await answer.Content.ReadAsStringAsync(ct)).Split('\n').Where(line => line.StartsWith("— ", StringComparison.Ordinal)).Select(line => line + "\n"));
        try
        {
            // Kept when it reads as signature lines. Whether they are right says who knows the witness's key.
            SignedNote.Parse($"{SignedNote.Parse(checkpoint.Note).Text}\n{lines}");
            return lines;
        }
        catch (FormatException)
        {
            return null; // it took the checkpoint and signed nothing
        }
    }
}

/// <summary>An outside party did not take a checkpoint.</summary>
internal sealed class AnchorException(string message, Exception? inner) : Exception(message, inner);
