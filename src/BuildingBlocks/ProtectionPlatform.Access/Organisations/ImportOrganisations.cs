using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Directories;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Organisations;

/// <summary>
/// Brings organisations in from a CSV file: first as a trial that tells what would change and what is wrong, row by row, then for good, all of it or nothing.
/// The form for a single organisation sends its one or two lines here as well, so there is one set of checks.
/// </summary>
internal static class ImportOrganisations
{
    private const int MostFaults = 500;

    /// <param name="DryRun">Nothing was written.</param>
    /// <param name="Sha256">Of the file; the log names it by this.</param>
    /// <param name="Created">Lines of organisations not known before.</param>
    /// <param name="Rows">What changes; lines that say what is known already are only counted.</param>
    /// <param name="FaultCount">All of them; at most 500 are listed.</param>
    public sealed record ImportResult(bool DryRun, string Sha256, int Created, int Changed, int Ended, int Unchanged, IReadOnlyList<ImportRow> Rows, int FaultCount, IReadOnlyList<ImportFault> Faults);

    /// <param name="Row">As a spreadsheet counts.</param>
    /// <param name="Cells">What is known and will read otherwise; of a line that begins a new period, what differs from the one before.</param>
    public sealed record ImportRow(int Row, string Code, OrganisationKind Kind, string Name, DateOnly ValidFrom, DateOnly? ValidTo, LineChange Change, IReadOnlyList<CellChange> Cells);

    /// <param name="Column">Code name of the column; empty when the row as a whole cannot be read.</param>
    /// <param name="Rule">Stable name of what was broken.</param>
    /// <param name="Reason">In the caller's language.</param>
    public sealed record ImportFault(int Row, string Column, string Rule, string Reason);

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapPost("/import", Handle)
        .Accepts<string>("text/csv")
        .Acts<ImportResult>("importOrganisations", "Nhập danh mục tổ chức / Import organisations",
            "A CSV file in UTF-8 as the body, at most 5 MB and 20,000 rows; columns as in the template. With `dryRun=true`, as when left out, nothing is written and the answer tells what would be. "
            + "With `dryRun=false` it is written in one transaction, or refused when any row has a fault. The same file again changes nothing.", StatusCodes.Status200OK)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<IResult> Handle(bool? dryRun, HttpContext http, Actor actor, AccessDatabase database, PlatformDirectory directory, SecurityLog log, TimeProvider clock, CancellationToken ct)
    {
        var vi = Language.IsVietnamese(http);
        if (http.Request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) != true) throw new ProblemException(Problems.UnsupportedMediaType);
        var bytes = await RequestBody.Read(http, OrganisationFile.LargestFile);
        var file = OrganisationFile.Read(bytes);
        if (file.Refused is { } refused) throw AccessRules.Invalid("file", vi ? refused.Vi : refused.En);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));

        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var trial = dryRun ?? true;
        if (!trial) await OrganisationStore.Lock(connection, ct);
        var plan = RegisterChange.Decide(await OrganisationStore.Read(connection, ct), file.Lines, file.Faults);
        if (!trial)
        {
            if (plan.Faults.Count > 0) throw Refused(plan.Faults, vi);
            if (plan.ChangesSomething)
            {
                await OrganisationStore.Write(connection, [.. plan.Affected.Select(history => history.Id == Guid.Empty ? history with { Id = clock.NewId() } : history)], ct);
                await log.Record(new OrganisationsImported(
                    plan.Count(LineChange.Created), plan.Count(LineChange.Changed), plan.Count(LineChange.Ended), plan.Count(LineChange.Unchanged), sha256), actor.Id);
                await transaction.CommitAsync(CancellationToken.None); // it is in the log: whoever hangs up now does not undo it
                directory.Forget();
            }
        }

        return TypedResults.Ok(Tell(plan, trial, sha256, vi));
    }

    private static ImportResult Tell(RegisterPlan plan, bool trial, string sha256, bool vi) => new(trial, sha256,
        plan.Count(LineChange.Created), plan.Count(LineChange.Changed), plan.Count(LineChange.Ended), plan.Count(LineChange.Unchanged),
        [.. plan.Rows.Where(row => row.Change != LineChange.Unchanged).Select(row => new ImportRow(row.Of.Row, row.Of.Line.Code, row.Of.Line.Kind, row.Of.Line.Name, row.Of.Line.From, row.Of.Line.To, row.Change, row.Cells))],
        plan.Faults.Count, [.. plan.Faults.Take(MostFaults).Select(fault => new ImportFault(fault.Row, fault.Column, fault.Code, fault.Reason(vi)))]);

    private static ProblemException Refused(IReadOnlyList<RowFault> faults, bool vi) => new(Problems.InvalidRequest, faults.Take(MostFaults)
        .GroupBy(fault => fault.Column.Length > 0 ? $"rows[{fault.Row}].{fault.Column}" : $"rows[{fault.Row}]")
        .ToDictionary(group => group.Key, group => group.Select(fault => fault.Reason(vi)).ToArray()));
}
