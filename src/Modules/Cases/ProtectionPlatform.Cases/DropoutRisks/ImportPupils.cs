using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.ReadingCases;

namespace ProtectionPlatform.Cases.DropoutRisks;

/// <summary>
/// Takes attendance and results of a school year in from a CSV file or a workbook: first as a trial that tells what would change and what is wrong, row by row, then for good.
/// A pupil is known by the school's code and by nothing else; somebody of the same name and birthday under another code is pointed out, never merged.
/// </summary>
internal static class ImportPupils
{
    private const int MostListed = 500;

    private const int AtOnce = 4;

    public enum PupilLineChange
    {
        /// <summary>Watched from now on.</summary>
        Created,

        /// <summary>Watched already; the signals or the class differ.</summary>
        Changed,

        /// <summary>Known as it is.</summary>
        Unchanged,

        /// <summary>No sign of danger, and not watched: nothing is kept of this pupil.</summary>
        NotWatched,

        /// <summary>Left or moved in this school year: nothing more is recorded.</summary>
        Gone,
    }

    public sealed record Line(int Row, string Name, string? ClassName, PupilLineChange Change, DropoutLevel Level);

    /// <param name="Column">Of the template; empty when the row as a whole cannot be read.</param>
    public sealed record Fault(int Row, string Column, string Rule, string Reason);

    /// <param name="Reason">Somebody else of the same name and birthday: to be looked at by a person.</param>
    public sealed record Hint(int Row, string Reason);

    /// <param name="DryRun">Nothing was written.</param>
    /// <param name="Flagged">Pupils of the file who are flagged or urgent.</param>
    /// <param name="Rows">What changes, and at most 500 of it.</param>
    /// <param name="FaultCount">All of them; at most 500 are listed.</param>
    /// <param name="Position">Place of the last change in the log; 0 when nothing changed.</param>
    public sealed record Answer(
        bool DryRun, int Read, int Created, int Changed, int Unchanged, int NotWatched, int Gone, int Flagged, IReadOnlyList<Line> Rows, IReadOnlyList<Hint> Hints, int FaultCount, IReadOnlyList<Fault> Faults, long Position);

