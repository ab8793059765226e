using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.Reporting;

/// <summary>
/// Reports a concern (Form 01), signed in or not. Name, consent and evidence are never required (procedure, section 6).
/// A file is opened at once; if abuse is suspected its clocks start at once.
/// </summary>
internal static class ReportConcern
{
    /// <param name="CaseId">For staff who may open the case.</param>
    /// <param name="FollowUpCode">For anonymous reporters; shown once, only its digest is kept.</param>
    public sealed record Answer(Guid Id, long Version, long Position, Guid ReportId, string Reference, Guid? CaseId, string? FollowUpCode)
        : Changed(Id, Version, Position);

    public sealed record Command(ReportForm Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/reports", (Json<ReportForm> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes<Answer>("reportConcern", "Báo tin / Report a concern",
            "Form 01 (Decree 56/2017). Only channel, whatHappened and knownAt are required. An anonymous report is answered with a reference and a follow-up code.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.WhatHappened).Words(20_000);
            RuleFor(c => c.Body.KnownAt).HasHappened(clock);
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
            RuleFor(c => c.Body.Place).Words(500);
            RuleFor(c => c.Body.SuspectedRelation).Words(500);
            RuleFor(c => c.Body.Witnesses).Words(2_000);
            RuleFor(c => c.Body.ToldInPerson).Words(500);
            RuleFor(c => c.Body.Statements).Must(s => s is null || s.Count <= 50).Says("Tối đa 50 lời kể.", "At most 50 statements.");
            RuleForEach(c => c.Body.Statements).ChildRules(s => s.RuleFor(x => x.Text).Words(20_000));
            RuleFor(c => c.Body.Child!.FullName).Words(200).When(c => c.Body.Child is not null);
            RuleFor(c => c.Body.Child!.DateOfBirth).ChildBirthday(clock).When(c => c.Body.Child is not null);
            RuleFor(c => c.Body.Child!.EstimatedAge).InclusiveBetween(0, 25).When(c => c.Body.Child is not null);
            RuleFor(c => c.Body.Child!.ClassName).Words(50).When(c => c.Body.Child is not null);
            foreach (var text in new System.Linq.Expressions.Expression<Func<Command, string?>>[]
                     {
                         c => c.Body.Child!.PresentState, c => c.Body.Child!.PresumedConsequences, c => c.Body.Child!.FamilyCircumstances,
                         c => c.Body.Child!.Caregiver, c => c.Body.Child!.SupportGiven,
                     })
                RuleFor(text).Words(5_000).When(c => c.Body.Child is not null);
            RuleFor(c => c.Body.Child!.Father!.Name).Words(200).When(c => c.Body.Child?.Father is not null);
            RuleFor(c => c.Body.Child!.Father!.Age).InclusiveBetween(0, 120).When(c => c.Body.Child?.Father is not null);
            RuleFor(c => c.Body.Child!.Father!.Occupation).Words(200).When(c => c.Body.Child?.Father is not null);
            RuleFor(c => c.Body.Child!.Mother!.Name).Words(200).When(c => c.Body.Child?.Mother is not null);
            RuleFor(c => c.Body.Child!.Mother!.Age).InclusiveBetween(0, 120).When(c => c.Body.Child?.Mother is not null);
            RuleFor(c => c.Body.Child!.Mother!.Occupation).Words(200).When(c => c.Body.Child?.Mother is not null);
            RuleFor(c => c.Body.Informant!.Name).Words(200).When(c => c.Body.Informant is not null);
            RuleFor(c => c.Body.Informant!.Phone).Words(50).When(c => c.Body.Informant is not null);
            RuleFor(c => c.Body.Informant!.Address).Words(500).When(c => c.Body.Informant is not null);
            RuleFor(c => c.Body.Informant!.Notes).Words(2_000).When(c => c.Body.Informant is not null);
        }
    }

    internal sealed class Handler(Streams<CaseFile> cases, CaseDesk desk, OpaqueCodes codes, Actor actor, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var moment = await desk.Moment(cancellationToken);
            var caseId = clock.NewId();
            var reference = codes.Reference();
            var followUpCode = actor.IsSignedIn ? null : codes.FollowUpCode();
            var decision = Decide(caseId, clock.NewId(), command.Body, reference, followUpCode, moment);
            return await cases.Start(caseId, decision, cancellationToken, KeepReference(caseId, reference));
        }

        /// <summary>The reference must find the case from the first moment, and must be unique.</summary>
        private static InlineWrite KeepReference(Guid caseId, string reference) => async (connection, transaction, _, ct) =>
        {
            await using var command = new NpgsqlCommand("insert into cases.report_references (reference, case_id) values ($1, $2)", connection, transaction);
            command.Parameters.Add(new() { Value = reference });
            command.Parameters.Add(new() { Value = caseId });
            await command.ExecuteNonQueryAsync(ct);
        };
    }

    internal static Decision Decide(Guid caseId, Guid reportId, ReportForm form, string reference, string? followUpCode, Moment moment)
    {
        var schools = moment.Actor.OrganisationsAs([.. CaseAccess.SchoolRoles, Role.Reporter])
            .Where(id => moment.Find(id)?.Kind == OrganisationKind.School).ToList();
        var schoolId = form.SchoolId ?? (schools.Count == 1 ? schools[0] : null);
        if (schoolId is not null && moment.Find(schoolId) is not { Kind: OrganisationKind.School }) return Decision.Refuse(CaseRules.SchoolUnknown);

        var isCaseStaff = moment.Actor.IsAt(schoolId, [.. CaseAccess.SchoolRoles]);
        // Who takes a report down as part of their work signs it, unless they were told in confidence or saw it themselves and want no name there.
        var receives = isCaseStaff && form.NameReporter != false;
        var reported = new ConcernReported(reportId, reference, followUpCode is null ? null : OpaqueCodes.Hash(followUpCode), form, schoolId,
            Anonymous: !moment.Actor.IsSignedIn, Receiver: receives ? moment.By : null, LegalBasis: LegalBases.Table.AtOpening(form));
        var unnamed = reported.ReporterIsUnnamed && moment.Actor is { IsSignedIn: true, Scopes: null };
        if (unnamed) reported = reported with { ReportedBy = moment.By };

        var places = moment.PlacesOf(schoolId);
        var facts = new CaseClockFacts(reference, schoolId, null, places);
        object Clock(string code, DateTimeOffset start) => moment.Rules.Start(caseId, code, 1, start, moment.Now, null, facts);
        object[] clocks =
        [
            .. form is { SuggestsAbuse: true, ChildIsSixteen: false }
                ? [Clock(DeadlineCodes.Report, form.KnownAt), Clock(DeadlineCodes.Emergency, moment.Now), Clock(DeadlineCodes.InitialAssessment, moment.Now)]
                : (object[])[],
            .. form.TellsOfSchoolViolence ? [Clock(DeadlineCodes.ParentsInformed, moment.Now)] : (object[])[],
        ];

        return Decision.Record([reported, .. clocks])
            .AsInformant(unnamed)
            .Creating(isCaseStaff ? $"/api/v1/cases/{caseId}" : $"/api/v1/cases/reports/{reference}")
            .Answering(c => new Answer(isCaseStaff ? caseId : reportId, c.Version, c.Position, reportId, reference, isCaseStaff ? caseId : null, followUpCode));
    }
}
