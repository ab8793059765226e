using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Privacy.Breaches;

/// <summary>How the clock of 72 hours stands.</summary>
internal enum BreachClock
{
    Running,

    /// <summary>Most of the time has passed.</summary>
    Soon,
    Overdue,
    Met,
    MetLate,

    /// <summary>Nothing to notify: it was no breach.</summary>
    NotNeeded,
}

internal static class BreachClocks
{
    public static BreachClock At(DateTimeOffset now, DateTimeOffset warnAt, DateTimeOffset dueAt, DateTimeOffset? notifiedAt, BreachOutcome? outcome) =>
        notifiedAt is { } at ? at <= dueAt ? BreachClock.Met : BreachClock.MetLate
        : outcome == BreachOutcome.NotABreach ? BreachClock.NotNeeded
        : now > dueAt ? BreachClock.Overdue
        : now >= warnAt ? BreachClock.Soon
        : BreachClock.Running;
}

/// <summary>The register of breaches: those somebody may be in danger by on top, then by their clocks.</summary>
internal static class ListBreaches
{
    /// <param name="TellAtOnce">A protected child's place or an informant's name got out: police and commune are called now.</param>
    public sealed record Row(
        Guid Id, string Reference, BreachSeverity? Severity, DateTimeOffset DiscoveredAt, DateTimeOffset WarnAt, DateTimeOffset DueAt, DateTimeOffset? NotifiedAt, BreachClock Clock,
        DateTimeOffset? ClosedAt, BreachOutcome? Outcome, bool TellAtOnce, long Version);

    public sealed record Query(long? Position) : IRequest<Page<Row>>;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapGet("/breaches", (long? position, IMediator send, CancellationToken ct) => send.Send(new Query(position), ct))
        .Reads<Page<Row>>("listBreaches", "Sổ sự cố dữ liệu / Register of breaches", "For the data protection officer and auditors.")
        .ShowsMany<Page<Row>>("breach", page => page.Items.Select(row => row.Id));

    public static Task On(BreachReported e, MessageContext context) => context.Execute(
        """
        insert into registers.breaches_v1 (id, reference, discovered_at, warn_at, due_at, version, last_seq) values (@StreamId, @Reference, @DiscoveredAt, @WarnAt, @DueAt, @Version, @Sequence)
        on conflict (id) do nothing
        """,
        new { context.Source.StreamId, e.Reference, e.DiscoveredAt, e.WarnAt, e.DueAt, context.Source.Version, context.Sequence });

    public static Task On(BreachAssessed e, MessageContext context) => Note(context, "severity = @Severity, tell_at_once = @TellAtOnce", severity: e.Severity, tellAtOnce: Breach.TellAtOnce(e));

    public static Task On(BreachAuthorityNotified e, MessageContext context) => Note(context, "notified_at = @At", e.NotifiedAt);

    public static Task On(BreachClosed e, MessageContext context) => Note(context, "closed_at = @At, outcome = @Outcome", context.RecordedAt, outcome: e.Outcome);

    /// <summary>What the list does not show still makes a new version.</summary>
    public static Task On(object _, MessageContext context) => Note(context, "reference = reference");

    private static Task<int> Note(MessageContext context, string change, DateTimeOffset? at = null, BreachSeverity? severity = null, bool tellAtOnce = false, BreachOutcome? outcome = null) => context.Execute(
        $"update registers.breaches_v1 set {change}, version = @Version, last_seq = @Sequence where id = @StreamId and last_seq < @Sequence",
        new { At = at, Severity = severity?.ToString(), TellAtOnce = tellAtOnce, Outcome = outcome?.ToString(), context.Source.Version, context.Sequence, context.Source.StreamId });

