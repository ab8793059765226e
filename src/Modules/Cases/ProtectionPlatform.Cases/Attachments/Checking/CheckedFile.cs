using System.Security.Cryptography;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Attachments.Checking;

/// <summary>A file that was checked and may be kept.</summary>
/// <param name="Bytes">What is kept: of images and recordings without their metadata.</param>
internal sealed record CheckedFile(ReadOnlyMemory<byte> Bytes, string Sha256, string UploadedSha256)
{
    public static CheckedFile Of(byte[] uploaded, byte[] kept) => new(kept, Convert.ToHexStringLower(SHA256.HashData(kept)), Convert.ToHexStringLower(SHA256.HashData(uploaded)));
}

/// <summary>A file is not what it says, or holds what is not kept.</summary>
internal sealed class RefusedFileException(Rule rule) : Exception(rule.Code)
{
    public Rule Rule => rule;
}

/// <summary>A type of file that is taken.</summary>
/// <param name="Name">As people say it.</param>
/// <param name="Clean">Checks the whole structure and gives back what is kept.</param>
internal sealed record AcceptedType(string MediaType, string Extension, string Name, IReadOnlyList<AttachmentKind> Kinds, Func<byte[], byte[]> Clean);

/// <summary>
/// What files are taken, and the check of each. A check reads the whole structure of its format, by the declared type and nothing else: what merely begins right is refused.
/// </summary>
internal static class AcceptedTypes
{
    private static readonly AttachmentKind[] picture = [AttachmentKind.Photo, AttachmentKind.Document], document = [AttachmentKind.Document], audio = [AttachmentKind.Audio];

    public static IReadOnlyList<AcceptedType> All { get; } =
    [
        new("image/jpeg", "jpg", "JPEG", picture, Jpeg.Clean),
        new("image/png", "png", "PNG", picture, Png.Clean),
        new("image/webp", "webp", "WebP", picture, WebP.Clean),
        new("application/pdf", "pdf", "PDF", document, Pdf.Check),
        new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "DOCX", document, Docx.Check),
        new("text/plain", "txt", "TXT", document, PlainText.Check),
        new("audio/mpeg", "mp3", "MP3", audio, Mp3.Clean),
        new("audio/mp4", "m4a", "M4A", audio, M4a.Clean),
        new("audio/ogg", "ogg", "OGG", audio, Ogg.Check),
        new("audio/wav", "wav", "WAV", audio, Wav.Clean),
    ];

    public static AcceptedType? Find(string mediaType) => All.FirstOrDefault(type => type.MediaType == mediaType);

    /// <returns>What is kept, or why it is not.</returns>
    public static (CheckedFile? File, Refusal? Refusal) Check(AcceptedType type, byte[] uploaded)
    {
        try
        {
            return (CheckedFile.Of(uploaded, type.Clean(uploaded)), null);
        }
        catch (RefusedFileException refused)
        {
            return (null, new Refusal(refused.Rule, [type.Name]));
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or OverflowException or InvalidDataException or EndOfStreamException)
        {
            // It ends, or points, where its own lengths say it does not.
            return (null, new Refusal(AttachmentRules.NotItsType, [type.Name]));
        }
    }
}

/// <summary>Marks of other formats, for what stands where nothing of the file's own format belongs.</summary>
internal static class OtherFormats
{
    private static readonly byte[][] marks =
    [
        [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06], "%PDF-"u8.ToArray(), [0x7F, (byte)'E', (byte)'L', (byte)'F'], "Rar!\u001a"u8.ToArray(), [0x37, 0x7A, 0xBC, 0xAF],
        "This program cannot be run"u8.ToArray(),
    ];

    private static readonly byte[][] markup = ["<script"u8.ToArray(), "<html"u8.ToArray(), "<!doctype"u8.ToArray(), "<svg"u8.ToArray(), "<?php"u8.ToArray(), "<iframe"u8.ToArray()];

    /// <summary>What is cut away must not be another file: then somebody meant it to be found.</summary>
    /// <exception cref="RefusedFileException">It is.</exception>
    public static void RefuseIn(ReadOnlySpan<byte> bytes)
    {
        foreach (var mark in marks)
            if (bytes.IndexOf(mark) >= 0) throw new RefusedFileException(AttachmentRules.HoldsSomethingElse);
        if (bytes.IndexOf((byte)'<') < 0) return;
        var lower = new byte[bytes.Length];
        for (var i = 0; i < lower.Length; i++) lower[i] = bytes[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(bytes[i] + 32) : bytes[i];
        foreach (var mark in markup)
            if (lower.AsSpan().IndexOf(mark) >= 0) throw new RefusedFileException(AttachmentRules.HoldsSomethingElse);
    }

    public static void Require(bool isSo)
    {
        if (!isSo) throw new RefusedFileException(AttachmentRules.NotItsType);
    }

    /// <summary>A picture no browser would choke on.</summary>
    public static void RequireSize(long width, long height) => Require(width is > 0 and <= 32_000 && height is > 0 and <= 32_000 && width * height <= 200_000_000);
}