    public static void Map(IEndpointRouteBuilder dropouts)
    {
        dropouts.MapPost("/import", Handle)
            .Accepts<string>(SheetTypes.Csv, SheetTypes.Xlsx)
            .Acts<Answer>("importPupils", "Nhập chuyên cần và kết quả học tập / Import attendance and results",
                "A CSV file in UTF-8 or an XLSX workbook as the body, at most 5 MB and 20,000 rows; columns as in the template, in any order. With `dryRun=true`, as when left out, nothing is written and the answer tells what would be. "
                + "With `dryRun=false` it is written pupil by pupil, or refused when any row has a fault. The same file again changes nothing. What the file does not say stays as it was.", StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        dropouts.MapGet("/import/template", IResult (HttpContext http, bool? workbook) => Template(Language.IsVietnamese(http), workbook ?? false))
            .WithName("readPupilTemplate").WithSummary("Tệp mẫu / Template").WithDescription("The headings, in the caller's language, as CSV or with workbook=true as XLSX. Either language's are understood.")
            .Produces(StatusCodes.Status200OK, null, SheetTypes.Csv, SheetTypes.Xlsx).ProducesProblem(401).ProducesProblem(403).ProducesProblem(503);
    }

    private static IResult Template(bool vi, bool workbook)
    {
        var sheet = new Sheet<int>(vi ? "Học sinh" : "Pupils", [.. PupilFile.Columns.Select(column => new SheetColumn<int>(vi ? column.Vi : column.En, _ => null, 18))]);
        var none = AsyncEnumerable.Empty<int>();
        return Results.Stream(file => workbook ? sheet.WriteXlsx(file, none, CancellationToken.None) : sheet.WriteCsv(file, none, CancellationToken.None),
            workbook ? SheetTypes.Xlsx : SheetTypes.Csv, $"{(vi ? "mau-chuyen-can-ket-qua" : "attendance-results")}.{(workbook ? "xlsx" : "csv")}");
    }

    private static async Task<IResult> Handle(bool? dryRun, string? schoolYear, Guid? schoolId, HttpContext http, Streams<Dropout> pupils, Streams<DropoutRules> rules, Permit permit, PersonalData personal,
        ModuleDatabase<CasesModule> database, SubscriptionRunner subscriptions, ReadLog log, RequestContext request, TimeProvider clock, CancellationToken ct)
    {
        var vi = Language.IsVietnamese(http);
        var type = http.Request.ContentType ?? "";
        var workbook = type.StartsWith(SheetTypes.Xlsx, StringComparison.OrdinalIgnoreCase);
        if (!workbook && !type.StartsWith(SheetTypes.Csv, StringComparison.OrdinalIgnoreCase)) throw new ProblemException(Problems.UnsupportedMediaType);
        if (Own.Of(permit, schoolId) is not { } school) throw new ProblemException(Problems.NotFound);
        if (!WatchPupil.IsSchoolYear(schoolYear)) throw Wrong("schoolYear", vi ? "Năm học dạng 2026-2027." : "A school year such as 2026-2027.");
        var today = clock.Now().VietNamDay();
        var file = PupilFile.Read(await RequestBody.Read(http, TableFile.Largest), workbook, today);
        if (file.Refused is { } refused) throw Wrong("file", vi ? refused.Vi : refused.En);
        var trial = dryRun ?? true;
        if (!trial && file.Faults.Count > 0)
            throw new ProblemException(Problems.InvalidRequest, file.Faults.Take(MostListed).GroupBy(fault => fault.Column.Length > 0 ? $"rows[{fault.Row}].{fault.Column}" : $"rows[{fault.Row}]")
                .ToDictionary(group => group.Key, group => group.Select(fault => vi ? fault.Vi : fault.En).ToArray()));

        var table = (await rules.Load(DropoutRules.StreamId, ct))?.State ?? DropoutRules.Initial;
        // Each pupil is a stream of its own and known by its content: the request's key would stand for one of them only.
        request.IdempotencyKey = null;
        await subscriptions.ReadOwnWrite(DropoutProjection.Name, await subscriptions.Head(ct), ct);
        var watched = await Watched(database, personal, school, schoolYear!, ct);
        var twice = file.Lines.GroupBy(line => Key(line.Pupil.Name, line.Pupil.BornOn)).Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet(StringComparer.Ordinal);
        var done = new Line[file.Lines.Count];
        var hints = new Hint?[file.Lines.Count];
        var position = 0L;
        await Parallel.ForEachAsync(Enumerable.Range(0, file.Lines.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, token) =>
        {
            var line = file.Lines[i];
            var id = (await WatchPupil.StreamOf(personal, school, schoolYear!, line.Pupil.PupilCode, token))!.Value;
            var named = Key(line.Pupil.Name, line.Pupil.BornOn);
            if (twice.Contains(named) || (!watched.Ids.Contains(id) && watched.Named.Contains(named)))
                hints[i] = new(line.Row, vi
                    ? $"{line.Pupil.Name}: có em trùng tên, trùng ngày sinh với mã khác. Các em được ghi riêng; hãy kiểm tra."
                    : $"{line.Pupil.Name}: there is a pupil of this name and birthday under another code. They are kept apart; please check.");
            var change = PupilLineChange.NotWatched;
            var level = DropoutLevel.None;
            Decision DecideHere(Dropout? known)
            {
                (change, level, var decision) = Decide(known, school, schoolYear!, line, table, today);
                return decision;
            }

            if (trial || !MayRecord(line, watched.Ids.Contains(id), table, today)) DecideHere(watched.Ids.Contains(id) ? (await pupils.Load(id, token))?.State : null);
            else if (await pupils.StartOrChange(id, null, DecideHere, token) is { Refusal: { } stopped }) throw new ProblemException(stopped.Rule);
            else if (change is PupilLineChange.Created or PupilLineChange.Changed) Interlocked.Exchange(ref position, 1);
            done[i] = new(line.Row, line.Pupil.Name, line.Pupil.ClassName, change, level);
        });
        if (position > 0) position = await subscriptions.Head(ct);
        int Count(PupilLineChange change) => done.Count(line => line.Change == change);
        var answer = new Answer(trial, done.Length, Count(PupilLineChange.Created), Count(PupilLineChange.Changed), Count(PupilLineChange.Unchanged), Count(PupilLineChange.NotWatched), Count(PupilLineChange.Gone),
            done.Count(line => line.Level >= DropoutLevel.Flagged && line.Change != PupilLineChange.Gone),
            [.. done.Where(line => line.Change is PupilLineChange.Created or PupilLineChange.Changed or PupilLineChange.Gone).OrderByDescending(line => line.Level).ThenBy(line => line.Row).Take(MostListed)],
            [.. hints.OfType<Hint>().Take(MostListed)], file.Faults.Count, [.. file.Faults.Take(MostListed).Select(fault => new Fault(fault.Row, fault.Column, fault.Rule, vi ? fault.Vi : fault.En))], position);
        // It tells who is watched: a list like any other.
        await log.Record(new Read("importPupils", "dropout") { Filters = new Dictionary<string, string> { ["schoolYear"] = schoolYear!, ["dryRun"] = trial ? "true" : "false" }, Found = done.Length }, ct);
        return TypedResults.Ok(answer);
    }

    private static ProblemException Wrong(string field, string reason) => new(Problems.InvalidRequest, new Dictionary<string, string[]> { [field] = [reason] });

    /// <summary>Nothing is written of a pupil who is not watched and shows no sign: not even a key is made.</summary>
    private static bool MayRecord(PupilLine line, bool isWatched, DropoutRules table, DateOnly today) => isWatched || table.Assess(line.Signals, today, SignalSource.Imported).Reasons!.Count > 0;

    internal static (PupilLineChange Change, DropoutLevel Level, Decision Decision) Decide(Dropout? known, Guid school, string year, PupilLine line, DropoutRules table, DateOnly today)
    {
        var before = known is null || known.Records.IsEmpty ? null : known.Records[^1];
        var signals = Over(before?.Signals, line.Signals);
        var assessed = table.Assess(signals, today, SignalSource.Imported);
        if (known is null)
            return assessed.Reasons!.Count == 0
                ? (PupilLineChange.NotWatched, DropoutLevel.None, Decision.Record())
                : (PupilLineChange.Created, assessed.DropoutLevel, Decision.Record(new DropoutOpened(school, year, line.Pupil, null), assessed));
        if (known.IsGone) return (PupilLineChange.Gone, known.Level, Decision.Record());
        var pupil = known.Pupil is { } was ? was with { Name = line.Pupil.Name, BornOn = line.Pupil.BornOn ?? was.BornOn, ClassName = line.Pupil.ClassName ?? was.ClassName } : null;
        List<object> happened = [];
        if (pupil is not null && pupil != known.Pupil) happened.Add(new DropoutPupilCorrected(pupil, known.Guardian));
        if (!Same(signals, before?.Signals)) happened.Add(assessed);
        return (happened.Count == 0 ? PupilLineChange.Unchanged : PupilLineChange.Changed, Same(signals, before?.Signals) ? known.Level : assessed.DropoutLevel, Decision.Record(happened));
    }

    /// <summary>What a file says over what was known; of the household no file tells.</summary>
    private static DropoutSignals Over(DropoutSignals? before, DropoutSignals file) => before is null ? file : new(
        file.UnexcusedDays ?? before.UnexcusedDays, file.AbsentDays ?? before.AbsentDays, file.SchoolDays ?? before.SchoolDays, file.AverageTenths ?? before.AverageTenths,
        file.AverageBeforeTenths ?? before.AverageBeforeTenths, file.FailingSubjects ?? before.FailingSubjects, file.Conduct ?? before.Conduct, before.Household);

    private static bool Same(DropoutSignals one, DropoutSignals? other) => other is not null && one with { Household = null } == other with { Household = null };

    private static async Task<(HashSet<Guid> Ids, HashSet<string> Named)> Watched(ModuleDatabase<CasesModule> database, PersonalData personal, Guid school, string year, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var rows = (await connection.QueryAsync<(Guid Id, string? Pupil)>(new CommandDefinition("select id, pupil from cases.dropouts_v1 where school_id = @school and school_year = @year", new { school, year }, cancellationToken: ct))).ToList();
        var keys = await personal.ReaderOf(rows.Select(row => row.Id), Whose.Child, ct);
        return ([.. rows.Select(row => row.Id)],
            [.. rows.Select(row => PersonalData.Reveal<DropoutProjection.Listed>(keys, row.Id, Whose.Child, DropoutProjection.ListedPlace, row.Pupil)).Where(listed => listed is not null).Select(listed => Key(listed!.Name, listed.BornOn))]);
    }

    private static string Key(string name, DateOnly? born) => string.Create(CultureInfo.InvariantCulture, $"{SearchText.Fold(name)}/{born:O}");
}
