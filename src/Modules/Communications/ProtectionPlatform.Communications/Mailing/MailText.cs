using System.Globalization;
using System.Text;
using ProtectionPlatform.Communications.Notifying;

namespace ProtectionPlatform.Communications.Mailing;

/// <summary>The words of an e-mail and its form on the wire. It says that there is something to do and where, nothing of the case (privacy rule P-09).</summary>
internal static class MailText
{
    private const int LongestLine = 76;

    /// <summary>An address we are willing to write into a dialogue with a mail server: plain ASCII, nothing that could end a line or a bracket.</summary>
    public static bool IsAddress(string? address) =>
        address is { Length: >= 3 and <= 254 }
        && address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == address.LastIndexOf('@') && at < address.Length - 1
        && address.All(c => char.IsAsciiLetterOrDigit(c) || ".!#$%&'*+/=?^_`{|}~-@".Contains(c, StringComparison.Ordinal));

    public static string Subject(NoticeKind kind, string reference) => $"{Words(kind).Vi} – {reference}";

    public static string Body(NoticeKind kind, string reference, string link, string publicAddress)
    {
        var (vi, en) = Words(kind);
        return $"""
            {vi}.
            Mã: {reference}
            Đăng nhập để xem: {publicAddress}{link}

            Thư này do hệ thống gửi tự động và không chứa nội dung hồ sơ. Xin đừng trả lời thư này.

            English: {en}. Reference: {reference}. Sign in to see it at the address above.
            """.ReplaceLineEndings("\r\n") + "\r\n";
    }

    /// <summary>The whole message as it is to arrive, lines ended by CRLF.</summary>
    /// <exception cref="ArgumentException">A header value would start another line: never sent.</exception>
    public static byte[] Compose(string from, string to, string messageId, DateTimeOffset date, string subject, string body)
    {
        if (!IsAddress(from) || !IsAddress(to)) throw new ArgumentException("Not a plain address.");
        var message = new StringBuilder();
        Header(message, "Date", date.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Header(message, "From", $"<{from}>");
        Header(message, "To", $"<{to}>");
        Header(message, "Message-ID", $"<{messageId}>");
        Header(message, "Subject", EncodedWords(subject));
        Header(message, "Auto-Submitted", "auto-generated");
        Header(message, "MIME-Version", "1.0");
        Header(message, "Content-Type", "text/plain; charset=utf-8");
        Header(message, "Content-Transfer-Encoding", "base64");
        message.Append("\r\n");
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(body));
        for (var i = 0; i < encoded.Length; i += LongestLine) message.Append(encoded, i, Math.Min(LongestLine, encoded.Length - i)).Append("\r\n");
        return Encoding.ASCII.GetBytes(message.ToString());
    }

    /// <summary>Text of a header in words of RFC 2047, each of whole characters and short enough.</summary>
    public static string EncodedWords(string text)
    {
        Refuse(text);
        if (text.All(c => c is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal)) return text;
        var words = new List<string>();
        var word = new List<byte>();
        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            if (word.Count + bytes.Length > 45) // 60 characters of base64, 72 with the frame: below the 75 allowed
            {
                words.Add(Convert.ToBase64String([.. word]));
                word.Clear();
            }

            word.AddRange(bytes);
        }

        words.Add(Convert.ToBase64String([.. word]));
        return string.Join("\r\n ", words.Select(w => $"=?utf-8?B?{w}?="));
    }

    /// <summary>A message for the DATA phase: a line that begins with a dot gets a second one (RFC 5321, 4.5.2); ends with CRLF, without the final dot.</summary>
    public static byte[] Stuff(ReadOnlySpan<byte> message)
    {
        var stuffed = new List<byte>(message.Length + 16);
        var atLineStart = true;
        foreach (var b in message)
        {
            if (atLineStart && b == '.') stuffed.Add((byte)'.');
            stuffed.Add(b);
            atLineStart = b == '\n';
        }

        if (stuffed.Count < 2 || stuffed[^1] != '\n' || stuffed[^2] != '\r') stuffed.AddRange("\r\n"u8);
        return [.. stuffed];
    }

    private static void Header(StringBuilder message, string name, string value)
    {
        // Folding of our own is "CRLF space"; any other end of line would begin a header nobody meant.
        Refuse(value.Replace("\r\n ", "", StringComparison.Ordinal));
        message.Append(name).Append(": ").Append(value).Append("\r\n");
    }

    private static void Refuse(string value)
    {
        if (value.Any(char.IsControl)) throw new ArgumentException("A header holds a control character.");
    }

    private static (string Vi, string En) Words(NoticeKind kind) => kind switch
    {
        NoticeKind.NewReport => ("Bạn có việc mới cần xem", "There is something new for you"),
        NoticeKind.ClockWarning => ("Một thời hạn của bạn sắp hết", "A deadline of yours comes near"),
        NoticeKind.ClockOverdue => ("Một thời hạn đã quá", "A deadline has passed"),
        NoticeKind.ClockEscalated => ("Một thời hạn đã quá mà chưa ai xử lý", "A deadline has passed and nobody has acted"),
        NoticeKind.TransferOffered => ("Có ca được đề nghị chuyển đến trường bạn", "A case is offered to your school"),
        NoticeKind.TransferAnswered => ("Nơi nhận đã trả lời về ca chuyển đi", "The receiver answered about a transfer"),
        NoticeKind.PlanToDecide => ("Có việc chờ bạn quyết định", "Something waits for your decision"),
        NoticeKind.ReferralReceived => ("Có yêu cầu phối hợp gửi đến", "A request for cooperation arrived"),
        NoticeKind.ReferralAnswered => ("Yêu cầu phối hợp của bạn đã được trả lời", "Your request for cooperation was answered"),
        NoticeKind.TriageToConfirm => ("Có việc chờ bạn xác nhận", "Something waits for your confirmation"),
        NoticeKind.SecondPerson => ("Có việc chờ bạn xác nhận", "Something waits for your confirmation"),
        NoticeKind.HandOverToAccept => ("Có việc chờ bạn nhận bàn giao", "Something is handed over to you and waits for your answer"),
        NoticeKind.HandOverAnswered => ("Việc bàn giao của bạn đã được trả lời", "Your hand-over was answered"),
        NoticeKind.UrgentAccess => ("Có việc bạn cần biết ngay", "There is something you need to know at once"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
