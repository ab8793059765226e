using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Referrals.KnowingCases;
using ProtectionPlatform.Referrals.Providers;

namespace ProtectionPlatform.Referrals.Sending;

/// <summary>Sends an action of an approved plan to a provider, with the fields the sender chose one by one, and only those.</summary>
internal static class SendReferral
{
    public sealed record Body(
        Guid CaseId, int PlanNumber, int ActionNumber, Guid ProviderId, string Need, string MeasureCode,
        Urgency Urgency, DisclosureBasis Basis, IReadOnlyList<SharedField> Shared, string? BasisNote = null);

    public sealed record Command(Body Body) : ICommand;

    public sealed record Answer(Guid Id, long Version, long Position, string Reference, DateTimeOffset AnswerDueAt) : Changed(Id, Version, Position);

    /// <summary>What this module knows of the case when the referral is sent.</summary>
    /// <param name="MeasureCode">Of the action, when it is in the approved plan.</param>
    /// <param name="ConsentInForce">The consent register permits it today.</param>
    public sealed record CaseFacts(Guid SchoolId, string SchoolName, bool IsClosed, string? MeasureCode, bool ConsentInForce);

    public static void Map(IEndpointRouteBuilder referrals) => referrals
        .MapPost("/", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes<Answer>("sendReferral", "Chuyển gửi / Send a referral",
            "Creates a referral from an action of an approved plan and sends it. Fields to share are chosen one by one; none is shared by default.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Need).Words(2_000);
            RuleFor(c => c.Body.MeasureCode).Words(20);
            RuleFor(c => c.Body.BasisNote).Words(2_000);
            RuleFor(c => c.Body.Shared).Must(shared => shared.DistinctBy(s => s.Field).Count() == shared.Count)
                .Says("Mỗi trường chỉ một lần.", "Each field only once.");
            RuleForEach(c => c.Body.Shared).ChildRules(shared =>
            {
                shared.RuleFor(s => s.Field).Must(SharedFields.All.Contains)
                    .Says($"Phải là một trong: {string.Join(", ", SharedFields.All)}.", $"Must be one of: {string.Join(", ", SharedFields.All)}.");
                shared.RuleFor(s => s.Value).Words(5_000);
            });
        }
    }

    internal sealed class Handler(
        Streams<Referral> referrals, ModuleDatabase<ReferralsModule> database, SubscriptionRunner subscriptions,
        IDirectory directory, PersonalData personal, Permit permit, Hidden hidden, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            // A plan approved a moment ago must do: wait until everything recorded so far has reached our own copy.
            await subscriptions.ReadOwnWrite(ReferralsModule.KnownCases, await subscriptions.Head(cancellationToken), cancellationToken);
            if (await FindCase(request.Body, cancellationToken) is not { } known) return Outcome.NotFound;
            var provider = await ProviderDirectory.Find(database.Source, request.Body.ProviderId, cancellationToken);
            var id = clock.NewId();
            return await referrals.Start(id,
                Decide(id, request.Body, known, provider, ReferenceCodes.Next(), permit.Actor, clock.Now(), WorkingCalendar.VietNam), cancellationToken);
        }

