using System.Globalization;
using Dapper;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Operations;

/// <summary>One subscription with its parked streams and what operators did to it.</summary>
internal static class ReadSubscription
{
    /// <summary>A message that waits; never what it says.</summary>
    public sealed record ParkedMessage(long Sequence, Guid EventId, string EventType);

    /// <summary>A stream held back: its first message could not be handled, the others wait behind it.</summary>
    /// <param name="ErrorKind">Kind of the last error; null when it has not been tried since the one before it was skipped.</param>
    public sealed record ParkedStream(Guid StreamId, string? ErrorKind, int Attempts, DateTimeOffset Since, IReadOnlyList<ParkedMessage> Messages);

    /// <summary>A message an operator let it pass over.</summary>
    public sealed record Skip(long Sequence, Guid EventId, string EventType, string Reason, Guid? SkippedById, string SkippedByName, DateTimeOffset SkippedAt);

    /// <param name="Version">Of the record of what operators did to it: 0 before the first act. The value of the ETag.</param>
    /// <param name="Skipped">The latest first.</param>
    public sealed record Answer(ListSubscriptions.Row Subscription, long Version, IReadOnlyList<ParkedStream> Parked, IReadOnlyList<Skip> Skipped);

    public sealed record Query(string Name) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder subscriptions) => subscriptions
        .MapGet("/{name}", async (string name, HttpResponse response, IMediator send, CancellationToken ct) =>
        {
            var answer = await send.Send(new Query(name), ct);
            response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{answer.Version}\"");
            response.Headers.CacheControl = "no-store";
            return answer;
        })
        .Reads<Answer>("readSubscription", "Một kênh xử lý / Read a subscription", "With its parked streams and the messages skipped so far: who and why.");

    internal sealed class Handler(SubscriptionStatuses statuses, Streams<SubscriptionRecord> records, Databases databases, Hidden hidden) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await statuses.Read(request.Name, cancellationToken) is not { } status) throw new ProblemException(Problems.NotFound);
            var record = await records.Load(SubscriptionRecord.IdOf(request.Name), cancellationToken);
            var skipped = record?.State.Skips.Reverse().Select(s => new Skip(
                s.Event.Sequence, s.Event.EventId, s.Event.EventType, s.Event.Reason, s.Source.ActorId, s.Source.ActorName, s.Source.RecordedAt));
            return new Answer(ListSubscriptions.RowOf(status), record?.Version ?? 0, await Parked(request.Name, cancellationToken), [.. skipped ?? []]);
        }

        private async Task<IReadOnlyList<ParkedStream>> Parked(string name, CancellationToken ct)
        {
            await using var connection = await databases.Platform.OpenConnectionAsync(ct);
            var rows = await connection.QueryAsync<(Guid Stream, long Sequence, Guid Event, string Type, string? Error, int Attempts, DateTime Since)>(new CommandDefinition("""
                select p.stream_id, p.sequence, e.id, e.type, p.error, p.attempts, p.parked_at
                from messaging.parked p join events.mt_events e on e.seq_id = p.sequence where p.name = @name order by p.sequence
                """, new { name }, cancellationToken: ct));
            var unseen = await hidden.Streams(ct);
            return
            [
                .. from row in rows
                   where !unseen.Contains(row.Stream)
                   group row by row.Stream into stream
                   let first = stream.First()
                   select new ParkedStream(stream.Key, first.Error, first.Attempts, new DateTimeOffset(first.Since, TimeSpan.Zero),
                       [.. stream.Select(r => new ParkedMessage(r.Sequence, r.Event, r.Type))]),
            ];
        }
    }
}
