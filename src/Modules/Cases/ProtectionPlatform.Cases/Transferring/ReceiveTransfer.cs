using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.Transferring;

/// <summary>Opens the file of the receiving school once it has accepted. Its clocks are its own: the first review is due soon, and everything else follows from its steps.</summary>
internal static class ReceiveTransfer
{
    public const string Name = "cases.transfers";

    public static async Task On(TransferAccepted accepted, MessageContext context)
    {
        if (accepted.NewCaseId is not { } newCaseId) return;
        var source = context.Source;
        var file = (await context.Fold<CaseFile>(source.StreamId, source.Version - 1))!;
        var transfer = file.Transfers.Single(t => t.Event.TransferId == accepted.TransferId).Event;
        await context.Execute("insert into cases.report_references (reference, case_id) values (@NewReference, @newCaseId) on conflict do nothing", new { accepted.NewReference, newCaseId });
        context.Append<CaseFile>(newCaseId, already => already is null ? Decision.Record(Opening(file, transfer, accepted, source)) : Decision.Record());
    }

    internal static object[] Opening(CaseFile file, TransferProposed transfer, TransferAccepted accepted, RecordedEvent source)
    {
        var school = transfer.ToSchoolId!.Value;
        var receiver = new PersonRef(source.ActorId, source.ActorName);
        var old = file.Report.Report;
        var form = new ReportForm(ReportChannel.ThroughPerson, transfer.Parts.Contains(TransferPart.Report) ? old.WhatHappened : $"Ca chuyển đến từ {accepted.FromSchool}.", source.RecordedAt, old.OccurredAt, school,
            ConcernKind: old.ConcernKind, IncidentTypes: old.IncidentTypes, Child: old.Child is null ? null : old.Child with { ClassName = null });
        var (copy, digest) = TransferCopy.Of(file, transfer.Parts);
        return
        [
            new ConcernReported(accepted.TransferId, accepted.NewReference!, null, form, school, Anonymous: false, receiver),
            new TransferReceived(accepted.TransferId, file.Id, file.Reference, accepted.FromSchoolId, accepted.FromSchool, file.Version, transfer.Parts, copy, digest),
            new CaseTriaged([.. file.Tracks], transfer.Reason),
            DeadlineRules.Initial.Start(accepted.NewCaseId!.Value, DeadlineCodes.Review, 1, source.RecordedAt, source.RecordedAt, RiskLevel.High,
                new CaseClockFacts(accepted.NewReference!, school, null, [])),
        ];
    }
}
