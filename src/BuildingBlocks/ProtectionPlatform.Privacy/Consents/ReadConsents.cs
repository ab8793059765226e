using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Privacy.KnowingCases;

namespace ProtectionPlatform.Privacy.Consents;

/// <summary>Consent files: those with something to look after first.</summary>
internal static class ListConsents
{
    /// <param name="TouchedShares">Shared on a consent withdrawn since, and not looked after yet.</param>
    public sealed record Row(Guid Id, string CaseReference, Guid OrganisationId, string OrganisationName, bool RepresentativeInConflict, int Consents, int TouchedShares, int WaitingDecisions, long Version);

    public sealed record Query(long? Position) : IRequest<Page<Row>>;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapGet("/consents", (long? position, IMediator send, CancellationToken ct) => send.Send(new Query(position), ct))
        .Reads<Page<Row>>("listConsents", "Các sổ đồng ý / List consent files", "Of one's own school; the data protection officer and auditors see all.")
        .ShowsMany<Page<Row>>("consent_file", page => page.Items.Select(row => row.Id));

    public static Task On(ConsentFileOpened e, MessageContext context) => context.Execute(
        """
        insert into registers.consent_files_v1 (id, case_id, organisation_id, version, last_seq) values (@StreamId, @CaseId, @OrganisationId, @Version, @Sequence)
        on conflict (id) do nothing
        """,
        new { context.Source.StreamId, e.CaseId, e.OrganisationId, context.Source.Version, context.Sequence });

    /// <summary>What changes a file after that: its row is what its events fold to.</summary>
    public static async Task On(object _, MessageContext context)
    {
        var file = (await context.Fold<ConsentFile>(context.Source.StreamId, context.Source.Version))!;
        await context.Execute(
            """
            update registers.consent_files_v1 set in_conflict = @Conflict, consents = @Consents, touched_shares = @Touched, waiting_decision = @Waiting, version = @Version, last_seq = @Sequence
            where id = @StreamId and last_seq < @Sequence
            """,
            new
            {
                Conflict = file.RepresentativeInConflict,
                Consents = file.Consents.Count,
                Touched = file.TouchedShares.Count,
                Waiting = file.Decisions.Count(d => !d.IsConfirmed),
                context.Source.Version,
                context.Sequence,
                context.Source.StreamId,
            });
    }

    internal sealed class Handler(ModuleDatabase<RegistersModule> database, SubscriptionRunner subscriptions, IDirectory directory, Permit permit, Hidden hidden) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(RegistersModule.ConsentList, request.Position, cancellationToken);
            await using var command = database.Source.CreateCommand(
                """
                select f.id, coalesce(c.reference, ''), f.organisation_id, f.in_conflict, f.consents, f.touched_shares, f.waiting_decision, f.version
                from registers.consent_files_v1 f left join registers.cases_v1 c on c.case_id = f.case_id
                where (@everywhere or f.organisation_id = any (@organisations)) and f.case_id <> all (@hidden)
                  and (@everywhere or f.organisation_id <> all (@onlyFor) or f.case_id <> all (@heldHidden))
                order by f.touched_shares + f.waiting_decision desc, f.last_seq desc
                """);
            command.Parameters.AddWithValue("everywhere", permit.IsAnywhere(Relation.AnyOrganisation));
            command.Parameters.AddWithValue("organisations", permit.OrganisationsAs(Relation.OwnOrganisation));
            var (onlyFor, heldHidden) = permit.OnlyForOthers(Relation.OwnOrganisation);
            command.Parameters.AddWithValue("onlyFor", onlyFor);
            command.Parameters.AddWithValue("heldHidden", heldHidden);
            command.Parameters.AddWithValue("hidden", await hidden.Cases(cancellationToken));
            var rows = new List<Row>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                rows.Add(new Row(row.GetGuid(0), row.GetString(1), row.GetGuid(2), (await directory.Organisation(row.GetGuid(2), cancellationToken))?.Name ?? "",
                    row.GetBoolean(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), row.GetInt64(7)));
            return new Page<Row>(rows, Next: null);
        }
    }
}

/// <summary>One consent file: how each purpose stands today, and all that was answered.</summary>
internal static class ReadConsents
{
    public sealed record Given(
        Guid Id, ConsentPurpose Purpose, string TextVersion, ConsentGiver Giver, RelationProof? RelationProof, ConsentAnswer Answer, ConsentForm Form,
        DateOnly GivenOn, DateOnly? ExpiresOn, Evidence Evidence, DateOnly? WithdrawnOn, DoneBy RecordedBy);

