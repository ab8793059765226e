using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Counselling;

/// <summary>Reads the counselling notes of a case that are for the caller. Principal, commune and auditor are not among those they are for.</summary>
internal static class ReadCounselling
{
    /// <param name="Text">Nothing remains of it once the child's data are erased.</param>
    public sealed record Note(int Number, CounsellingForm? Form, string? Text, PersonRef By, IReadOnlyList<PersonRef> SharedWith, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt);

    public sealed record Answer(IReadOnlyList<Note> Notes);

    public sealed record Query(Guid CaseId) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/counselling-notes", (Guid id, IMediator send, CancellationToken ct) => send.Send(new Query(id), ct))
        .Reads<Answer>("readCounsellingNotes", "Đọc ghi chép tham vấn / Read counselling notes", "Only those that are for the caller; that there are others stands in the case.")
        .Shows("case");

    internal sealed class Handler(CaseDesk desk, Streams<CaseFile> cases, IDirectory directory, Permit permit) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            var closed = await desk.Read(request.CaseId, cancellationToken);
            if (!CaseAccess.May(permit.Row, permit.Actor, closed.State)) throw new ProblemException(Problems.Forbidden);
            var mine = closed.State.CounsellingNotes.Where(note => IsFor(note, permit.Actor, closed.State)).ToDictionary(note => note.Number);
            if (mine.Count == 0) return new Answer([]);

            var open = (await cases.Load(request.CaseId, cancellationToken, open: Wall.Counselling))!;
            var notes = new List<Note>();
            foreach (var happened in open.Events)
                if (happened.Data is CounsellingNoteWritten written && mine.TryGetValue(written.Number, out var note))
                    notes.Add(new Note(note.Number, written.Form, written.Text, note.By, await Names(note.SharedWith, cancellationToken), note.OccurredAt, note.RecordedAt));
            return new Answer(notes);
        }

        private async Task<IReadOnlyList<PersonRef>> Names(IReadOnlyList<Guid> people, CancellationToken ct)
        {
            var names = new List<PersonRef>();
            foreach (var id in people) names.Add(new PersonRef(id, (await directory.Person(id, ct))?.DisplayName ?? ""));
            return names;
        }
    }

    /// <summary>Its author, those it is shared with, and who has the case: each as long as they are a counsellor of the school.</summary>
    internal static bool IsFor(CounsellingRecord note, Actor actor, CaseFile file) =>
        CaseAccess.May("readCounsellingNotes", actor, file) && (note.By.Id == actor.UserId || note.SharedWith.Contains(actor.Id) || file.Assignee?.Id == actor.UserId);
}
