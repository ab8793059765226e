using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Operations;

/// <summary>Lets a subscription pass over the one message it cannot handle. The reason is recorded; the event itself stays what it is.</summary>
internal static class SkipMessage
{
    public sealed record Body(long Sequence, string Reason);

    public sealed record Command(string Name, IfMatch Version, Body Body) : ICommand;

    /// <summary>The message as it stands in the log, and where it stands in the way.</summary>
    public sealed record Obstacle(Guid EventId, string EventType, bool Parked);

    public static void Map(IEndpointRouteBuilder subscriptions) => subscriptions
        .MapPost("/{name}/skips", (string name, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(name, version, body), ct))
        .Changes("skipMessage", "Bỏ qua một tin / Skip a message", "By administrators, with a reason. Only the message the subscription stands at, or the first of a parked stream.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Sequence).GreaterThan(0).Says("Phải là số thứ tự của một tin.", "Must be the place of a message in the log.");
            RuleFor(c => c.Body.Reason).Words(2_000);
        }
    }

    internal sealed class Handler(SubscriptionCatalog catalog, Streams<SubscriptionRecord> records, Databases databases, SubscriptionRunner runner) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            if (catalog.Find(request.Name) is not { } subscription) return Outcome.NotFound;
            var obstacle = await Find(subscription, request.Body.Sequence, cancellationToken);
            var outcome = await records.StartOrChange(SubscriptionRecord.IdOf(request.Name), request.Version,
                record => Decide(record, subscription.Name, request.Body, obstacle), cancellationToken, PassOver(subscription, request.Body.Sequence));
            if (outcome.Refusal is null) runner.Wake(request.Name);
            return outcome;
        }

        private async Task<Obstacle?> Find(Subscription subscription, long sequence, CancellationToken ct)
        {
            await using var connection = await databases.Platform.OpenConnectionAsync(ct);
            return await connection.QuerySingleOrDefaultAsync<Obstacle>(new CommandDefinition("""
                select e.id as EventId, e.type as EventType, s.sequence is null as Parked from events.mt_events e
                left join messaging.stopped_subscriptions s on s.name = @Name and s.sequence = e.seq_id
                where e.seq_id = @sequence and (s.sequence is not null or exists (select 1 from messaging.parked p where p.name = @Name and p.sequence = e.seq_id))
                """, new { subscription.Name, sequence }, cancellationToken: ct));
        }

        /// <summary>In the transaction of the record: the message must still be in the way, then it is passed.</summary>
        private static InlineWrite PassOver(Subscription subscription, long sequence) => async (connection, _, _, ct) =>
        {
            if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select messaging.pass_over(@Name, @sequence)", new { subscription.Name, sequence }, cancellationToken: ct)))
                throw new ProblemException(OperationsRules.NotStoppedAtMessage, null, sequence);
        };
    }

    internal static Decision Decide(SubscriptionRecord? record, string subscription, Body body, Obstacle? obstacle) =>
        obstacle is null || record?.Skipped.Contains(body.Sequence) == true
            ? Decision.Refuse(OperationsRules.NotStoppedAtMessage, body.Sequence)
            : Decision.Record(new MessageSkipped(subscription, body.Sequence, obstacle.EventId, obstacle.EventType, obstacle.Parked, body.Reason));
}
