using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.Cases.ReadingCases;

namespace ProtectionPlatform.Cases.Transferring;

internal enum TransferCause
{
    ChildChangesSchool,
    FamilyMoves,
    OtherBodyCompetent,
}

/// <summary>On what ground the file goes on.</summary>
internal enum TransferBasis
{
    /// <summary>The duty to protect the child does not end at the school gate (Law on Children, Articles 51 and 53).</summary>
    ProtectionDuty,

    /// <summary>The child (from 7) and its representative agreed.</summary>
    Consent,
}

/// <summary>What of the file may go on. Informant, shelter and counselling notes never do.</summary>
internal enum TransferPart
{
    Report,
    Assessments,
    Meetings,
    Plans,
    Reviews,
    Separations,
    JusticeEvents,
    Goals,
}

internal enum TransferStatus
{
    Proposed,
    Accepted,
    Declined,
    Withdrawn,
}

/// <summary>The file is offered to another school or body.</summary>
/// <param name="ToSchoolId">Null for a body that does not work with the platform: its acceptance is mirrored from paper.</param>
/// <param name="Consent">Who agreed, when, and where that is kept.</param>
internal sealed record TransferProposed(
    Guid TransferId, int Number, Guid? ToSchoolId, [Personal] string ToName, TransferCause Cause, [Personal] string Reason, IReadOnlyList<TransferPart> Parts, TransferBasis Basis, [Personal(Whose.Others)] string? Consent);

internal sealed record TransferWithdrawn(Guid TransferId, [Personal] string Reason);

internal sealed record TransferDeclined(Guid TransferId, [Personal] string Reason);

/// <summary>The receiver takes the child's case over; this file ends here.</summary>
/// <param name="ReceivedBy">Who took it over.</param>
/// <param name="NewCaseId">The file opened at the receiving school; null when it does not work with the platform.</param>
/// <param name="CopySha256">Digest of the copy that was handed over, lower-case hex.</param>
internal sealed record TransferAccepted(Guid TransferId, [Personal(Whose.Others)] string ReceivedBy, Guid? NewCaseId, string? NewReference, string CopySha256, Guid? FromSchoolId, string FromSchool);

/// <summary>First thing on the receiver's file: where it comes from, and the copy it was given.</summary>
/// <param name="FromVersion">Version of the other file that was copied.</param>
/// <param name="Copy">A <see cref="TransferCopy"/> as JSON; its SHA-256 is <paramref name="CopySha256"/> and stands in the other file as well.</param>
internal sealed record TransferReceived(
    Guid TransferId, Guid FromCaseId, string FromReference, Guid? FromSchoolId, string FromSchool, long FromVersion, IReadOnlyList<TransferPart> Parts, [Personal] string Copy, string CopySha256);

/// <summary>A transfer as the file that is left tells it.</summary>
internal sealed record TransferRecord(TransferProposed Event, PersonRef By, DateTimeOffset At, TransferStatus Status = TransferStatus.Proposed)
{
    public string? Answer { get; init; }
    public PersonRef? AnsweredBy { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public TransferAccepted? Acceptance { get; init; }
}

/// <summary>What is handed over: the chosen parts as they stood, as pages show them.</summary>
internal sealed record TransferCopy(
    string Reference, DateTimeOffset OpenedAt, IReadOnlyList<Track> Tracks, RiskLevel? RiskLevel, ChildDetails? Child, CaseView.ReportView? Report,
    IReadOnlyList<CaseView.AssessmentView>? Assessments, IReadOnlyList<CaseView.EmergencyView>? EmergencyMeasures, IReadOnlyList<CaseView.MeetingView>? NeedsMeetings,
    IReadOnlyList<CaseView.PlanView>? Plans, IReadOnlyList<CaseView.ReviewView>? Reviews, IReadOnlyList<CaseView.SeparationView>? Separations,
    IReadOnlyList<CaseView.JusticeView>? JusticeEvents, IReadOnlyList<CaseView.GoalView>? PupilGoals)
{
    /// <summary>Nothing remains of it once the child's data are erased.</summary>
    public static TransferCopy? Read(string? text) => string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize<TransferCopy>(text, EventTypes.Json);

    /// <summary>The copy as text, always the same for the same file.</summary>
    public static (string Text, string Sha256) Of(CaseFile file, IReadOnlyList<TransferPart> parts)
    {
        var view = CaseView.Of(file, file.Version, _ => null, file.OpenedAt);
        T? If<T>(TransferPart part, T value) where T : class => parts.Contains(part) ? value : null;
        var copy = new TransferCopy(view.Reference, view.OpenedAt, view.Tracks, view.RiskLevel, view.Report.Child, If(TransferPart.Report, view.Report), If(TransferPart.Assessments, view.Assessments),
            If(TransferPart.Assessments, view.EmergencyMeasures), If(TransferPart.Meetings, view.NeedsMeetings), If(TransferPart.Plans, view.Plans), If(TransferPart.Reviews, view.Reviews),
            If(TransferPart.Separations, view.Separations), If(TransferPart.JusticeEvents, view.JusticeEvents), If(TransferPart.Goals, view.PupilGoals));
        var text = JsonSerializer.Serialize(copy, EventTypes.Json);
        return (text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }
}

/// <summary>Rows by which the receiving school finds what is offered to it.</summary>
internal static class TransferRows
{
    public static InlineWrite Offer(Guid transferId, Guid caseId, Guid? toSchoolId) => async (connection, transaction, _, ct) =>
    {
        await using var command = new NpgsqlCommand("insert into cases.transfers (transfer_id, case_id, to_school_id) values ($1, $2, $3)", connection, transaction);
        command.Parameters.Add(new() { Value = transferId });
        command.Parameters.Add(new() { Value = caseId });
        command.Parameters.Add(new() { Value = toSchoolId ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        await command.ExecuteNonQueryAsync(ct);
    };

    public static InlineWrite Settle(Guid caseId) => async (connection, transaction, _, ct) =>
    {
        await using var command = new NpgsqlCommand("update cases.transfers set settled = true where case_id = $1 and not settled", connection, transaction);
        command.Parameters.Add(new() { Value = caseId });
        await command.ExecuteNonQueryAsync(ct);
    };
}
