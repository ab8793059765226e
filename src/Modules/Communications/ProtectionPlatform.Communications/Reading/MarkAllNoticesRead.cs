using Dapper;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Communications.Reading;

/// <summary>Marks all notices the caller has now as read.</summary>
internal static class MarkAllNoticesRead
{
    public sealed record Command : IRequest<int>;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/notices/read-all", async (IMediator send, CancellationToken ct) =>
        {
            await send.Send(new Command(), ct);
            return Results.NoContent();
        })
        .WithName("markAllNoticesRead").WithSummary("Mark all notices as read").WithDescription("Only the caller's own.")
        .Produces(StatusCodes.Status204NoContent).ProducesProblem(401).ProducesProblem(503);

    internal sealed class Handler(ModuleDatabase<CommunicationsModule> database, Actor actor, Hidden hidden, TimeProvider clock) : IRequestHandler<Command, int>
    {
        public async Task<int> Handle(Command command, CancellationToken cancellationToken)
        {
            await using var connection = await database.Open(cancellationToken);
            return await connection.ExecuteAsync(new CommandDefinition(
                "update communications.notices set read_at = @Now where recipient_id = @Me and read_at is null and (case_id is null or case_id <> all (@unseen))",
                new { Me = actor.Id, unseen = await hidden.Cases(cancellationToken), Now = clock.Now() }, cancellationToken: cancellationToken));
        }
    }
}
