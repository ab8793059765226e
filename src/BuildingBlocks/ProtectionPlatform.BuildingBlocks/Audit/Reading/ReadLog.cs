using Microsoft.Extensions.Logging;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Audit.Reading;

/// <summary>What is about to be shown, printed or handed out.</summary>
/// <param name="What">Code of the operation, such as <c>readCase</c>; the name of its endpoint.</param>
/// <param name="SubjectKind">What it is about, as streams are named: <c>case</c>, <c>referral</c>, …</param>
/// <param name="SubjectId">The one thing that is opened; null for lists and searches.</param>
public sealed record Read(string What, string SubjectKind, Guid? SubjectId = null)
{
    /// <summary>What a search asked for, by name; null when it asked for nothing.</summary>
    public IReadOnlyDictionary<string, string>? Filters { get; init; }

    /// <summary>Number of rows shown; null when one thing is opened.</summary>
    public int? Found { get; init; }

    /// <summary>Ids of what is shown beside or instead of <see cref="SubjectId"/>.</summary>
    public IReadOnlyList<Guid>? Shown { get; init; }
}

/// <summary>
/// Who read what, when and for what purpose. The caller, the purpose (<c>X-Purpose</c>) and the reason (<c>X-Purpose-Reason</c>) are those of
/// the request at hand. Scoped.
/// </summary>
public sealed class ReadLog(ReadRecorder recorder, Databases databases, Actor actor, RequestContext request, TimeProvider clock)
{
    /// <summary>The type of the streams that hold the reads. They belong to the platform itself, not to a module.</summary>
    public const string StreamType = "read_log";

    /// <summary>Records a read and returns when it is durable. Show nothing before.</summary>
    /// <exception cref="ProblemException">It could not be recorded (503): the content must not leave.</exception>
    public Task Record(Read read, CancellationToken ct) =>
        Write(new ContentRead(read.What, read.SubjectKind, read.SubjectId, Capacity(), read.Filters, read.Found, read.Shown, clock.Now()), ct);

    /// <summary>
    /// Records that content was asked for and refused. It takes the same time whether the thing exists or not, so that the time tells nothing.
    /// </summary>
    /// <exception cref="ProblemException">It could not be recorded (503).</exception>
    public async Task RecordDenied(Read read, Rule refusal, CancellationToken ct) =>
        await Write(new ReadDenied(read.What, read.SubjectKind, read.SubjectId, await Exists(read, ct), refusal.Code, Capacity(), read.Filters, clock.Now()), ct);

    private Capacity Capacity() =>
        new(request.AsInformant ? [] : Held(), request.Purpose ?? ReadPurposes.Of(actor with { Memberships = Held() }), request.Purpose is not null, request.PurposeReason, request.Urgent ? true : null);

    /// <summary>The reader's own roles, and those by virtue of which they read for somebody absent.</summary>
    private IReadOnlyList<Membership> Held() => request.ActingFor is not { } absent ? actor.Memberships
        : [.. actor.Memberships.Union(actor.StandsIn.Where(held => held.For.Id == absent.Id).Select(held => held.Membership))];

    private async Task<bool> Exists(Read read, CancellationToken ct)
    {
        await using var command = databases.Platform.CreateCommand("select exists (select from events.mt_streams where id = $1 and type = $2)");
        command.Parameters.Add(new() { Value = read.SubjectId ?? Guid.Empty });
        command.Parameters.Add(new() { Value = read.SubjectKind });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task Write(object happened, CancellationToken ct)
    {
        try
        {
            await recorder.Add(happened, EventMetadata.Of(actor, request.AsInformant, request)).WaitAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new ProblemException(NotRecorded);
        }
    }

    /// <summary>Fail closed: what cannot be recorded is not shown.</summary>
    public static readonly Rule NotRecorded = new("reading-not-recorded",
        "Chưa ghi được nhật ký xem nên nội dung chưa được hiển thị. Hãy thử lại sau giây lát.",
        "The read could not be recorded, so nothing is shown. Try again in a moment.",
        Source: "[D] P-15", Status: 503);

    internal static void Register(ModuleBuilder platform) => platform
        .Stream(typeof(ReadLog), StreamType)
        .Event<ContentRead>("content_read", "Xem nội dung", "Content read")
        .Event<ReadDenied>("read_denied", "Xin xem nhưng bị từ chối", "Reading refused")
        .Subscribes(ReadsProjection.Name, SubscriptionStart.Beginning, ("Nhật ký xem hồ sơ", "Who read what"), on => on.Event<ContentRead>(ReadsProjection.On).Event<ReadDenied>(ReadsProjection.On),
            tables: ["audit.reads_v1"]);
}

/// <summary>Writes the streams of reads.</summary>
public sealed class ReadRecorder(EventStore.EventStore store, Databases databases, TimeProvider clock, ILogger<ReadRecorder> log)
    : LogRecorder(ReadLog.StreamType, store, databases, clock, log);
