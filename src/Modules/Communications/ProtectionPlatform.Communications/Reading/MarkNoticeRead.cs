using Dapper;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Communications.Reading;

/// <summary>Marks one of the caller's notices as read; again changes nothing.</summary>
internal static class MarkNoticeRead
{
    public sealed record Command(Guid Id) : IRequest<bool>;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/notices/{id:guid}/read", async (Guid id, IMediator send, CancellationToken ct) =>
            await send.Send(new Command(id), ct) ? Results.NoContent() : throw new ProblemException(Problems.NotFound))
        .WithName("markNoticeRead").WithSummary("Mark a notice as read").WithDescription("Keeps the time of the first reading.")
        .Produces(StatusCodes.Status204NoContent).ProducesProblem(401).ProducesProblem(404).ProducesProblem(503);

    internal sealed class Handler(ModuleDatabase<CommunicationsModule> database, Actor actor, Hidden hidden, TimeProvider clock) : IRequestHandler<Command, bool>
    {
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            await using var connection = await database.Open(cancellationToken);
            return await connection.ExecuteAsync(new CommandDefinition(
                "update communications.notices set read_at = coalesce(read_at, @Now) where id = @Id and recipient_id = @Me and (case_id is null or case_id <> all (@unseen))",
                new { command.Id, Me = actor.Id, unseen = await hidden.Cases(cancellationToken), Now = clock.Now() }, cancellationToken: cancellationToken)) == 1;
        }
    }
}
