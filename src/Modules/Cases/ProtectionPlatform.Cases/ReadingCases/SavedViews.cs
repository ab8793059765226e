using System.Text.Json;
using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>Views of the work list a person keeps for themselves: a name and filters. A convenience like a notice that was read, so a table and no events.</summary>
internal static class SavedViews
{
    private const int LongestName = 60;
    private const int Most = 30;

    /// <param name="Name">What the person calls it. Of no child: it is kept as it is written.</param>
    /// <param name="ByRisk">The highest risk first.</param>
    public sealed record Body(string Name, CaseFilter Filter, bool ByRisk = false);

    public sealed record View(Guid Id, string Name, CaseFilter Filter, bool ByRisk);

    public sealed record Query : IRequest<Page<View>>;

    public sealed record Save(Guid Id, Body Body) : IRequest<View>;

    public sealed record Remove(Guid Id) : IRequest<bool>;

    public static void Map(IEndpointRouteBuilder cases)
    {
        cases.MapGet("/views", (IMediator send, CancellationToken ct) => send.Send(new Query(), ct))
            .Reads<Page<View>>("listViews", "Chế độ xem đã lưu / Saved views", "The caller's own views of the work list, by name.");
        cases.MapPut("/views/{id:guid}", (Guid id, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Save(id, body), ct))
            .Acts<View>("saveView", "Lưu chế độ xem / Save a view", "Under an id of the caller's choice; again replaces it. At most 30.", StatusCodes.Status200OK)
            .ProducesProblem(413).ProducesProblem(415);
        cases.MapDelete("/views/{id:guid}", async (Guid id, IMediator send, CancellationToken ct) =>
            {
                await send.Send(new Remove(id), ct);
                return Results.NoContent();
            })
            .WithName("removeView").WithSummary("Xóa chế độ xem / Remove a view").WithDescription("One of the caller's own; one that is not there is removed already.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(401).ProducesProblem(503);
    }

    internal sealed class Validator : AbstractValidator<Save>
    {
        public Validator()
        {
            RuleFor(s => s.Body.Name).Words(LongestName);
            RuleFor(s => s.Body.Filter).SetValidator(new CaseFilterValidator());
        }
    }

    internal sealed class Handler(ModuleDatabase<CasesModule> database, Actor actor, TimeProvider clock) : IRequestHandler<Query, Page<View>>, IRequestHandler<Save, View>, IRequestHandler<Remove, bool>
    {
        public async Task<Page<View>> Handle(Query request, CancellationToken cancellationToken)
        {
            await using var connection = await database.Open(cancellationToken);
            var found = await connection.QueryAsync<(Guid, string, string, bool)>(new CommandDefinition(
                "select view_id, name, filter::text, by_risk from cases.saved_views where person_id = @Me order by name, view_id", new { Me = actor.Id }, cancellationToken: cancellationToken));
            return new Page<View>([.. found.Select(it => new View(it.Item1, it.Item2, JsonSerializer.Deserialize<CaseFilter>(it.Item3, EventTypes.Json)!, it.Item4))], null);
        }

        public async Task<View> Handle(Save request, CancellationToken cancellationToken)
        {
            var body = request.Body;
            await using var connection = await database.Open(cancellationToken);
            var kept = await connection.ExecuteAsync(new CommandDefinition("""
                insert into cases.saved_views as v (view_id, person_id, name, filter, by_risk, saved_at)
                select @Id, @Me, @Name, @Filter::jsonb, @ByRisk, @Now
                where (select count(*) from cases.saved_views o where o.person_id = @Me and o.view_id <> @Id) < @Most
                on conflict (view_id) do update set name = excluded.name, filter = excluded.filter, by_risk = excluded.by_risk, saved_at = excluded.saved_at where v.person_id = excluded.person_id
                """, new { request.Id, Me = actor.Id, Name = body.Name.Trim(), Filter = JsonSerializer.Serialize(body.Filter, EventTypes.Json), body.ByRisk, Now = clock.Now(), Most }, cancellationToken: cancellationToken));
            if (kept == 1) return new View(request.Id, body.Name.Trim(), body.Filter, body.ByRisk);
            // Somebody else's id is as good as none; else there are too many.
            var own = await connection.ExecuteScalarAsync<int>(new CommandDefinition("select count(*) from cases.saved_views where person_id = @Me and view_id <> @Id", new { Me = actor.Id, request.Id }, cancellationToken: cancellationToken));
            throw own < Most ? new ProblemException(Problems.NotFound) : new ProblemException(CaseRules.TooManyViews, null, Most);
        }

        public async Task<bool> Handle(Remove request, CancellationToken cancellationToken)
        {
            await using var connection = await database.Open(cancellationToken);
            return await connection.ExecuteAsync(new CommandDefinition("delete from cases.saved_views where view_id = @Id and person_id = @Me", new { request.Id, Me = actor.Id }, cancellationToken: cancellationToken)) == 1;
        }
    }
}