        /// <summary>Null when there is no such case, or none of the caller's school: the two must look alike.</summary>
        private async Task<CaseFacts?> FindCase(Body body, CancellationToken ct)
        {
            await using var command = database.Source.CreateCommand(
                """
                select c.school_id, c.is_closed, a.measure_code, coalesce(consent.permits, false), consent.until
                from referrals.cases_v1 c
                left join referrals.consents_v1 consent on consent.case_id = c.case_id
                left join referrals.plan_actions_v1 a
                  on a.case_id = c.case_id and a.plan_number = c.approved_plan and a.plan_number = $2 and a.action_number = $3
                where c.case_id = $1 and c.school_id = any ($4) and c.case_id <> all ($5) and (c.school_id <> all ($6) or c.case_id <> all ($7))
                """);
            command.Parameters.Add(new() { Value = body.CaseId });
            command.Parameters.Add(new() { Value = body.PlanNumber });
            command.Parameters.Add(new() { Value = body.ActionNumber });
            command.Parameters.Add(new() { Value = permit.OrganisationsAs(Relation.OwnOrganisation) });
            command.Parameters.Add(new() { Value = await hidden.Cases(ct) });
            var (onlyFor, heldHidden) = permit.OnlyForOthers(Relation.OwnOrganisation);
            command.Parameters.Add(new() { Value = onlyFor });
            command.Parameters.Add(new() { Value = heldHidden });
            await using var reader = await command.ExecuteReaderAsync(ct);
            if (!await reader.ReadAsync(ct)) return null;
            var school = reader.GetGuid(0);
            permit.Covers(school, body.CaseId); // by themselves, if they may
            return new CaseFacts(school, (await directory.Organisation(school, ct))?.Name ?? "", reader.GetBoolean(1), reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.GetBoolean(3) && await IsInForce(body.CaseId, reader.IsDBNull(4) ? null : reader.GetString(4), ct));
        }

        /// <summary>The last day is sealed under the child's key; once that is gone nothing is permitted any more.</summary>
        private async Task<bool> IsInForce(Guid caseId, string? until, CancellationToken ct) => until is null
            || (PersonalData.Reveal<string>(await personal.ReaderOf([caseId], Whose.Child, ct), caseId, Whose.Child, ConsentStandingSetHandler.Until, until) is { } day
                && DateOnly.TryParseExact(day, "O", out var last) && clock.Now().VietNamDay() <= last);
    }

    internal static Decision Decide(
        Guid id, Body body, CaseFacts known, ProviderEntry? provider, string reference, Actor actor, DateTimeOffset now, WorkingCalendar calendar) =>
        known.IsClosed ? Decision.Refuse(ReferralRules.CaseIsClosed)
        : known.MeasureCode is null ? Decision.Refuse(ReferralRules.ActionNotApproved)
        : known.MeasureCode != body.MeasureCode.Trim() ? Decision.Refuse(ReferralRules.MeasureDiffers, known.MeasureCode)
        : provider is null || !provider.IsValidOn(now.VietNamDay()) ? Decision.Refuse(ReferralRules.ProviderNotValid)
        : provider.Kind == ProviderKind.ChildProtectionNgo && body.Basis is not (DisclosureBasis.Consent or DisclosureBasis.VitalInterest)
            ? Decision.Refuse(ReferralRules.ConsentNeeded)
        : body is { Basis: DisclosureBasis.Consent, BasisNote: null } ? Decision.Refuse(ReferralRules.ConsentNotDescribed)
        : body.Basis == DisclosureBasis.Consent && !known.ConsentInForce ? Decision.Refuse(ReferralRules.ConsentNotInForce)
        : body is { Basis: DisclosureBasis.VitalInterest, BasisNote: null } ? Decision.Refuse(ReferralRules.EmergencyNotExplained)
        : Send(id, body, known, provider, reference, actor, now, AnswerDue(body.Urgency, now, calendar));

    private static Decision Send(Guid id, Body body, CaseFacts known, ProviderEntry provider, string reference, Actor actor, DateTimeOffset now, DateTimeOffset due) =>
        Decision.Record(new ReferralSentEvent(
                reference, body.CaseId, body.PlanNumber, body.ActionNumber, known.MeasureCode!,
                known.SchoolId, known.SchoolName, actor.Id, provider.OrganisationId, provider.Name,
                body.Need, body.Urgency, body.Basis, body.BasisNote, body.Shared, now, due))
            .Creating($"/api/v1/referrals/{id}")
            .Answering(c => new Answer(c.Id, c.Version, c.Position, reference, due));

    /// <summary>DL-REF-ACK [D]: until the end of the next working day, or four hours when it is urgent.</summary>
    internal static DateTimeOffset AnswerDue(Urgency urgency, DateTimeOffset now, WorkingCalendar calendar) => urgency == Urgency.High
        ? now.AddHours(4)
        : calendar.AddWorkingDays(now.VietNamDay(), 1).EndInVietNam();
}