    internal sealed class Handler(ModuleDatabase<RegistersModule> database, SubscriptionRunner subscriptions, TimeProvider clock) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(RegistersModule.BreachList, request.Position, cancellationToken);
            await using var command = database.Source.CreateCommand(
                """
                select id, reference, severity, discovered_at, warn_at, due_at, notified_at, closed_at, outcome, tell_at_once, version
                from registers.breaches_v1
                order by closed_at is not null, case when closed_at is null then not tell_at_once end, case when closed_at is null and notified_at is null then due_at end nulls last, discovered_at desc
                """);
            var now = clock.Now();
            var rows = new List<Row>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                var (warnAt, dueAt, notifiedAt) = (At(4)!.Value, At(5)!.Value, At(6));
                BreachOutcome? outcome = row.IsDBNull(8) ? null : Enum.Parse<BreachOutcome>(row.GetString(8));
                rows.Add(new Row(row.GetGuid(0), row.GetString(1), row.IsDBNull(2) ? null : Enum.Parse<BreachSeverity>(row.GetString(2)), At(3)!.Value, warnAt, dueAt, notifiedAt,
                    BreachClocks.At(now, warnAt, dueAt, notifiedAt, outcome), At(7), outcome, row.GetBoolean(9), row.GetInt64(10)));
            }

            return new Page<Row>(rows, Next: null);

            DateTimeOffset? At(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
        }
    }
}

/// <summary>One breach with everything known and done, and the notice to the authority made of it.</summary>
internal static class ReadBreach
{
    public sealed record Step(string Type, DateTimeOffset At, DoneBy By, BreachStepKind? Kind, string? Text);

    public sealed record People(bool Told, int? Count, NotToldGround? Ground, string Explanation);

    public sealed record Answer(
        Guid Id, string Reference, string What, DoneBy ReportedBy, DateTimeOffset ReportedAt, DateTimeOffset DiscoveredAt, DateTimeOffset WarnAt, DateTimeOffset DueAt, BreachClock Clock,
        BreachAssessed? Assessment, bool TellAtOnce, bool Contained, DateTimeOffset? NotifiedAt, string? Receipt, People? Told, BreachOutcome? Outcome, string? Lessons, DateTimeOffset? ClosedAt,
        string RuleSource, IReadOnlyList<BreachNotice.Part> Notice, IReadOnlyList<Step> Steps, long Version);

    public sealed record Query(Guid Id) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapGet("/breaches/{id:guid}", async (Guid id, HttpResponse response, IMediator send, CancellationToken ct) =>
        {
            var answer = await send.Send(new Query(id), ct);
            response.ShowVersion(answer.Version);
            return answer;
        })
        .Reads<Answer>("readBreach", "Xem sự cố dữ liệu / Read a breach", "With the notice to the authority, written from what is recorded.")
        .Shows("breach");

    internal sealed class Handler(Streams<Breach> breaches, TimeProvider clock) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken) =>
            await breaches.Load(request.Id, cancellationToken) is { } loaded ? View(loaded, clock.Now()) : throw new ProblemException(Problems.NotFound);
    }

    internal static Answer View(Loaded<Breach> loaded, DateTimeOffset now)
    {
        var first = loaded.Events[0];
        var reported = (BreachReported)first.Data!;
        var state = loaded.State;
        People? told = null;
        string? receipt = null, lessons = null;
        DateTimeOffset? closedAt = null;
        var steps = new List<Step>();
        foreach (var happened in loaded.Events)
        {
            string? text = null;
            switch (happened.Data)
            {
                case BreachStepTaken e:
                    text = e.Done;
                    break;
                case BreachAuthorityNotified e:
                    text = receipt = e.Receipt;
                    break;
                case BreachPeopleTold e:
                    told = new People(true, e.Count, null, e.How);
                    break;
                case BreachPeopleNotTold e:
                    told = new People(false, null, e.Ground, e.Reason);
                    break;
                case BreachClosed e:
                    (lessons, closedAt) = (e.Lessons, happened.RecordedAt);
                    break;
            }

            steps.Add(new Step(happened.Type, happened.RecordedAt, DoneBy.Of(happened), (happened.Data as BreachStepTaken)?.Kind, text));
        }

        return new Answer(state.Id, reported.Reference, reported.What, DoneBy.Of(first), first.RecordedAt, reported.DiscoveredAt, reported.WarnAt, reported.DueAt,
            BreachClocks.At(now, reported.WarnAt, reported.DueAt, state.AuthorityNotifiedAt, state.Outcome), state.Assessment,
            state.Assessment is { } assessed && Breach.TellAtOnce(assessed), state.IsContained, state.AuthorityNotifiedAt, receipt, told, state.Outcome, lessons, closedAt,
            reported.RuleSource, BreachNotice.Of(loaded), steps, loaded.Version);
    }
}
