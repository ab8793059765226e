using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Privacy.Breaches;

/// <summary>Somebody suspects that data got out. A few words start the clock of 72 hours.</summary>
internal static class ReportBreach
{
    public sealed record Body(string What, DateTimeOffset DiscoveredAt);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/breaches", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes("reportBreach", "Báo nghi ngờ lộ dữ liệu / Report a suspected breach", "By anybody signed in. The clock runs from discovery.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.What).Words(Shapes.Long);
            RuleFor(c => c.Body.DiscoveredAt).HasHappened(clock);
        }
    }

    internal sealed class Handler(Streams<Breach> breaches, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            var id = clock.NewId();
            return breaches.Start(id, Decide(id, Shapes.NewReference("SC"), request.Body), cancellationToken);
        }
    }

    internal static Decision Decide(Guid id, string reference, Body body)
    {
        var rule = TimeLimits.InForce(TimeLimits.BreachNotice, body.DiscoveredAt.VietNamDay());
        var time = TimeSpan.FromHours(rule.Amount);
        return Decision.Record(new BreachReported(reference, body.What, body.DiscoveredAt,
                (body.DiscoveredAt + time * (rule.WarnPercent!.Value / 100.0)).TruncateToMicroseconds(), body.DiscoveredAt + time, rule.Version, rule.Source))
            .Creating($"/api/v1/privacy/breaches/{id}");
    }
}
