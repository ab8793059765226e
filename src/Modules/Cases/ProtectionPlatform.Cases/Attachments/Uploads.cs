using Dapper;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Attachments;

/// <summary>What is said of a file before its bytes come.</summary>
/// <param name="MediaType">As declared; the content is checked against it.</param>
/// <param name="Size">Bytes, at most 20 MB.</param>
/// <param name="TakenAt">When it was taken or recorded.</param>
/// <param name="Restricted">To be opened with the second permission and a reason only.</param>
internal sealed record UploadForm(string FileName, string MediaType, long Size, AttachmentKind Kind, string? Caption = null, DateTimeOffset? TakenAt = null, bool Restricted = false);

/// <summary>Whose upload it is. Of a reporter no account is kept.</summary>
internal sealed record UploadOwner(Guid CaseId, Guid? PersonId, bool IsReporter);

/// <summary>How far an upload came.</summary>
/// <param name="Received">Bytes that are here; the next piece begins there.</param>
/// <param name="PieceBytes">Largest piece that is taken.</param>
internal sealed record UploadState(Guid UploadId, long Size, long Received, int PieceBytes, DateTimeOffset ExpiresAt);

/// <summary>
/// Unfinished uploads, in the database from their first byte: a lost connection or another host only asks how far it came. Sealed like what is kept.
/// </summary>
internal sealed class Uploads(ModuleDatabase<CasesModule> database, PersonalData personal, TimeProvider clock)
{
    private const string Mine = "upload_id = @uploadId and case_id = @CaseId and by_reporter = @IsReporter and started_by is not distinct from @PersonId and expires_at > @now";

    private static AttachmentLimits Limits => AttachmentLimits.Initial;

    public async Task<UploadState> Start(UploadOwner owner, UploadForm form, CancellationToken ct)
    {
        var (id, expires) = (clock.NewId(), clock.Now().AddHours(Limits.UploadHours));
        var said = await personal.Seal(owner.CaseId, Whose.Child, $"cases.uploads/{id}", form, ct) ?? throw new ProblemException(Problems.PersonErased);
        await using var connection = await database.Open(ct);
        // Who begins one more than may lie open has given the oldest up.
        await connection.ExecuteAsync(new CommandDefinition("""
            delete from cases.uploads where upload_id in (select upload_id from cases.uploads
              where case_id = @CaseId and by_reporter = @IsReporter and started_by is not distinct from @PersonId order by expires_at desc, upload_id desc offset @others)
            """, new { owner.CaseId, owner.IsReporter, owner.PersonId, others = (owner.IsReporter ? Limits.PerReport : Limits.OpenUploads) - 1 }, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(
            "insert into cases.uploads (upload_id, case_id, by_reporter, started_by, form, size, expires_at) values (@id, @CaseId, @IsReporter, @PersonId, @said, @Size, @expires)",
            new { id, owner.CaseId, owner.IsReporter, owner.PersonId, said, form.Size, expires }, cancellationToken: ct));
        return new UploadState(id, form.Size, 0, Limits.PieceBytes, expires);
    }

    /// <exception cref="ProblemException">404.</exception>
    public async Task<UploadState> State(UploadOwner owner, Guid uploadId, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return (await connection.QueryAsync<(long Size, long Received, DateTime Expires)>(new CommandDefinition($"select size, received, expires_at from cases.uploads where {Mine}", Key(owner, uploadId), cancellationToken: ct)))
            .Select(row => new UploadState(uploadId, row.Size, row.Received, Limits.PieceBytes, new DateTimeOffset(row.Expires, TimeSpan.Zero)))
            .SingleOrDefault() ?? throw new ProblemException(AttachmentRules.NoSuchUpload);
    }

    /// <summary>Takes the piece that begins where the last one ended. One that is here already is not taken twice.</summary>
    public async Task<UploadState> Take(UploadOwner owner, Guid uploadId, long from, byte[] piece, CancellationToken ct)
    {
        Func<string, ReadOnlyMemory<byte>, byte[]> seal;
        try
        {
            seal = await personal.SealerOfBytes(owner.CaseId, Whose.Child, ct);
        }
        catch (PersonErasedException)
        {
            throw new ProblemException(Problems.PersonErased);
        }

        await using var connection = await database.Open(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var (size, received) = await connection.QuerySingleOrDefaultAsync<(long, long)>(new CommandDefinition($"select size, received from cases.uploads where {Mine} for update", Key(owner, uploadId), transaction, cancellationToken: ct));
        if (size == 0) throw new ProblemException(AttachmentRules.NoSuchUpload);
        var to = from + piece.Length;
        if (from > received || to > size) throw new ProblemException(AttachmentRules.PieceOutOfPlace, null, received);
        if (to > received)
        {
            var fresh = piece.AsMemory((int)(received - from));
            await connection.ExecuteAsync(new CommandDefinition("insert into cases.upload_pieces (upload_id, place, sealed) values (@uploadId, @received, @bytes)",
                new { uploadId, received, bytes = seal(PlaceOf(uploadId, received), fresh) }, transaction, cancellationToken: ct));
            await connection.ExecuteAsync(new CommandDefinition("update cases.uploads set received = @to where upload_id = @uploadId", new { uploadId, to }, transaction, cancellationToken: ct));
        }

        await transaction.CommitAsync(ct);
        return await State(owner, uploadId, ct);
    }

    /// <summary>What was said and all bytes so far, as of one moment; null when there is no such upload.</summary>
    public async Task<(UploadForm Form, byte[] Bytes)?> Read(UploadOwner owner, Guid uploadId, CancellationToken ct)
    {
        if (await personal.OpenerOfBytes(owner.CaseId, Whose.Child, ct) is not { } open) throw new ProblemException(Problems.PersonErased);
        await using var connection = await database.Open(ct);
        var rows = (await connection.QueryAsync<(string Form, long? Place, byte[]? Sealed)>(new CommandDefinition(
            $"select u.form, p.place, p.sealed from (select * from cases.uploads where {Mine}) u left join cases.upload_pieces p on p.upload_id = u.upload_id order by p.place",
            Key(owner, uploadId), cancellationToken: ct))).ToList();
        if (rows.Count == 0) return null;
        var form = PersonalData.Reveal<UploadForm>(await personal.ReaderOf([owner.CaseId], Whose.Child, ct), owner.CaseId, Whose.Child, $"cases.uploads/{uploadId}", rows[0].Form)!;
        using var bytes = new MemoryStream((int)form.Size);
        foreach (var (_, place, text) in rows)
            if (place is { } at) bytes.Write(open(PlaceOf(uploadId, at), text!));
        return (form, bytes.ToArray());
    }

    public async Task Drop(Guid uploadId, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await connection.ExecuteAsync(new CommandDefinition("delete from cases.uploads where upload_id = @uploadId", new { uploadId }, cancellationToken: ct));
    }

    /// <returns>How many were past their time.</returns>
    public async Task<int> DropExpired(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.ExecuteAsync(new CommandDefinition("delete from cases.uploads where expires_at <= @now", new { now = clock.Now() }, cancellationToken: ct));
    }

    private object Key(UploadOwner owner, Guid uploadId) => new { uploadId, owner.CaseId, owner.IsReporter, owner.PersonId, now = clock.Now() };

    private static string PlaceOf(Guid uploadId, long place) => $"cases.upload_pieces/{uploadId}/{place}";
}
