using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Privacy.Processing;

/// <summary>Writes a new version of the processing register or of the impact assessment; the older ones stay in the record.</summary>
internal static class WriteProcessingDocument
{
    /// <param name="ProcessingSince">The first day on which personal data were processed: the 60 days for the authority run from it.</param>
    /// <param name="SentOn">When it went to the authority; null while it has not.</param>
    public sealed record Body(string Controller, string Processor, string Officer, string Content, DateOnly ProcessingSince, DateOnly? SentOn = null);

    public sealed record Command(Guid OrganisationId, ProcessingDocumentKind Kind, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPut("/processing/{id:guid}/{kind}", (Guid id, ProcessingDocumentKind kind, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) =>
            send.Send(new Command(id, kind, version, body), ct))
        .Changes("writeProcessingDocument", "Ghi hồ sơ xử lý dữ liệu / Write a processing document",
            "id is the organisation. Version 0 before the first one. Due days follow from the table of limits: the authority within 60 days, a new look after six months.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.Controller).Words(Shapes.Short);
            RuleFor(c => c.Body.Processor).Words(Shapes.Short);
            RuleFor(c => c.Body.Officer).Words(Shapes.Short);
            RuleFor(c => c.Body.Content).Words(MostContent);
            RuleFor(c => c.Body.ProcessingSince).HasCome(clock);
            RuleFor(c => c.Body.SentOn!.Value).HasCome(clock).When(c => c.Body.SentOn is not null).OverridePropertyName("Body.SentOn");
        }
    }

    private const int MostContent = 20_000;

    internal sealed class Handler(Streams<ProcessingDocument> documents, IDirectory directory, Permit permit, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            if (!permit.Covers(request.OrganisationId) || await directory.Organisation(request.OrganisationId, cancellationToken) is null) return Outcome.NotFound;
            return await documents.StartOrChange(ProcessingDocument.StreamOf(request.OrganisationId, request.Kind), request.Version,
                _ => Decide(request.OrganisationId, request.Kind, request.Body, clock.Now().VietNamDay()), cancellationToken);
        }
    }

    internal static Decision Decide(Guid organisation, ProcessingDocumentKind kind, Body body, DateOnly today)
    {
        DateOnly? sendBy = kind == ProcessingDocumentKind.ImpactAssessment ? TimeLimits.InForce(TimeLimits.ImpactAssessment, body.ProcessingSince).DueOn(body.ProcessingSince) : null;
        return Decision.Record(new ProcessingDocumentWritten(organisation, kind, body.Controller, body.Processor, body.Officer, body.Content, body.ProcessingSince, today,
            sendBy, body.SentOn, TimeLimits.InForce(TimeLimits.ProcessingReview, today).DueOn(today)));
    }
}
