using Dapper;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Attachments;

/// <summary>The bytes of attachments: rows beside the record, sealed under the child's key, written and taken away in the transaction of the event that tells of it.</summary>
internal sealed class AttachmentContent(ModuleDatabase<CasesModule> database, PersonalData personal)
{
    private const int PieceLength = 1024 * 1024;

    /// <exception cref="ProblemException">The child's data are erased.</exception>
    public async Task<InlineWrite> Write(Guid caseId, Guid attachmentId, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        Func<string, ReadOnlyMemory<byte>, byte[]> seal;
        try
        {
            seal = await personal.SealerOfBytes(caseId, Whose.Child, ct);
        }
        catch (PersonErasedException)
        {
            throw new ProblemException(Problems.PersonErased);
        }

        return async (connection, transaction, _, cancelled) =>
        {
            for (var (piece, at) = (0, 0); at < bytes.Length; piece++, at += PieceLength)
                await connection.ExecuteAsync(new CommandDefinition("insert into cases.attachment_pieces (case_id, attachment_id, piece, sealed) values (@caseId, @attachmentId, @piece, @text)",
                    new { caseId, attachmentId, piece, text = seal(PlaceOf(attachmentId, piece), bytes.Slice(at, Math.Min(PieceLength, bytes.Length - at))) }, transaction, cancellationToken: cancelled));
            await connection.ExecuteAsync(new CommandDefinition("delete from cases.uploads where upload_id = @attachmentId", new { attachmentId }, transaction, cancellationToken: cancelled));
        };
    }

    /// <summary>Everything of an attachment; null when it is not there any more, or its key is destroyed.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The rows were changed.</exception>
    public async Task<byte[]?> Read(Guid caseId, Guid attachmentId, CancellationToken ct)
    {
        if (await personal.OpenerOfBytes(caseId, Whose.Child, ct) is not { } open) return null;
        await using var connection = await database.Open(ct);
        var pieces = (await connection.QueryAsync<(int Piece, byte[] Sealed)>(new CommandDefinition(
            "select piece, sealed from cases.attachment_pieces where attachment_id = @attachmentId and case_id = @caseId order by piece", new { caseId, attachmentId }, cancellationToken: ct))).ToList();
        if (pieces.Count == 0) return null;
        using var bytes = new MemoryStream(pieces.Sum(piece => piece.Sealed.Length));
        foreach (var (piece, text) in pieces) bytes.Write(open(PlaceOf(attachmentId, piece), text));
        return bytes.ToArray();
    }

    public static InlineWrite Remove(Guid attachmentId) => async (connection, transaction, _, ct) =>
        await connection.ExecuteAsync(new CommandDefinition("delete from cases.attachment_pieces where attachment_id = @attachmentId", new { attachmentId }, transaction, cancellationToken: ct));

    private static string PlaceOf(Guid attachmentId, int piece) => $"cases.attachment_pieces/{attachmentId}/{piece}";
}
