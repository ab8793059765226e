using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.Cases.Contracts;

namespace ProtectionPlatform.Privacy.KnowingCases;

// What this module keeps of cases: what people call them, whose they are, and whether they are under legal hold.

public static class ConcernReportedHandler
{
    public static Task Handle(ConcernReported message, MessageContext context) => KnownCases.Note(context, message.CaseId, message.Reference, message.SchoolId);
}

public static class CaseSchoolSetHandler
{
    public static Task Handle(CaseSchoolSet message, MessageContext context) => KnownCases.Note(context, message.CaseId, null, message.SchoolId);
}

public static class LegalHoldSetHandler
{
    public static Task Handle(LegalHoldSet message, MessageContext context) => KnownCases.Hold(context, message.CaseId, held: true);
}

public static class LegalHoldLiftedHandler
{
    public static Task Handle(LegalHoldLifted message, MessageContext context) => KnownCases.Hold(context, message.CaseId, held: false);
}

/// <summary>What the registers hold of people in a case goes with the case's own data. A request about other cases as well stays.</summary>
public static class PersonalDataErasedHandler
{
    public static async Task Handle(PersonalDataErased message, MessageContext context)
    {
        if (!message.Everybody) return;
        foreach (var id in await context.Query<Guid>("""
            select id from registers.consent_files_v1 where case_id = @CaseId
            union select id from registers.requests_v1 where case_ids = array[@CaseId]
            """, new { message.CaseId }))
            await context.Personal.Erase(id, [Whose.Child, Whose.Applicant], context.Cancelled);
    }
}

/// <param name="SchoolId">Null while the report belongs to no school.</param>
internal sealed record KnownCase(Guid Id, string Reference, Guid? SchoolId, bool Held);

/// <summary>The module's own copy. A case the caller is excluded from is not known to it.</summary>
internal sealed class KnownCases(ModuleDatabase<RegistersModule> database, Hidden hidden)
{
    public Task<IReadOnlyList<KnownCase>> ByReference(IEnumerable<string> references, CancellationToken ct) =>
        Read("reference = any (@wanted)", references.Select(r => r.Trim().ToUpperInvariant()).ToArray(), ct);

    public Task<IReadOnlyList<KnownCase>> ById(IEnumerable<Guid> ids, CancellationToken ct) => Read("case_id = any (@wanted)", ids.ToArray(), ct);

    /// <summary>Whether the caller is excluded from none of these cases.</summary>
    public async Task<bool> MaySee(IEnumerable<Guid> cases, CancellationToken ct) => !cases.Intersect(await hidden.Cases(ct)).Any();

    private async Task<IReadOnlyList<KnownCase>> Read(string which, object wanted, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"select case_id, coalesce(reference, ''), school_id, held from registers.cases_v1 where {which} and case_id <> all (@hidden) order by reference");
        command.Parameters.AddWithValue("wanted", wanted);
        command.Parameters.AddWithValue("hidden", await hidden.Cases(ct));
        var found = new List<KnownCase>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) found.Add(new KnownCase(row.GetGuid(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetGuid(2), row.GetBoolean(3)));
        return found;
    }

    internal static Task Hold(MessageContext context, Guid caseId, bool held) => context.Execute(
        "update registers.cases_v1 set held = @held, last_seq = @Sequence where case_id = @caseId and last_seq < @Sequence", new { held, context.Sequence, caseId });

    /// <summary>Writes what a message tells; what it does not tell stays.</summary>
    internal static Task Note(MessageContext context, Guid caseId, string? reference, Guid? schoolId) => context.Execute(
        """
        insert into registers.cases_v1 as c (case_id, reference, school_id, last_seq) values (@caseId, @reference, @schoolId, @Sequence)
        on conflict (case_id) do update set
          reference = coalesce(excluded.reference, c.reference), school_id = coalesce(excluded.school_id, c.school_id), last_seq = excluded.last_seq
        where c.last_seq < excluded.last_seq
        """,
        new { caseId, reference, schoolId, context.Sequence });
}