    public sealed record Proposal(Guid Id, bool Permit, string Reason, DoneBy ProposedBy, DoneBy? ConfirmedBy);

    /// <param name="Permits">Whether the purpose is permitted today.</param>
    public sealed record PurposeToday(ConsentPurpose Purpose, ConsentStanding Standing, bool Permits, IReadOnlyList<ConsentGiver> Asked, IReadOnlyList<ConsentGiver> Missing, Proposal? Decision);

    /// <param name="Touched">Went out on a consent withdrawn since, and is not looked after yet.</param>
    /// <param name="Settled">What was done about it.</param>
    public sealed record Shared(Guid Id, ConsentPurpose Purpose, string Recipient, DateTimeOffset SharedAt, bool OnConsent, string? Reference, bool Touched, string? Settled);

    public sealed record Answer(
        Guid Id, string CaseReference, Guid CaseId, Guid SubjectId, Guid OrganisationId, DateOnly? BirthDate, bool RepresentativeInConflict,
        IReadOnlyList<PurposeToday> Purposes, IReadOnlyList<Given> Records, IReadOnlyList<Shared> Shares, long Version);

    public sealed record Query(Guid Id) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapGet("/consents/{id:guid}", async (Guid id, HttpResponse response, IMediator send, CancellationToken ct) =>
        {
            var answer = await send.Send(new Query(id), ct);
            response.ShowVersion(answer.Version);
            return answer;
        })
        .Reads<Answer>("readConsents", "Xem sổ đồng ý / Read a consent file", "How each purpose stands today, all answers, and what was shared.")
        .Shows("consent_file");

    internal sealed class Handler(OpenConsentFiles files, CaseShares shares, KnownCases cases, TimeProvider clock) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            var loaded = await files.Find(request.Id, cancellationToken) ?? throw new ProblemException(Problems.NotFound);
            var reference = (await cases.ById([loaded.State.CaseId], cancellationToken)).SingleOrDefault()?.Reference ?? "";
            return View(loaded, reference, await shares.Of(loaded.State, cancellationToken), clock.Now().VietNamDay());
        }
    }

    internal static Answer View(Loaded<ConsentFile> loaded, string caseReference, IReadOnlyList<Share> shares, DateOnly today)
    {
        var file = loaded.State;
        DoneBy By<TEvent>(Func<TEvent, bool> which) => DoneBy.Of(loaded.Events.Last(e => e.Data is TEvent data && which(data)));
        var settled = loaded.Events.Select(e => e.Data).OfType<TouchedShareSettled>().ToDictionary(e => e.ShareId, e => e.Done);
        return new Answer(file.Id, caseReference, file.CaseId, file.SubjectId, file.OrganisationId, file.BirthDate, file.RepresentativeInConflict,
            [.. Enum.GetValues<ConsentPurpose>().Select(purpose =>
            {
                var stands = Effectiveness.Of(file, purpose, today);
                var decision = file.Decisions.Find(d => d.Proposal.Purpose == purpose);
                return new PurposeToday(purpose, stands.Standing, stands.Permits, stands.Asked, stands.Missing, decision is null ? null : new Proposal(decision.Proposal.ProposalId,
                    decision.Proposal.Permit, decision.Proposal.Reason, By<BestInterestProposed>(p => p.ProposalId == decision.Proposal.ProposalId),
                    decision.IsConfirmed ? By<BestInterestConfirmed>(p => p.ProposalId == decision.Proposal.ProposalId) : null));
            })],
            [.. file.Consents.Select(c => new Given(c.Given.ConsentId, c.Given.Purpose, c.Given.TextVersion, c.Given.Giver, c.Given.RelationProof, c.Given.Answer, c.Given.Form,
                c.Given.GivenOn, c.Given.ExpiresOn, c.Given.Evidence, c.WithdrawnOn, By<ConsentRecorded>(e => e.ConsentId == c.Given.ConsentId)))],
            [.. shares.Select(s => new Shared(s.Id, s.Purpose, s.Recipient, s.SharedAt, s.OnConsent, s.Reference, file.TouchedShares.Contains(s.Id), settled.GetValueOrDefault(s.Id)))],
            loaded.Version);
    }
}
