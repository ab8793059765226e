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

namespace ProtectionPlatform.Privacy.Confidentiality;

/// <summary>Whether one has to accept the duty of confidentiality, and its text.</summary>
internal static class ReadConfidentiality
{
    public sealed record Answer(bool Due, string TextVersion, IReadOnlyList<string> TextVi, IReadOnlyList<string> TextEn, DateOnly? AcceptedOn, DateOnly? DueAgainOn);

    public sealed record Query : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapGet("/confidentiality", (IMediator send, CancellationToken ct) => send.Send(new Query(), ct))
        .Reads<Answer>("readConfidentiality", "Cam kết giữ bí mật của mình / One's own duty of confidentiality", "The text in force, and whether it is time to accept it.");

    internal sealed class Handler(Streams<Acceptance> acceptances, Actor actor, TimeProvider clock) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            var today = clock.Now().VietNamDay();
            var text = ConfidentialityText.InForce(today);
            var known = (await acceptances.Load(Acceptance.StreamOf(actor.Id), cancellationToken))?.State;
            return new Answer(Acceptance.IsDue(known?.TextVersion, known?.DueAgainOn, today), text.Version, text.TextVi, text.TextEn, known?.AcceptedOn, known?.DueAgainOn);
        }
    }
}

/// <summary>Who has accepted it and who has not, those who have not first.</summary>
internal static class ListConfidentiality
{
    public sealed record Row(Guid PersonId, string PersonName, IReadOnlyList<string> Organisations, bool Due, DateOnly? AcceptedOn, DateOnly? DueAgainOn);

    public sealed record Query(long? Position) : IRequest<Page<Row>>;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapGet("/confidentiality/people", (long? position, IMediator send, CancellationToken ct) => send.Send(new Query(position), ct))
        .Reads<Page<Row>>("listConfidentiality", "Ai đã cam kết giữ bí mật / Who accepted the duty of confidentiality", "Administrators see their own organisation and those beneath it; the data protection officer everybody.");

    public static Task On(ConfidentialityAccepted e, MessageContext context) => context.Execute(
        """
        insert into registers.confidentiality_v1 as c (person_id, text_version, accepted_on, due_again_on, last_seq)
        values (@PersonId, @TextVersion, @AcceptedOn::date, @DueAgainOn::date, @Sequence)
        on conflict (person_id) do update set
          text_version = excluded.text_version, accepted_on = excluded.accepted_on, due_again_on = excluded.due_again_on, last_seq = excluded.last_seq
        where c.last_seq < excluded.last_seq
        """,
        new { e.PersonId, e.TextVersion, AcceptedOn = e.AcceptedOn.Iso(), DueAgainOn = e.DueAgainOn.Iso(), context.Sequence });

    internal sealed class Handler(ModuleDatabase<RegistersModule> database, SubscriptionRunner subscriptions, IDirectory directory, Permit permit, TimeProvider clock) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(RegistersModule.ConfidentialityList, request.Position, cancellationToken);
            var accepted = new Dictionary<Guid, (string Version, DateOnly On, DateOnly Again)>();
            await using (var command = database.Source.CreateCommand("select person_id, text_version, accepted_on, due_again_on from registers.confidentiality_v1"))
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
                while (await row.ReadAsync(cancellationToken)) accepted[row.GetGuid(0)] = (row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetFieldValue<DateOnly>(3));

            var today = clock.Now().VietNamDay();
            var people = new Dictionary<Guid, (Person Person, List<string> At)>();
            foreach (var organisation in await Reached(cancellationToken))
                foreach (var person in await directory.PeopleAt(organisation.Id, Enum.GetValues<Role>(), cancellationToken))
                    if (people.TryGetValue(person.Id, out var known)) known.At.Add(organisation.Name);
                    else people[person.Id] = (person, [organisation.Name]);

            return new Page<Row>([.. people.Values.Select(it =>
            {
                var has = accepted.TryGetValue(it.Person.Id, out var when);
                return new Row(it.Person.Id, it.Person.DisplayName, it.At, Acceptance.IsDue(has ? when.Version : null, has ? when.Again : null, today), has ? when.On : null, has ? when.Again : null);
            }).OrderBy(row => !row.Due).ThenBy(row => row.PersonName, StringComparer.Ordinal)], Next: null);
        }

        private async Task<IEnumerable<Organisation>> Reached(CancellationToken ct)
        {
            var all = await directory.Organisations(ct);
            if (permit.IsAnywhere(Relation.AnyOrganisation)) return all;
            var reached = permit.OrganisationsAs(Relation.OrganisationAbove).ToHashSet();
            for (var before = 0; before < reached.Count;)
            {
                before = reached.Count;
                reached.UnionWith(all.Where(o => o.ParentId is { } parent && reached.Contains(parent)).Select(o => o.Id));
            }

            return all.Where(o => reached.Contains(o.Id));
        }
    }
}
