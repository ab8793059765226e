using System.Security.Cryptography;
using System.Text;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.Attachments;
using ProtectionPlatform.Cases.Attachments.Checking;

namespace ProtectionPlatform.Specs.Cases;

/// <summary>What is kept of a file, and what is refused.</summary>
public sealed class A_file_that_is_added
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private static byte[] Kept(string mediaType, byte[] file)
    {
        var (kept, refusal) = AcceptedTypes.Check(AcceptedTypes.Find(mediaType)!, file);
        refusal.ShouldBeNull(refusal?.Rule.Code);
        kept!.UploadedSha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(file)));
        kept.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(kept.Bytes.Span)));
        return kept.Bytes.ToArray();
    }

    private static string? Refused(string mediaType, byte[] file) => AcceptedTypes.Check(AcceptedTypes.Find(mediaType)!, file).Refusal?.Rule.Code;

    private static void ShouldTellNothing(byte[] kept)
    {
        foreach (var telling in SampleFiles.Telling) kept.AsSpan().IndexOf(Encoding.UTF8.GetBytes(telling)).ShouldBe(-1, telling);
        // Latitude, as the camera wrote it: 21/1, 1/1, 42/1.
        kept.AsSpan().IndexOf((byte[])[21, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 42, 0, 0, 0, 1, 0, 0, 0]).ShouldBe(-1, "place");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void Keeps_of_a_photo_the_picture_and_which_way_up_it_is(ushort orientation)
    {
        var photo = SampleFiles.Photo(orientation);
        photo.AsSpan().IndexOf((byte[])[21, 0, 0, 0, 1, 0, 0, 0]).ShouldBeGreaterThan(0, "it did say where");
        var kept = Kept("image/jpeg", photo);
        ShouldTellNothing(kept);
        var exif = kept.AsSpan().IndexOf("Exif\0\0"u8);
        (exif < 0 ? (ushort)1 : Exif.Orientation(kept.AsSpan(exif + 6))).ShouldBe(orientation);
        kept.AsSpan().IndexOf("ICC_PROFILE"u8).ShouldBeGreaterThan(0, "bruises keep their colour");
        Kept("image/jpeg", kept).ShouldBe(kept, "nothing more to take away");
    }

    [Fact]
    public void Keeps_of_a_screen_shot_the_picture_and_which_way_up_it_is()
    {
        var kept = Kept("image/png", SampleFiles.ScreenShot());
        ShouldTellNothing(kept);
        Exif.Orientation(kept.AsSpan(kept.AsSpan().IndexOf("eXIf"u8) + 4)).ShouldBe((ushort)8);
        Kept("image/png", kept).ShouldBe(kept);
    }

    [Fact]
    public void Keeps_of_a_web_picture_the_picture_and_which_way_up_it_is()
    {
        var kept = Kept("image/webp", SampleFiles.WebPicture());
        ShouldTellNothing(kept);
        Exif.Orientation(kept.AsSpan(kept.AsSpan().IndexOf("EXIF"u8) + 8)).ShouldBe((ushort)3);
        kept[20].ShouldBe((byte)0x28, "profile and orientation");
        Kept("image/webp", kept).ShouldBe(kept);
    }

    [Fact]
    public void Keeps_of_a_recording_the_sound()
    {
        foreach (var (type, file) in new[] { ("audio/mpeg", SampleFiles.Song()), ("audio/mp4", SampleFiles.Memo()), ("audio/wav", SampleFiles.Recording()) })
        {
            var kept = Kept(type, file);
            ShouldTellNothing(kept);
            Kept(type, kept).ShouldBe(kept, type);
        }

        Kept("audio/ogg", SampleFiles.Voice()).ShouldBe(SampleFiles.Voice());
    }

    [Fact]
    public void Keeps_a_document_as_it_is()
    {
        foreach (var (type, file) in new[] { ("application/pdf", SampleFiles.Paper()), ("application/pdf", SampleFiles.PaperWithPacked("1 0 << /Type /Font >>")), (Word, SampleFiles.Letter()), ("text/plain", Encoding.UTF8.GetBytes("Tin nhắn: \"đừng kể với ai < 3\".\r\n")) })
            Kept(type, file).ShouldBe(file);
    }

    [Fact]
    public void Is_refused_when_it_is_something_else_than_it_says()
    {
        foreach (var type in AcceptedTypes.All)
        {
            foreach (var other in new[] { SampleFiles.Program(), "<!doctype html><script>alert(1)</script>"u8.ToArray(), "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), [.. "\u007fELF"u8, .. new byte[100]], [], new byte[200] })
                Refused(type.MediaType, other).ShouldBeOneOf("attachment-not-its-type", "attachment-holds-something-else");
            if (type.MediaType != "image/jpeg") Refused(type.MediaType, SampleFiles.Photo()).ShouldBe("attachment-not-its-type", type.MediaType);
        }
    }

    /// <summary>Cut anywhere, it is refused and nothing breaks.</summary>
    [Fact]
    public void Is_refused_when_it_is_cut_off()
    {
        foreach (var (type, file) in new[] { ("image/jpeg", SampleFiles.Photo()[..^60]), ("image/png", SampleFiles.ScreenShot()), ("image/webp", SampleFiles.WebPicture()), ("application/pdf", SampleFiles.Paper()), (Word, SampleFiles.Letter()), ("audio/mp4", SampleFiles.Memo()), ("audio/ogg", SampleFiles.Voice()) })
            for (var length = 0; length < file.Length - 50; length += 7) Refused(type, file[..length]).ShouldNotBeNull($"{type} after {length} of {file.Length}");
    }

    [Fact]
    public void Is_refused_with_another_file_in_it()
    {
        var archive = SampleFiles.Letter();
        Refused("image/jpeg", [.. SampleFiles.Photo(), .. archive]).ShouldBe("attachment-holds-something-else");
        Refused("image/png", [.. SampleFiles.ScreenShot(), .. archive]).ShouldBe("attachment-holds-something-else");
        Refused("image/webp", [.. SampleFiles.WebPicture(), .. "<script>"u8]).ShouldBe("attachment-holds-something-else");
        Refused("application/pdf", [.. SampleFiles.Paper(), .. archive]).ShouldBe("attachment-holds-something-else");
        Refused(Word, [.. archive, .. SampleFiles.Paper()]).ShouldBe("attachment-holds-something-else");
        Refused("audio/wav", [.. SampleFiles.Recording(), .. SampleFiles.Program()]).ShouldBe("attachment-holds-something-else");
        var photo = SampleFiles.Photo();
        Refused("image/jpeg", [.. photo[..2], .. SampleFiles.Segment(0xFE, "<?PHP system($_GET['c']);"u8.ToArray()), .. photo[2..]]).ShouldBe("attachment-holds-something-else");
    }

    [Fact]
    public void Is_refused_when_it_can_run_or_call_out()
    {
        foreach (var act in new[] { "/S /JavaScript /JS (app.alert\\(1\\))", "/S /Java#53cript /JS (x)", "/S /Launch /F (cmd.exe)", "/Type /EmbeddedFile" })
        {
            Refused("application/pdf", SampleFiles.Paper($"3 0 obj\n<< {act} >>\nendobj\n")).ShouldBe("attachment-can-run", act);
            Refused("application/pdf", SampleFiles.PaperWithPacked($"4 0 << {act} >>")).ShouldBe("attachment-can-run", act);
            Refused("application/pdf", SampleFiles.PaperWithPacked($"4 0 << {act} >>", type: "/Obj#53tm")).ShouldBe("attachment-can-run", act);
        }

        Refused(Word, SampleFiles.Letter(("word/vbaProject.bin", [1, 2, 3]))).ShouldBe("attachment-can-run");
        Refused(Word, SampleFiles.Letter(("[Content_Types].xml", "<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"u8.ToArray()))).ShouldBe("attachment-can-run");
        Refused(Word, SampleFiles.Letter(("word/embeddings/oleObject1.bin", [1]))).ShouldBe("attachment-can-run");
        Refused(Word, SampleFiles.Letter(("word/_rels/settings.xml.rels", "<Relationship Type='x/attachedTemplate' Target='http://a.invalid' TargetMode='External'/>"u8.ToArray()))).ShouldBe("attachment-can-run");
        Refused(Word, SampleFiles.Letter(("word/tool.exe", SampleFiles.Program()))).ShouldBe("attachment-holds-something-else");
        Refused(Word, SampleFiles.Letter(("../../evil.xml", [1]))).ShouldBe("attachment-not-its-type");
        Refused(Word, SampleFiles.Letter(("word/a.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a/>"u8.ToArray()))).ShouldBe("attachment-holds-something-else");
    }

    [Fact]
    public void Is_refused_when_it_is_locked() => Refused("application/pdf", SampleFiles.Paper("3 0 obj\n<< /Filter /Standard >>\nendobj\n% /Encrypt 3 0 R\n")).ShouldBe("attachment-locked");

    [Fact]
    public void Is_refused_when_it_unpacks_without_end()
    {
        var bomb = SampleFiles.Letter(("word/media/image1.png", new byte[120 * 1024 * 1024]));
        bomb.Length.ShouldBeLessThan(500_000);
        Refused(Word, bomb).ShouldBe("attachment-unpacks-too-large");
    }

    [Fact]
    public void Is_refused_when_its_sound_is_a_film() => Refused("audio/mp4", SampleFiles.Memo("vide")).ShouldBe("attachment-not-its-type");

    [Fact]
    public void Is_the_same_attachment_however_often_it_is_finished_and_gone_for_good_once_removed()
    {
        var (upload, content) = (A.Id(77), CheckedFile.Of([1], [2]));
        var form = new UploadForm("tay.jpg", "image/jpeg", 1, AttachmentKind.Photo);
        var owner = new UploadOwner(A.CaseId, A.SocialWorker.UserId, IsReporter: false);
        Decision Finish(CaseFile file) => Uploading.Decide(file, upload, form, content, owner);
        var spec = Spec.Given(A.Report()).When(Finish).Then(typeof(AttachmentAdded)).When(Finish).Then();
        spec.File.Attachments.ShouldHaveSingleItem().Event.Label!.FileName.ShouldBe("tay.jpg");
        spec.When(file => RemoveAttachment.Decide(file, 1, "Nhầm trẻ.")).Then(typeof(AttachmentRemoved));
        spec.File.Attachments.ShouldHaveSingleItem().Removal!.Reason.ShouldBe("Nhầm trẻ.");
        RemoveAttachment.Decide(spec.File, 1, "Lại.").Refusal!.Rule.Code.ShouldBe("attachment-removed");
    }

    [Fact]
    public void Of_a_reporter_is_one_of_five_and_a_voice_is_restricted()
    {
        var owner = new UploadOwner(A.CaseId, null, IsReporter: true);
        var spec = Spec.Given(A.Report());
        for (var i = 0; i < 5; i++)
        {
            var upload = A.Id(80 + i);
            spec.When(file => Uploading.Decide(file, upload, new UploadForm("ghi-am.wav", "audio/wav", 1, AttachmentKind.Audio), CheckedFile.Of([1], [1]), owner)).Then(typeof(AttachmentAdded));
        }

        spec.File.Attachments.ShouldAllBe(a => a.Event.Restricted && a.Event.Label == null);
        Uploading.Decide(spec.File, A.Id(90), new UploadForm("a.jpg", "image/jpeg", 1, AttachmentKind.Photo), CheckedFile.Of([1], [1]), owner).Refusal!.Rule.Code.ShouldBe("too-many-attachments");
    }
}
