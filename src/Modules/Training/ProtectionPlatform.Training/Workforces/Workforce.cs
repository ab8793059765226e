using System.Globalization;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Training.Workforces;

internal sealed record WorkforceCountedEvent(Guid OrganisationId, int Year, int Headcount);

/// <summary>How many people an organisation employs in a calendar year: what coverage by training is measured against.</summary>
internal sealed record Workforce(Guid OrganisationId, int Year, int Headcount) : IState<Workforce>
{
    public static Guid StreamOf(Guid organisationId, int year) =>
        EventStore.Derived(string.Create(CultureInfo.InvariantCulture, $"training/workforce/{organisationId}/{year}"));

    public static Workforce? Evolve(Workforce? before, RecordedEvent happened) =>
        happened.Data is WorkforceCountedEvent e ? new Workforce(e.OrganisationId, e.Year, e.Headcount) : before;
}

/// <summary>Counts the workforce of a year, or corrects the count.</summary>
internal static class CountWorkforce
{
    public sealed record Body(int Headcount);

    public sealed record Command(Guid OrganisationId, int Year, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder training) => training
        .MapPut("/workforce/{organisationId:guid}/{year:int}", (Guid organisationId, int year, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) =>
            send.Send(new Command(organisationId, year, version, body), ct))
        .Changes("countWorkforce", "Ghi số cán bộ, giáo viên, nhân viên / Count the workforce", "If-Match \"0\" for the first count of a year.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Year).InclusiveBetween(2000, 2100).Says("Phải từ 2000 đến 2100.", "Must be from 2000 to 2100.");
            RuleFor(c => c.Body.Headcount).InclusiveBetween(1, 100_000).Says("Phải từ 1 đến 100 000.", "Must be from 1 to 100,000.");
        }
    }

    internal sealed class Handler(Streams<Workforce> workforces, IDirectory directory, Permit permit) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            if (!permit.Covers(request.OrganisationId) || await directory.Organisation(request.OrganisationId, cancellationToken) is null) return Outcome.NotFound;
            var stream = Workforce.StreamOf(request.OrganisationId, request.Year);
            var decision = Decide(request.OrganisationId, request.Year, request.Body);
            return request.Version.Version == 0
                ? await workforces.Start(stream, decision, cancellationToken)
                : await workforces.Change(stream, request.Version, _ => true, _ => decision, cancellationToken);
        }
    }

    internal static Decision Decide(Guid organisationId, int year, Body body) => Decision.Record(new WorkforceCountedEvent(organisationId, year, body.Headcount));
}

/// <summary>The workforce of a year as last counted.</summary>
internal static class GetWorkforce
{
    public sealed record Answer(Guid OrganisationId, int Year, int Headcount, long Version);

    public sealed record Query(Guid OrganisationId, int Year) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder training) => training
        .MapGet("/workforce/{organisationId:guid}/{year:int}", async (Guid organisationId, int year, HttpResponse response, IMediator send, CancellationToken ct) =>
        {
            var answer = await send.Send(new Query(organisationId, year), ct);
            response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{answer.Version}\"");
            response.Headers.CacheControl = "no-store";
            return answer;
        })
        .Reads<Answer>("getWorkforce", "Số cán bộ, giáo viên, nhân viên / Read the workforce", "404 while it has not been counted.");

    internal sealed class Handler(Streams<Workforce> workforces, Permit permit) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken) =>
            permit.Covers(request.OrganisationId)
            && await workforces.Load(Workforce.StreamOf(request.OrganisationId, request.Year), cancellationToken) is { } loaded
                ? new Answer(loaded.State.OrganisationId, loaded.State.Year, loaded.State.Headcount, loaded.Version)
                : throw new ProblemException(Problems.NotFound);
    }
}
