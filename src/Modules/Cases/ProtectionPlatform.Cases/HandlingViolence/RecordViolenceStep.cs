using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.HandlingViolence;

/// <summary>What a school does about violence (Decree 80/2017, Article 6). Telling the family is a step of its own: <see cref="InformingParents.InformParents"/>.</summary>
internal enum ViolenceStep
{
    /// <summary>Pupils at risk of causing or suffering violence were found.</summary>
    RiskDetected,

    /// <summary>Degree and kind of the risk were assessed.</summary>
    RiskAssessed,

    /// <summary>Pupils at risk were counselled.</summary>
    PupilsCounselled,

    /// <summary>They are watched, and kept apart if needed.</summary>
    KeptApart,

    /// <summary>The violence was stopped.</summary>
    Stopped,

    /// <summary>The harm was assessed for a first time.</summary>
    HarmAssessed,

    /// <summary>First aid and medical care were given.</summary>
    MedicalCare,

    /// <summary>The pupil who suffered it is supported and watched over.</summary>
    VictimSupported,

    /// <summary>The pupil who did it is supported and educated.</summary>
    PupilEducated,

    /// <summary>It was beyond the school: police, commune or a medical body was called.</summary>
    OutsideHelp,
}

/// <summary>The school took a step against violence.</summary>
internal sealed record ViolenceStepTaken(int Number, ViolenceStep Step, PerformedBy PerformedBy, [Personal] string Note, DateTimeOffset OccurredAt) : IOccurred;

/// <summary>Writes the incident log of school violence, step by step (Decree 80/2017, Article 6).</summary>
internal static class RecordViolenceStep
{
    public sealed record Body(ViolenceStep Step, string Note, DateTimeOffset OccurredAt, PerformedBy PerformedBy = PerformedBy.School);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/violence-steps", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("recordViolenceStep", "Xử lý bạo lực học đường / Handle school violence", "On the SchoolViolence track, as often as needed and in any order.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.Note).Words(5_000);
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Body), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Body body)
    {
        if (file.Triage is null) return Decision.Refuse(CaseRules.TriageFirst);
        if (file.IsEnded) return Decision.Refuse(CaseRules.StateForbids, file.State);
        return file.Tracks.Contains(Track.SchoolViolence)
            ? Decision.Record(new ViolenceStepTaken(file.ViolenceSteps.Count + 1, body.Step, body.PerformedBy, body.Note, body.OccurredAt))
            : Decision.Refuse(CaseRules.NotSchoolViolence);
    }
}
