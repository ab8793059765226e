using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Privacy.KnowingCases;

namespace ProtectionPlatform.Privacy.Consents;

/// <summary>A consent file the policy table opens to the caller for what they are about to do.</summary>
internal sealed class OpenConsentFiles(Streams<ConsentFile> files, KnownCases cases, Permit permit, TimeProvider clock)
{
    public async Task<Loaded<ConsentFile>?> Find(Guid id, CancellationToken ct) =>
        await files.Load(id, ct) is { } loaded && permit.Covers(loaded.State.OrganisationId, loaded.State.CaseId) && await cases.MaySee([loaded.State.CaseId], ct) ? loaded : null;

    public async Task<Outcome> Change(Guid id, IfMatch version, Func<ConsentFile, Decision> decide, CancellationToken ct) =>
        await Find(id, ct) is null ? Outcome.NotFound : await files.Change(id, version, _ => true, file => WithStandings(file, decide(file), clock.Now().VietNamDay()), ct);

    /// <summary>Whatever changes a file, how its purposes stand after it is noted with it.</summary>
    internal static Decision WithStandings(ConsentFile file, Decision decision, DateOnly today) => decision.Events.Count == 0 ? decision
        : decision.And(Effectiveness.ToNote(decision.Events.Aggregate(file, (before, happened) => ConsentFile.Apply(before, file.Id, happened)!), today));
}

/// <summary>Opens the consent file of a case of one's school.</summary>
internal static class OpenConsentFile
{
    /// <param name="BirthDate">Decides who must be asked; left out when not known, and then the child is asked as well.</param>
    public sealed record Body(string CaseReference, DateOnly? BirthDate = null);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/consents", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes("openConsentFile", "Mở sổ đồng ý của một ca / Open the consent file of a case", "By the social worker or focal person of the school. One file a case.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.CaseReference).Words(Shapes.Short);
            RuleFor(c => c.Body.BirthDate).ChildBirthday(clock);
        }
    }

    internal sealed class Handler(Streams<ConsentFile> files, KnownCases cases, Permit permit) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await cases.ByReference([request.Body.CaseReference], cancellationToken) is not [{ SchoolId: { } school } known] || !permit.Covers(school, known.Id))
                throw Shapes.Wrong("caseReference", "Trường anh/chị không có ca mang mã này.", "Your school has no case of this reference.");
            var id = ConsentFile.StreamOf(known.Id);
            return await files.StartOrChange(id, null, file => Decide(file, id, known.Id, school, request.Body), cancellationToken);
        }
    }

    internal static Decision Decide(ConsentFile? file, Guid id, Guid caseId, Guid school, Body body) =>
        file is not null ? Decision.Refuse(PrivacyRules.ConsentFileExists)
        : Decision.Record(new ConsentFileOpened(caseId, ConsentFile.SubjectOf(caseId), school, body.BirthDate)).Creating($"/api/v1/privacy/consents/{id}");
}

