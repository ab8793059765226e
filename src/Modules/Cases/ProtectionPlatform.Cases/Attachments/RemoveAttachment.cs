using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Attachments;

/// <summary>Takes the bytes of an attachment away, such as those of the wrong child. That it was there, who took it away and why, and its digests, stay.</summary>
internal static class RemoveAttachment
{
    public sealed record Body(string Reason);

    public sealed record Command(Guid CaseId, int Number, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/attachments/{number:int}/removal", (Guid id, int number, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, number, version, body), ct))
        .Changes("removeAttachment", "Gỡ tệp đính kèm / Remove an attachment", "Not while a legal hold stands. The bytes are gone for good; the line, the reason and the digests stay.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(2_000);
    }

    internal sealed class Handler(CaseDesk desk, Streams<CaseFile> cases) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var attachment = (await cases.Load(command.CaseId, cancellationToken))?.State.Attachments.Find(a => a.Event.Number == command.Number);
            return await desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Number, command.Body.Reason), cancellationToken,
                attachment is null ? null : AttachmentContent.Remove(attachment.Event.AttachmentId));
        }
    }

    internal static Decision Decide(CaseFile file, int number, string reason) =>
        file.Attachments.Find(a => a.Event.Number == number) is not { } attachment ? Decision.Refuse(AttachmentRules.NoSuchAttachment, number)
        : attachment.Removal is not null ? Decision.Refuse(AttachmentRules.Removed, number)
        : file.IsHeld ? Decision.Refuse(AttachmentRules.Held)
        : Decision.Record(new AttachmentRemoved(number, reason));
}
