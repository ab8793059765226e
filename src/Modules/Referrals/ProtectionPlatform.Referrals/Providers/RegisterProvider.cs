using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Referrals.Providers;

/// <summary>Puts an organisation into the directory of providers.</summary>
internal static class RegisterProvider
{
    public sealed record Body(
        Guid OrganisationId, ProviderKind Kind, string Area, IReadOnlyList<string> Services, string Hours, string Phone, DateOnly ValidFrom,
        string? Email = null, int? Capacity = null, string? AgreementNumber = null, DateOnly? AgreementValidTo = null, DateOnly? ValidTo = null);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder referrals) => referrals
        .MapPost("/providers", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes("registerProvider", "Đưa cơ sở vào danh bạ / Register a provider", "By an administrator. The id of the answer is the organisation's.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Area).Words(500);
            RuleFor(c => c.Body.Services).Must(services => services.Count is >= 1 and <= 50).Says("Cần từ 1 đến 50 dịch vụ.", "Needs 1 to 50 services.");
            RuleForEach(c => c.Body.Services).Words(200);
            RuleFor(c => c.Body.Hours).Words(200);
            RuleFor(c => c.Body.Phone).Words(50);
            RuleFor(c => c.Body.Email).Words(200);
            RuleFor(c => c.Body.Capacity).Must(capacity => capacity is null or (>= 0 and <= 1_000_000)).Says("Phải từ 0 đến 1 000 000.", "Must be from 0 to 1,000,000.");
            RuleFor(c => c.Body.AgreementNumber).Words(100);
            RuleFor(c => c.Body.AgreementValidTo).PlausibleDay();
            RuleFor(c => (DateOnly?)c.Body.ValidFrom).PlausibleDay().OverridePropertyName("Body.ValidFrom");
            RuleFor(c => c.Body.ValidTo).PlausibleDay();
        }
    }

    internal sealed class Handler(Streams<Provider> providers, IDirectory directory) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            var stream = Provider.StreamOf(request.Body.OrganisationId);
            var known = await providers.Load(stream, cancellationToken);
            var organisation = await directory.Organisation(request.Body.OrganisationId, cancellationToken);
            return await providers.Start(stream, Decide(known?.State, request.Body, organisation), cancellationToken);
        }
    }

    internal static Decision Decide(Provider? known, Body body, Organisation? organisation) =>
        known is not null ? Decision.Refuse(ReferralRules.ProviderAlreadyRegistered)
        : organisation is null ? Decision.Refuse(ReferralRules.ProviderNotAnOrganisation)
        : body.ValidTo < body.ValidFrom ? Decision.Refuse(ReferralRules.ProviderDatesReversed)
        : Decision.Record(new ProviderRegisteredEvent(
                body.OrganisationId, organisation.Name, body.Kind, body.Area, body.Services, body.Hours, body.Phone, body.Email,
                body.Capacity, body.AgreementNumber, body.AgreementValidTo, body.ValidFrom, body.ValidTo))
            .Creating("/api/v1/referrals/providers")
            .Answering(c => c with { Id = body.OrganisationId });
}