/// <summary>Records one answer of one person to one purpose: what they were shown, how they answered, where the proof lies.</summary>
internal static class RecordConsent
{
    public sealed record Body(
        ConsentPurpose Purpose, string TextVersion, ConsentGiver Giver, ConsentAnswer Answer, ConsentForm Form, DateOnly GivenOn, Evidence Evidence,
        RelationProof? RelationProof = null, DateOnly? ExpiresOn = null);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/consents/{id:guid}/records", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("recordConsent", "Ghi một câu trả lời đồng ý / Record a consent", "One purpose, one person. The child from 7 and the representative are asked apart; each needs proof.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.TextVersion).Must((c, version) => ConsentTexts.Has(c.Body.Purpose, version)).Says("Không có bản văn này cho mục đích đã chọn.", "There is no such text for this purpose.");
            RuleFor(c => c.Body.GivenOn).HasCome(clock);
            RuleFor(c => c.Body.ExpiresOn).PlausibleDay();
            RuleFor(c => c.Body.ExpiresOn).Must((c, day) => day is null || day > c.Body.GivenOn).Says("Phải sau ngày đồng ý.", "Must be after the day it was given.");
            RuleFor(c => c.Body.RelationProof).Must((c, proof) => proof is not null || c.Body.Giver == ConsentGiver.Child)
                .Says("Cần cách kiểm tra quan hệ đại diện.", "How the relation was checked is needed.");
            RuleFor(c => c.Body.Evidence).Must(e => e.Digest is not null || e.Location is not null).Says("Nêu mã SHA-256 của tệp, hoặc nơi cất giấy.", "Give the SHA-256 of the file, or where the paper is kept.");
            RuleFor(c => c.Body.Evidence.Digest).Must(d => d is null || (d.Length == 64 && d.All(char.IsAsciiHexDigitLower))).Says("Phải là 64 chữ số thập lục phân thường.", "Must be 64 lower-case hexadecimal digits.");
            RuleFor(c => c.Body.Evidence.Location).Words(Shapes.Short);
        }
    }

    internal sealed class Handler(OpenConsentFiles files, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            files.Change(request.Id, request.Version, file => Decide(file, clock.NewId(), request.Body), cancellationToken);
    }

    internal static Decision Decide(ConsentFile file, Guid consentId, Body body) =>
        body.Giver == ConsentGiver.Child && file.BirthDate is { } born && body.GivenOn < born.AddYears(Effectiveness.AskedFrom) ? Decision.Refuse(PrivacyRules.ChildNotAskedYet)
        : body is { Giver: ConsentGiver.Representative, Answer: ConsentAnswer.Agreed } && file.RepresentativeInConflict ? Decision.Refuse(PrivacyRules.RepresentativeInConflict)
        : Decision.Record(new ConsentRecorded(consentId, body.Purpose, body.TextVersion, body.Giver, body.Giver == ConsentGiver.Child ? null : body.RelationProof,
            body.Answer, body.Form, body.GivenOn, body.ExpiresOn, body.Evidence));
}

/// <summary>Takes a consent back. What was shared on it is listed for the data protection officer.</summary>
internal static class WithdrawConsent
{
    public sealed record Body(DateOnly WithdrawnOn);

    public sealed record Command(Guid Id, Guid ConsentId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/consents/{id:guid}/records/{consentId:guid}/withdrawal", (Guid id, Guid consentId, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) =>
            send.Send(new Command(id, consentId, version, body), ct))
        .Changes("withdrawConsent", "Rút đồng ý / Withdraw a consent", "As easy as giving it. Lists what was shared on it, for the data protection officer to look after.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock) => RuleFor(c => c.Body.WithdrawnOn).HasCome(clock);
    }

    internal sealed class Handler(OpenConsentFiles files, CaseShares shares) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await files.Find(request.Id, cancellationToken) is not { State: var found }) return Outcome.NotFound;
            var shared = await shares.Of(found, cancellationToken);
            return await files.Change(request.Id, request.Version, file => Decide(file, request.ConsentId, request.Body, shared), cancellationToken);
        }
    }

    /// <param name="shared">Everything shared of the case.</param>
    internal static Decision Decide(ConsentFile file, Guid consentId, Body body, IReadOnlyList<Share> shared) =>
        file.Find(consentId) is not { WithdrawnOn: null, Given: { Answer: ConsentAnswer.Agreed } given } ? Decision.Refuse(PrivacyRules.NothingToWithdraw)
        : body.WithdrawnOn < given.GivenOn ? Decision.Refuse(PrivacyRules.WithdrawnBeforeGiven)
        : Decision.Record(new ConsentWithdrawn(consentId, body.WithdrawnOn, [.. shared.Where(s => s.OnConsent && s.Purpose == given.Purpose).Select(s => s.Id)]));
}

/// <summary>Marks, or clears, that the representative is in conflict with the child (P-05).</summary>
internal static class SetRepresentativeConflict
{
    public sealed record Body(bool InConflict, string Reason);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/consents/{id:guid}/representative-conflict", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("setRepresentativeConflict", "Đánh dấu hoặc bỏ dấu xung đột lợi ích của người đại diện / Mark or clear a representative in conflict",
            "While it stands, the representative's consent counts for nothing.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(Shapes.Long);
    }

    internal sealed class Handler(OpenConsentFiles files) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            files.Change(request.Id, request.Version, file => Decide(file, request.Body), cancellationToken);
    }

    internal static Decision Decide(ConsentFile file, Body body) =>
        file.RepresentativeInConflict == body.InConflict ? Decision.Record()
        : body.InConflict ? Decision.Record(new RepresentativeConflictMarked(body.Reason))
        : Decision.Record(new RepresentativeConflictCleared(body.Reason));
}
