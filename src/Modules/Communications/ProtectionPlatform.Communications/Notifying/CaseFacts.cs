using ProtectionPlatform.BuildingBlocks.Messaging;

namespace ProtectionPlatform.Communications.Notifying;

/// <summary>What this module remembers of a case.</summary>
internal sealed record CaseFacts(string? Reference, Guid? SchoolId, Guid? AssigneeId)
{
    /// <summary>Keeps what a message says and leaves the rest; an older message changes nothing.</summary>
    public static Task Keep(MessageContext context, Guid caseId, string? reference = null, Guid? schoolId = null, Guid? assigneeId = null) =>
        context.Execute("""
            insert into communications.case_facts as known (case_id, reference, school_id, assignee_id, last_seq)
            values (@caseId, @reference, @schoolId, @assigneeId, @Sequence)
            on conflict (case_id) do update set
              reference = coalesce(excluded.reference, known.reference), school_id = coalesce(excluded.school_id, known.school_id),
              assignee_id = coalesce(excluded.assignee_id, known.assignee_id), last_seq = excluded.last_seq
            where known.last_seq < excluded.last_seq
            """, new { caseId, reference, schoolId, assigneeId, context.Sequence });

    public static Task PutBack(MessageContext context, Guid caseId, Guid? assigneeId) =>
        context.Execute("update communications.case_facts set assignee_id = @assigneeId, last_seq = @Sequence where case_id = @caseId and last_seq < @Sequence", new { caseId, assigneeId, context.Sequence });

    public static async Task<CaseFacts> Of(MessageContext context, Guid caseId) =>
        (await context.Query<CaseFacts>("select reference, school_id as SchoolId, assignee_id as AssigneeId from communications.case_facts where case_id = @caseId", new { caseId }))
        .SingleOrDefault() ?? new CaseFacts(null, null, null);
}
