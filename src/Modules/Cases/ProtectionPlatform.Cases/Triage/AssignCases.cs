using System.Globalization;
using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Triage;

/// <summary>
/// Gives many cases to one person: each is assigned by itself, as <see cref="AssignCase"/> does, with one set id, and may be refused by itself.
/// Whoever did it can take the set back for ten minutes; a case that was assigned anew since stays as it is.
/// </summary>
internal static class AssignCases
{
    internal const int Most = 200;

    internal static readonly TimeSpan Undoable = TimeSpan.FromMinutes(10);

    /// <param name="Version">The version the caller saw.</param>
    public sealed record Chosen(Guid Id, long Version);

    /// <param name="SetId">An id of the caller's choice, by which the set can be undone.</param>
    public sealed record Body(Guid SetId, Guid AssigneeId, IReadOnlyList<Chosen> Cases);

    /// <param name="Problem">The rule that refused it; null when it was done.</param>
    /// <param name="Reason">The same in words.</param>
    public sealed record One(Guid CaseId, bool Done, string? Problem, string? Reason);

    /// <param name="UndoUntil">Until when the set can be undone; null when there is nothing to undo.</param>
    /// <param name="Position">Place of the last change in the log, for reading one's own write; 0 when nothing changed.</param>
    public sealed record Answer(Guid SetId, DateTimeOffset? UndoUntil, IReadOnlyList<One> Cases, long Position);

    public sealed record Command(Body Body) : IRequest<Answer>;

    public sealed record Undo(Guid SetId) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder cases)
    {
        cases.MapPost("/assignments", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
            .Acts<Answer>("assignCases", "Giao nhiều ca / Assign many cases",
                "Up to 200 cases to somebody who works with cases at their school, each with the version the caller saw. The answer says of each whether it was done and, if not, why. The same request again changes nothing more.", StatusCodes.Status200OK)
            .ProducesProblem(413).ProducesProblem(415);
        cases.MapPost("/assignments/{set:guid}/undo", (Guid set, IMediator send, CancellationToken ct) => send.Send(new Undo(set), ct))
            .Acts<Answer>("undoAssignments", "Hoàn tác lượt giao ca / Undo a set of assignments",
                "By whoever made the set, within ten minutes. Each case goes back to whoever had it, or to nobody; one that was assigned or handed over since is left and named.", StatusCodes.Status200OK);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Cases).Must(cases => cases.Count is > 0 and <= Most && cases.DistinctBy(one => one.Id).Count() == cases.Count)
            .Says($"Từ 1 đến {Most} ca, không lặp lại.", $"From 1 to {Most} cases, without repetition.");
    }

    internal sealed class Handler(CaseDesk desk, IDirectory directory, ModuleDatabase<CasesModule> database, RequestContext request, Actor actor, TimeProvider clock)
        : IRequestHandler<Command, Answer>, IRequestHandler<Undo, Answer>
    {
        public async Task<Answer> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            var assignee = await directory.Person(body.AssigneeId, cancellationToken);
            var now = clock.Now();
            return await Each(body.SetId, now + Undoable, body.Cases, one => one.Id, one => desk.Change(one.Id, new IfMatch(one.Version),
                (file, _) => AssignCase.Decide(file, assignee, body.SetId), cancellationToken, Remember(body.SetId, one.Id, now)));
        }

        public async Task<Answer> Handle(Undo undo, CancellationToken cancellationToken)
        {
            List<(Guid Id, DateTime At)> set;
            await using (var connection = await database.Open(cancellationToken))
                set = [.. await connection.QueryAsync<(Guid, DateTime)>(new CommandDefinition(
                    "select case_id, assigned_at from cases.assignment_sets where set_id = @SetId and made_by = @Me order by case_id", new { undo.SetId, Me = actor.Id }, cancellationToken: cancellationToken))];
            if (set.Count == 0) throw new ProblemException(Problems.NotFound);
            if (DateTime.SpecifyKind(set.Max(one => one.At), DateTimeKind.Utc) + Undoable < clock.GetUtcNow()) throw new ProblemException(CaseRules.TooLateToUndo);
            return await Each(undo.SetId, null, set, one => one.Id, one => desk.Change(one.Id, null, (file, moment) => DecideUndo(file, undo.SetId, moment.Actor), cancellationToken));
        }

        private InlineWrite Remember(Guid set, Guid caseId, DateTimeOffset at) => async (connection, transaction, _, ct) =>
        {
            await using var command = new NpgsqlCommand("""
                insert into cases.assignment_sets (set_id, made_by, case_id, assigned_at) values ($1, $2, $3, $4) on conflict (set_id, made_by, case_id) do update set assigned_at = excluded.assigned_at
                """, connection, transaction) { Parameters = { new() { Value = set }, new() { Value = actor.Id }, new() { Value = caseId }, new() { Value = at } } };
            await command.ExecuteNonQueryAsync(ct);
        };

        /// <summary>One after the other, each an intention of its own: its key is the request's and the case's.</summary>
        private async Task<Answer> Each<T>(Guid set, DateTimeOffset? undoUntil, IReadOnlyList<T> all, Func<T, Guid> idOf, Func<T, Task<Outcome>> change)
        {
            var key = request.IdempotencyKey;
            var outcomes = new List<One>();
            var position = 0L;
            foreach (var one in all)
            {
                request.IdempotencyKey = key is null ? null : string.Create(CultureInfo.InvariantCulture, $"{key}/{idOf(one):N}");
                var refusal = await Refusal(change(one));
                outcomes.Add(new One(idOf(one), refusal is null, refusal?.Rule.Type, refusal is null ? null : Problems.Words(refusal)));
            }

            request.IdempotencyKey = key;
            return new Answer(set, outcomes.Exists(one => one.Done) ? undoUntil : null, outcomes, position);

            async Task<Refusal?> Refusal(Task<Outcome> changing)
            {
                try
                {
                    var outcome = await changing;
                    if (outcome.Body is Changed changed) position = Math.Max(position, changed.Position);
                    return outcome.Refusal;
                }
                catch (ProblemException problem)
                {
                    return problem.Refusal; // not theirs to change, or not there
                }
            }
        }
    }

    internal static Decision DecideUndo(CaseFile file, Guid set, Actor actor) =>
        file.IsEnded ? Decision.Refuse(CaseRules.StateForbids, file.State)
        : file.Assignment is not { } made || made.SetId != set || made.By.Id != actor.UserId || made.To.Id != file.Assignee?.Id || file.PendingHandOver is not null ? Decision.Refuse(CaseRules.AssignedSince)
        : made.Before is { } before && file.Excludes(before.Id) ? Decision.Refuse(CaseRules.AssigneeNotStaff)
        : Decision.Record(new AssignmentUndone(set, made.Before?.Id, made.Before?.Name));
}
