using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Indicators.Measuring;

/// <summary>A second person approves a figure, or returns it with a reason.</summary>
internal static class ApproveMeasurement
{
    internal enum Approval
    {
        Approved,
        Returned,
    }

    public sealed record Body(Approval Outcome, string? Reason = null);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder indicators) => indicators
        .MapPost("/measurements/{id:guid}/approval", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("approveMeasurement", "Phê duyệt số liệu / Approve or return a figure", "By the organisation's principal or its department, never by who entered it.");

    internal sealed class Rules : AbstractValidator<Command>
    {
        public Rules() => RuleFor(c => c.Body.Reason).Words(2_000);
    }

    internal sealed class Handler(Streams<Measurement> measurements, IndicatorAccess access) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await measurements.Load(request.Id, cancellationToken) is not { } loaded || await access.Standing(loaded.State.OrganisationId, cancellationToken) is not { } approver) return Outcome.NotFound;
            return await measurements.Change(request.Id, request.Version, _ => true, m => Decide(m, request.Body, approver.Behind), cancellationToken,
                (connection, transaction, _, ct) => connection.ExecuteAsync(new CommandDefinition(
                    "delete from indicators.waiting_measurements where measurement_id = @Id", new { request.Id }, transaction, cancellationToken: ct)));
        }
    }

    internal static Decision Decide(Measurement measurement, Body body, IReadOnlyList<Guid> approver) =>
        measurement.Status != MeasurementStatus.Entered ? Decision.Refuse(IndicatorRules.AlreadyDecided)
        : TwoPeople.Share(measurement.EnteredBy, approver) ? Decision.Refuse(IndicatorRules.ApproverEntered)
        : body.Outcome == Approval.Approved ? Decision.Record(new MeasurementApprovedEvent())
        : body.Reason is null ? Decision.Refuse(IndicatorRules.ReasonNeeded)
        : Decision.Record(new MeasurementReturnedEvent(body.Reason));
}
