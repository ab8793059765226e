using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Privacy.KnowingCases;

namespace ProtectionPlatform.Privacy.Requests;

/// <summary>One request with everything done about it.</summary>
internal static class ReadRequest
{
    public sealed record CaseName(Guid Id, string Reference, bool Held);

    /// <param name="Text">Reason, answer, or nothing.</param>
    public sealed record Step(string Type, DateTimeOffset At, DoneBy By, string? Text);

    public sealed record AnswerGiven(AnswerChannel Channel, string Answer);

    public sealed record RefusalGiven(RefusalGround Ground, string Reason, bool RestrictedInstead);

    public sealed record Answer(
        Guid Id, string Reference, RightKind Kind, IReadOnlyList<CaseName> Cases, PersonInCase? PersonInCase, Guid? AccountId, string? AccountName,
        ApplicantKind ApplicantKind, Applicant? Applicant, CapacityCheck Capacity, bool InConflict, bool ThirdPartyInvolved, DateOnly ReceivedOn, string Words,
        DateOnly AcknowledgeBy, DateOnly? AcknowledgedOn, DateOnly DueOn, bool Extended, bool Overdue, RequestOutcome? Outcome, DateOnly? ClosedOn,
        AnswerGiven? Answered, RefusalGiven? Refused, string RuleVersion, string RuleSource, IReadOnlyList<Step> Steps, long Version);

    public sealed record Query(Guid Id) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapGet("/requests/{id:guid}", async (Guid id, HttpResponse response, IMediator send, CancellationToken ct) =>
        {
            var answer = await send.Send(new Query(id), ct);
            response.ShowVersion(answer.Version);
            return answer;
        })
        .Reads<Answer>("readRightsRequest", "Xem yêu cầu của chủ thể dữ liệu / Read a data subject's request", "For the data protection officer and auditors.")
        .Shows("rights_request");

    internal sealed class Handler(Streams<RightsRequest> requests, KnownCases cases, IDirectory directory, TimeProvider clock) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            var loaded = await requests.Load(request.Id, cancellationToken);
            if (loaded is null || !await cases.MaySee(loaded.State.CaseIds, cancellationToken)) throw new ProblemException(Problems.NotFound);
            var names = (await cases.ById(loaded.State.CaseIds, cancellationToken)).Select(known => new CaseName(known.Id, known.Reference, known.Held)).ToList();
            var account = ((RightsRequestReceived)loaded.Events[0].Data!).AccountId;
            return View(loaded, names, account is { } id ? (await directory.Person(id, cancellationToken))?.DisplayName : null, clock.Now().VietNamDay());
        }
    }

    internal static Answer View(Loaded<RightsRequest> loaded, IReadOnlyList<CaseName> cases, string? accountName, DateOnly today)
    {
        var received = (RightsRequestReceived)loaded.Events[0].Data!;
        var state = loaded.State;
        DateOnly? acknowledged = null, closed = null;
        AnswerGiven? answered = null;
        RefusalGiven? refused = null;
        var steps = new List<Step>();
        foreach (var happened in loaded.Events)
        {
            string? text = null;
            switch (happened.Data)
            {
                case RightsRequestAcknowledged e:
                    acknowledged = e.On;
                    break;
                case RepresentativeConflictSeen e:
                    text = e.Reason;
                    break;
                case RightsRequestExtended e:
                    text = e.Reason;
                    break;
                case RightsRequestAnswered e:
                    (closed, answered) = (e.On, new AnswerGiven(e.Channel, e.Answer));
                    break;
                case RightsRequestRefused e:
                    (closed, refused) = (e.On, new RefusalGiven(e.Ground, e.Reason, e.RestrictedInstead));
                    break;
            }

            steps.Add(new Step(happened.Type, happened.RecordedAt, DoneBy.Of(happened), text));
        }

        return new Answer(state.Id, received.Reference, state.Kind, cases, received.PersonInCase, received.AccountId, accountName,
            received.ApplicantKind, received.Applicant, state.Capacity, state.InConflict, received.ThirdPartyInvolved, received.ReceivedOn, received.Words,
            received.AcknowledgeBy, acknowledged, state.DueOn, state.IsExtended,
            state.IsOpen && ((acknowledged is null && received.AcknowledgeBy < today) || state.DueOn < today),
            state.Outcome, closed, answered, refused, received.RuleVersion, received.RuleSource, steps, loaded.Version);
    }
}
