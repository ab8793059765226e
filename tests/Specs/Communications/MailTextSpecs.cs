using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ProtectionPlatform.Communications.Mailing;
using ProtectionPlatform.Communications.Notifying;

namespace ProtectionPlatform.Specs.Communications;

public sealed class The_text_of_an_email
{
    [Fact]
    public void Says_in_both_languages_that_there_is_work_and_where_and_nothing_else()
    {
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            var subject = MailText.Subject(kind, "BT-7F3K");
            var body = MailText.Body(kind, "BT-7F3K", "/ca/1", "https://platform.example.test");

            subject.ShouldContain("BT-7F3K");
            body.ShouldContain("https://platform.example.test/ca/1");
            body.ShouldContain("English:");
            // Nothing that names the kind of case, a step of the procedure or a person (P-09).
            foreach (var telling in (string[])["bạo lực", "xâm hại", "trẻ", "học sinh", "khẩn cấp", "DL-", "child", "abuse", "violence", "plan", "kế hoạch"])
                (subject + body).ShouldNotContain(telling, Case.Insensitive);
        }
    }

    [Fact]
    public void Travels_as_ascii_lines_ended_by_CRLF_and_comes_back_whole()
    {
        var body = MailText.Body(NoticeKind.ClockOverdue, "BT-7F3K", "/ca/1", "http://localhost:5080");

        var wire = Encoding.ASCII.GetString(MailText.Compose("a@example.test", "b@example.test", "1@example.test", DateTimeOffset.UnixEpoch, "Một thời hạn đã quá – BT-7F3K", body));

        wire.Split("\r\n").ShouldAllBe(line => line.Length <= 78 && !line.Contains('\n') && !line.Contains('\r'));
        var parts = wire.Split("\r\n\r\n", 2);
        parts[0].ShouldContain("Date: Thu, 01 Jan 1970 00:00:00 +0000\r\n");
        parts[0].ShouldContain("Message-ID: <1@example.test>\r\n");
        Encoding.UTF8.GetString(Convert.FromBase64String(parts[1].Replace("\r\n", ""))).ShouldBe(body);
    }

    [Fact]
    public void Has_a_subject_in_encoded_words_of_whole_characters()
    {
        const string subject = "Yêu cầu phối hợp của bạn đã được trả lời, xin đăng nhập để xem chi tiết 𝔘 – CG-9Q2W";

        var words = MailText.EncodedWords(subject).Split("\r\n ");

        words.Length.ShouldBeGreaterThan(1);
        words.ShouldAllBe(word => word.Length <= 75 && word.StartsWith("=?utf-8?B?", StringComparison.Ordinal) && word.EndsWith("?=", StringComparison.Ordinal));
        string.Concat(words.Select(word => new UTF8Encoding(false, true).GetString(Convert.FromBase64String(word[10..^2])))).ShouldBe(subject);
        MailText.EncodedWords("plain").ShouldBe("plain");
    }

    [Theory]
    [InlineData("x\r\nBcc: other@example.test")]
    [InlineData("x\nBcc: other@example.test")]
    [InlineData("x\r\n Bcc: folded")]
    [InlineData("x\0")]
    public void Refuses_a_header_that_would_begin_another(string value)
    {
        Should.Throw<ArgumentException>(() => MailText.Compose("a@example.test", "b@example.test", "1@example.test", DateTimeOffset.UnixEpoch, value, ""));
        Should.Throw<ArgumentException>(() => MailText.Compose("a@example.test", value + "@example.test", "1@example.test", DateTimeOffset.UnixEpoch, "s", ""));
        if (!value.Contains("\r\n ", StringComparison.Ordinal))
            Should.Throw<ArgumentException>(() => MailText.Compose("a@example.test", "b@example.test", value, DateTimeOffset.UnixEpoch, "s", ""));
    }

    [Theory]
    [InlineData("a.b+c@example.test", true)]
    [InlineData("a@b@example.test", false)]
    [InlineData("a@example.test> SIZE=1", false)]
    [InlineData("a@example.test\r\nRCPT TO:<x@example.test>", false)]
    [InlineData("@example.test", false)]
    [InlineData("a@", false)]
    [InlineData("ă@example.test", false)]
    [InlineData(null, false)]
    public void Goes_to_plain_addresses_only(string? address, bool plain) => MailText.IsAddress(address).ShouldBe(plain);

    [Fact]
    public void Doubles_dots_that_begin_a_line_and_ends_the_last_one()
    {
        Encoding.ASCII.GetString(MailText.Stuff("a\r\n.\r\n..b\r\nc."u8)).ShouldBe("a\r\n..\r\n...b\r\nc.\r\n");
        Encoding.ASCII.GetString(MailText.Stuff(".a\r\n"u8)).ShouldBe("..a\r\n");
    }

    [Fact]
    public void Never_holds_the_end_mark_and_is_unstuffed_to_what_it_was() => Prop.ForAll(
        ArbMap.Default.ArbFor<string[]>(),
        lines =>
        {
            var message = string.Concat((lines ?? []).Select(line => (line ?? "").Replace("\r", "").Replace("\n", ".") + "\r\n")) + ".\r\nend\r\n";
            var bytes = Encoding.UTF8.GetBytes(message);

            var stuffed = Encoding.UTF8.GetString(MailText.Stuff(bytes));

            var back = string.Join("\r\n", stuffed.Split("\r\n").Select(line => line.StartsWith('.') ? line[1..] : line));
            return !("\r\n" + stuffed).Contains("\r\n.\r\n", StringComparison.Ordinal) && back == Encoding.UTF8.GetString(bytes);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Waits_longer_after_each_attempt_but_never_more_than_an_hour()
    {
        MailQueue.Backoff(1).ShouldBe(TimeSpan.FromSeconds(30));
        MailQueue.Backoff(2).ShouldBe(TimeSpan.FromMinutes(1));
        MailQueue.Backoff(9).ShouldBe(TimeSpan.FromHours(1));
        MailQueue.Backoff(4000).ShouldBe(TimeSpan.FromHours(1));
    }
}
