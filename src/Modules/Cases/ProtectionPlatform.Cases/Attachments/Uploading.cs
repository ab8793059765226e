using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Attachments.Checking;

namespace ProtectionPlatform.Cases.Attachments;

/// <summary>Answer to a finished upload.</summary>
/// <param name="Sha256">Of what is kept.</param>
/// <param name="UploadedSha256">Of what was sent; differs where metadata were taken out.</param>
internal sealed record AddedAnswer(Guid Id, long Version, long Position, int Number, string MediaType, long Size, string Sha256, string UploadedSha256) : Changed(Id, Version, Position);

/// <summary>The steps of an upload, the same for who works with a case and for who reported it; they differ in who may.</summary>
internal sealed class Uploading(Uploads uploads, AttachmentContent content, Streams<CaseFile> cases)
{
    /// <summary>A finished file is in memory several times over: not many at once.</summary>
    private static readonly SemaphoreSlim finishing = new(2);

    internal sealed class Validator : AbstractValidator<UploadForm>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(f => f.FileName).Words(255);
            RuleFor(f => f.MediaType).Words(100);
            RuleFor(f => f.Size).GreaterThan(0).Says("Tệp trống.", "The file is empty.");
            RuleFor(f => f.Caption).Words(2_000);
            RuleFor(f => f.TakenAt).HasHappened(clock);
        }
    }

    public async Task<UploadState> Start(CaseFile file, UploadOwner owner, UploadForm form, CancellationToken ct)
    {
        if (Refusal(file, form, owner) is { } refusal) throw new ProblemException(refusal.Rule, null, [.. refusal.Facts]);
        return await uploads.Start(owner, form, ct);
    }

    public Task<UploadState> State(UploadOwner owner, Guid uploadId, CancellationToken ct) => uploads.State(owner, uploadId, ct);

    /// <summary>The bytes of the body, at the place the header Content-Range says.</summary>
    public async Task<UploadState> Take(UploadOwner owner, Guid uploadId, HttpContext http, CancellationToken ct)
    {
        if (!ContentRangeHeaderValue.TryParse(http.Request.Headers.ContentRange.ToString(), out var range) || range is not { Unit.Value: "bytes", From: { } from, To: { } to }) throw NoRange(http);
        var piece = await RequestBody.Read(http, AttachmentLimits.Initial.PieceBytes);
        if (piece.Length != to - from + 1) throw NoRange(http);
        return await uploads.Take(owner, uploadId, from, piece, ct);
    }

    /// <param name="isVisible">Whether the caller may know of the case and add to it, as it stands when it is recorded.</param>
    /// <param name="unnamed">The caller is an informant who is not named.</param>
    public async Task<Outcome> Finish(UploadOwner owner, Guid uploadId, Func<CaseFile, bool> isVisible, bool unnamed, CancellationToken ct)
    {
        await finishing.WaitAsync(ct);
        try
        {
            var upload = await uploads.Read(owner, uploadId, ct);
            // The other request may have finished it since.
            if (upload is not var (form, bytes))
                return await cases.Change(owner.CaseId, version: null, isVisible, file => Finished(file, uploadId, owner) ?? Decision.Refuse(AttachmentRules.NoSuchUpload), ct);
            if (bytes.Length < form.Size) return Outcome.Refused(new(AttachmentRules.NotWhole, [bytes.Length, form.Size]), new Dictionary<string, object?> { ["received"] = bytes.Length });

            var (checkedFile, refusal) = AcceptedTypes.Check(AcceptedTypes.Find(form.MediaType)!, bytes);
            if (checkedFile is null)
            {
                await uploads.Drop(uploadId, ct);
                return Outcome.Refused(refusal!);
            }

            var write = await content.Write(owner.CaseId, uploadId, checkedFile.Bytes, ct);
            return await cases.Change(owner.CaseId, version: null, isVisible, file => Decide(file, uploadId, form, checkedFile, owner, unnamed), ct, write);
        }
        finally
        {
            finishing.Release();
        }
    }

    internal static Decision Decide(CaseFile file, Guid uploadId, UploadForm form, CheckedFile content, UploadOwner owner, bool unnamed = false)
    {
        if (Finished(file, uploadId, owner) is { } finished) return finished;
        if (Refusal(file, form, owner) is { } refusal) return Decision.Refuse(refusal.Rule, [.. refusal.Facts]);
        // A voice tells who the reporter is.
        var restricted = form.Restricted || (owner.IsReporter && form.Kind == AttachmentKind.Audio);
        var label = new AttachmentLabel(form.FileName, form.Caption, form.TakenAt);
        var added = new AttachmentAdded(file.Attachments.Count + 1, uploadId, form.Kind, form.MediaType, content.Bytes.Length, content.Sha256, content.UploadedSha256, restricted, owner.IsReporter,
            restricted ? null : label, restricted ? label : null);
        return Answer(Decision.Record(added).AsInformant(unnamed), file, added, owner);
    }

    /// <summary>The same upload finished before: the same attachment, nothing recorded.</summary>
    private static Decision? Finished(CaseFile file, Guid uploadId, UploadOwner owner) =>
        file.Attachments.Find(a => a.Event.AttachmentId == uploadId && a.Event.FromReporter == owner.IsReporter) is { } there ? Answer(Decision.Record(), file, there.Event, owner) : null;

    private static Decision Answer(Decision decision, CaseFile file, AttachmentAdded added, UploadOwner owner) => decision
        .Creating(owner.IsReporter ? $"/api/v1/cases/reports/{file.Reference}" : $"/api/v1/cases/{file.Id}/attachments/{added.Number}")
        .Answering(c => new AddedAnswer(owner.IsReporter ? file.Report.ReportId : c.Id, c.Version, c.Position, added.Number, added.MediaType, added.Size, added.Sha256, added.UploadedSha256));

    /// <summary>Why such a file cannot be added, as far as its form tells.</summary>
    private static Refusal? Refusal(CaseFile file, UploadForm form, UploadOwner owner)
    {
        var limits = AttachmentLimits.Initial;
        if (form.MediaType is "image/heic" or "image/heif") return new(AttachmentRules.HeicNotAccepted, []);
        if (AcceptedTypes.Find(form.MediaType) is not { } type || !type.Kinds.Contains(form.Kind)) return new(AttachmentRules.TypeNotAccepted, [form.MediaType]);
        if (form.Size > limits.LargestBytes) return new(AttachmentRules.TooLarge, [limits.LargestBytes / (1024 * 1024)]);
        if (file.State == CaseState.Transferred) return new(CaseRules.StateForbids, [file.State]);
        if (file.Erasures.Any(e => e is { Scope: ErasureScope.Everybody, Agreed: true })) return new(Problems.PersonErased, []);
        if (owner.IsReporter && file.Attachments.Count(a => a.Event.FromReporter) >= limits.PerReport) return new(AttachmentRules.TooMany, [limits.PerReport]);
        return file.Attachments.Count >= limits.PerCase ? new(AttachmentRules.TooMany, [limits.PerCase]) : null;
    }

    private static ProblemException NoRange(HttpContext http) => new(Problems.InvalidRequest, new Dictionary<string, string[]>
    {
        ["Content-Range"] = [Language.IsVietnamese(http) ? "Phải như bytes 0-1048575/5000000, đúng với số byte gửi kèm." : "Must be such as bytes 0-1048575/5000000, and fit the bytes that come with it."],
    });
}
