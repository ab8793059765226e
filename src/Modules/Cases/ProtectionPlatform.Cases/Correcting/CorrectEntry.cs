using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Correcting;

/// <summary>Somebody says that an entry is wrong, and what is right. The entry stays as it was.</summary>
/// <param name="EntryVersion">Version of the entry within the case.</param>
internal sealed record EntryCorrected(int Number, long EntryVersion, [Personal] string Text, [Personal] string Reason);

/// <summary>Corrects an entry of the chronology by standing beside it; nothing is edited away.</summary>
internal static class CorrectEntry
{
    /// <param name="Entry">Version of the entry, as the chronology gives it.</param>
    /// <param name="Text">What is right.</param>
    /// <param name="Reason">How the mistake came about, how one knows better.</param>
    public sealed record Body(long Entry, string Text, string Reason);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/corrections", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("correctEntry", "Đính chính / Correct an entry", "Beside what it corrects; both stay. A counselling note is corrected by another note.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Entry).GreaterThanOrEqualTo(1);
            RuleFor(c => c.Body.Text).Words(10_000);
            RuleFor(c => c.Body.Reason).Words(2_000);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Body), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Body body) =>
        body.Entry > file.Version || file.CounsellingEntries.Contains(body.Entry)
            ? Decision.Refuse(CaseRules.NoSuchEntry, body.Entry)
            : Decision.Record(new EntryCorrected(file.Corrections.Count + 1, body.Entry, body.Text, body.Reason));
}
