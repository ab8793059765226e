using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.SpecialCircumstances;

/// <summary>Enters a pupil in the school's register, under a first group.</summary>
internal static class EnterCircumstance
{
    /// <param name="SchoolId">Left out by whoever works at one school only.</param>
    public sealed record Body(Pupil Pupil, ListUnderGroup.Body Listing, Guardian? Guardian = null, Guid? SchoolId = null);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder circumstances) => circumstances
        .MapPost("/", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes("enterCircumstance", "Ghi học sinh có hoàn cảnh đặc biệt / Enter a pupil in special circumstances",
            "With the first group. A pupil whose code stands in the register already is refused; namesakes are not.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            this.Pupil(c => c.Body.Pupil, clock);
            this.Guardian(c => c.Body.Guardian);
            RuleFor(c => c.Body.Listing).SetValidator(new ListUnderGroup.BodyValidator());
        }
    }

    internal sealed class Handler(Streams<Circumstance> entries, Streams<Disaster> disasters, IDirectory directory, Permit permit, PersonalData personal, ModuleDatabase<CasesModule> database, TimeProvider clock)
        : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            if (Own.Of(permit, command.Body.SchoolId) is not { } school) return Outcome.NotFound;
            if (await IsEntered(school, command.Body.Pupil.PupilCode, cancellationToken)) return Outcome.Refused(new Refusal(RegisterRules.PupilEntered, []));
            var id = clock.NewId();
            var mayChoose = await ListUnderGroup.DisasterFits(disasters, directory, command.Body.Listing.DisasterId, school, cancellationToken);
            return await entries.Start(id, Decide(id, school, command.Body, mayChoose), cancellationToken);
        }

        private async Task<bool> IsEntered(Guid school, string? code, CancellationToken ct)
        {
            if (await personal.Words(Pupil.NameWords, code, ct) is not [var digest, ..]) return false;
            await using var connection = await database.Open(ct);
            return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                "select exists (select from cases.circumstances_v1 where school_id = @school and code_digest = @digest)", new { school, digest }, cancellationToken: ct));
        }
    }

    internal static Decision Decide(Guid id, Guid school, Body body, bool disasterFits) =>
        ListUnderGroup.Decide([], body.Listing, disasterFits) is { Refusal: not null } refused ? refused
        : Decision.Record(new CircumstanceEntered(school, body.Pupil, body.Guardian)).And(ListUnderGroup.Decide([], body.Listing, disasterFits).Events).Creating($"/api/v1/cases/circumstances/{id}");
}

/// <summary>Puts right who the pupil is, or keeps it up to date.</summary>
internal static class CorrectCircumstancePupil
{
    public sealed record Body(Pupil Pupil, Guardian? Guardian = null);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder circumstances) => circumstances
        .MapPost("/{id:guid}/pupil", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("correctCircumstancePupil", "Sửa thông tin học sinh / Correct who the pupil is", "The pupil and the guardian as they are to read from now on; what was written before stays in the record.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            this.Pupil(c => c.Body.Pupil, clock);
            this.Guardian(c => c.Body.Guardian);
        }
    }

    internal sealed class Handler(Streams<Circumstance> entries, Permit permit) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            entries.Change(command.Id, command.Version, entry => permit.Covers(entry.SchoolId), entry => Decide(entry, command.Body), cancellationToken);
    }

    internal static Decision Decide(Circumstance entry, Body body) =>
        entry.Pupil == body.Pupil && entry.Guardian == body.Guardian ? Decision.Record() : Decision.Record(new CircumstancePupilCorrected(body.Pupil, body.Guardian));
}
