using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.SpecialCircumstances;

/// <summary>A storm, a flood, an epidemic: declared once, by a school or by an office above it, so that the pupils it hit stand together.</summary>
internal sealed record DisasterDeclared(Guid OrganisationId, string DisasterKind, string DisasterName, string? Area, DateOnly Since, DateOnly? EndsOn);

internal sealed record DisasterEnded(DateOnly EndsOn);

internal sealed record Disaster(Guid Id, Guid OrganisationId, DateOnly From, DateOnly? EndsOn) : IState<Disaster>
{
    public static Disaster? Evolve(Disaster? before, RecordedEvent happened) => (before, happened.Data) switch
    {
        (null, DisasterDeclared e) => new(happened.StreamId, e.OrganisationId, e.Since, e.EndsOn),
        (not null, DisasterEnded e) => before with { EndsOn = e.EndsOn },
        _ => before,
    };
}

/// <summary>Declares a disaster for one's own school, or for all schools beneath one's office.</summary>
internal static class DeclareDisaster
{
    /// <param name="OrganisationId">Whose; left out by whoever works at one only.</param>
    public sealed record Body(string Kind, string Name, DateOnly From, DateOnly? EndsOn = null, string? Area = null, Guid? OrganisationId = null);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/disasters", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes("declareDisaster", "Khai báo thiên tai, dịch bệnh / Declare a disaster", "By a school for itself, by a commune or the department for all schools beneath.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Kind).Must(kind => CircumstanceCodes.Table.DisasterKinds.Any(known => known.Code == kind)).Says("Không có loại này.", "There is no such kind.");
            RuleFor(c => c.Body.Name).Words(200);
            RuleFor(c => c.Body.Area).Words(200);
            RuleFor(c => (DateOnly?)c.Body.From).PlausibleDay().OverridePropertyName("from");
            RuleFor(c => c.Body.EndsOn).PlausibleDay();
            RuleFor(c => c.Body.EndsOn).Must((c, day) => day is null || day >= c.Body.From).Says("Không được trước ngày bắt đầu.", "Must not be before the beginning.");
        }
    }

    internal sealed class Handler(Streams<Disaster> disasters, Permit permit, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            if (Own.Of(permit, command.Body.OrganisationId) is not { } organisation) return Outcome.NotFound;
            var id = clock.NewId();
            return await disasters.Start(id, Decide(id, organisation, command.Body), cancellationToken);
        }
    }

    internal static Decision Decide(Guid id, Guid organisation, Body body) =>
        Decision.Record(new DisasterDeclared(organisation, body.Kind, body.Name.Trim(), body.Area?.Trim(), body.From, body.EndsOn)).Creating($"/api/v1/cases/disasters/{id}");
}

/// <summary>Says when it was over.</summary>
internal static class EndDisaster
{
    public sealed record Body(DateOnly EndsOn);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/disasters/{id:guid}/end", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("endDisaster", "Kết thúc đợt thiên tai, dịch bệnh / End a disaster", "By whoever may declare it. Pupils stay listed until their listing is ended.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => (DateOnly?)c.Body.EndsOn).PlausibleDay().OverridePropertyName("endsOn");
    }

    internal sealed class Handler(Streams<Disaster> disasters, Permit permit) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            disasters.Change(command.Id, command.Version, disaster => permit.Covers(disaster.OrganisationId), disaster => Decide(disaster, command.Body), cancellationToken);
    }

    internal static Decision Decide(Disaster disaster, Body body) =>
        body.EndsOn < disaster.From ? Decision.Refuse(RegisterRules.EndsBeforeItBegins)
        : disaster.EndsOn is not null ? Decision.Refuse(RegisterRules.AlreadyEnded)
        : Decision.Record(new DisasterEnded(body.EndsOn));
}

/// <summary>Disasters a caller's schools can be hit by: their own and those declared above them.</summary>
internal static class ListDisasters
{
    public const string Name = "cases.disasters_v1";

    /// <param name="Own">The caller may end it.</param>
    public sealed record Row(Guid Id, Guid OrganisationId, string OrganisationName, string Kind, string Name, string? Area, DateOnly From, DateOnly? EndsOn, bool Own, long Version);

    public sealed record Query(long? Position) : IRequest<Page<Row>>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/disasters", (long? position, IMediator send, CancellationToken ct) => send.Send(new Query(position), ct))
        .Reads<Page<Row>>("listDisasters", "Các đợt thiên tai, dịch bệnh / Disasters", "Those of one's own organisation and of those above it, the latest first. Tells of no person.");

    public static Task On(DisasterDeclared e, MessageContext context) => context.Execute("""
        insert into cases.disasters_v1 (id, organisation_id, kind, name, place, began_on, ended_on, version, last_seq)
        values (@StreamId, @OrganisationId, @DisasterKind, @DisasterName, @Area, @Since, @EndsOn, @Version, @Sequence) on conflict (id) do nothing
        """, new { context.Source.StreamId, e.OrganisationId, e.DisasterKind, e.DisasterName, e.Area, e.Since, e.EndsOn, context.Source.Version, context.Sequence });

    public static Task On(DisasterEnded e, MessageContext context) => context.Execute(
        "update cases.disasters_v1 set ended_on = @EndsOn, version = @Version, last_seq = @Sequence where id = @StreamId and last_seq < @Sequence",
        new { e.EndsOn, context.Source.Version, context.Sequence, context.Source.StreamId });

    internal sealed class Handler(ModuleDatabase<CasesModule> database, SubscriptionRunner subscriptions, IDirectory directory, Permit permit) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(Name, request.Position, cancellationToken);
            var all = await directory.Organisations(cancellationToken);
            var own = permit.OrganisationsAs(Relation.OwnOrganisation);
            await using var connection = await database.Open(cancellationToken);
            var rows = await connection.QueryAsync<(Guid Id, Guid Organisation, string Kind, string Name, string? Area, DateOnly From, DateOnly? EndsOn, long Version)>(new CommandDefinition("""
                select id, organisation_id, kind, name, place, began_on, ended_on, version from cases.disasters_v1 where organisation_id = any (@places) order by began_on desc, id
                """, new { places = own.SelectMany(place => Places.Of(all, place)).Distinct().ToArray() }, cancellationToken: cancellationToken));
            var names = all.ToDictionary(o => o.Id, o => o.Name);
            return new Page<Row>([.. rows.Select(r => new Row(r.Id, r.Organisation, names.GetValueOrDefault(r.Organisation, ""), r.Kind, r.Name, r.Area, r.From, r.EndsOn, own.Contains(r.Organisation), r.Version))], null);
        }
    }
}

internal static class Places
{
    /// <summary>An organisation and every one above it.</summary>
    public static IReadOnlyList<Guid> Of(IReadOnlyList<Organisation> all, Guid id)
    {
        var places = new List<Guid>();
        for (var place = all.FirstOrDefault(o => o.Id == id); place is not null && !places.Contains(place.Id); place = all.FirstOrDefault(o => o.Id == place.ParentId)) places.Add(place.Id);
        return places;
    }
}
