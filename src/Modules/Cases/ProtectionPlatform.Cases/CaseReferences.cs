using ProtectionPlatform.BuildingBlocks.Storage;

namespace ProtectionPlatform.Cases;

/// <summary>Finds a case by the reference people know it by.</summary>
internal static class CaseReferences
{
    public static async Task<Guid?> Find(ModuleDatabase<CasesModule> database, string reference, CancellationToken ct)
    {
        if (reference.Contains('\0')) return null;
        await using var command = database.Source.CreateCommand("select case_id from cases.report_references where reference = $1");
        command.Parameters.Add(new() { Value = reference.Trim().ToUpperInvariant() });
        return await command.ExecuteScalarAsync(ct) is Guid caseId ? caseId : null;
    }
}
