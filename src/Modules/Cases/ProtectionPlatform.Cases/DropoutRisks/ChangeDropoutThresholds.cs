using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.DropoutRisks;

/// <summary>Changes from a day on how much a signal weighs. More of it must never weigh less.</summary>
internal static class ChangeDropoutThresholds
{
    public sealed record Body(string Signal, DateOnly ValidFrom, IReadOnlyList<DropoutStep> Steps, string Reason);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder dropouts) => dropouts
        .MapPost("/rules", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes("changeDropoutThresholds", "Đổi ngưỡng cảnh báo bỏ học / Change thresholds of the dropout warning", "A new dated row of the table; what was assessed before keeps its level.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Signal).Must(signal => DropoutRules.Initial.All.Any(rule => rule.Signal == signal)).Says("Không có dấu hiệu này.", "There is no such signal.");
            RuleFor(c => (DateOnly?)c.Body.ValidFrom).PlausibleDay().OverridePropertyName("validFrom");
            RuleFor(c => c.Body.Steps).Must(steps => steps.Count is > 0 and <= 10 && steps.All(step => step is { Least: > 0 and <= 1_000, Points: > 0 and <= 10 })
                    && steps.Zip(steps.Skip(1)).All(pair => pair.First.Least < pair.Second.Least && pair.First.Points < pair.Second.Points))
                .Says("Từ 1 đến 10 bậc; ngưỡng (1–1000) và điểm (1–10) đều tăng dần.", "One to ten steps; thresholds (1–1000) and points (1–10) both rise.");
            RuleFor(c => c.Body.Reason).Words(2_000);
        }
    }

    internal sealed class Handler(Streams<DropoutRules> rules) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            rules.StartOrChange(DropoutRules.StreamId, null, table => Decide(table ?? DropoutRules.Initial, command.Body), cancellationToken);
    }

    internal static Decision Decide(DropoutRules table, Body body) => Decision
        .Record(new DropoutThresholdsChanged(body.Signal, $"{body.ValidFrom:yyyy-MM-dd}.{table.All.Count(rule => rule.Signal == body.Signal)}", body.ValidFrom, body.Steps, body.Reason))
        .Creating("/api/v1/cases/dropout-risks/rules");
}

internal static class ListDropoutRules
{
    public sealed record Query : IRequest<Page<DropoutRule>>;

    public static void Map(IEndpointRouteBuilder dropouts) => dropouts
        .MapGet("/rules", (IMediator send, CancellationToken ct) => send.Send(new Query(), ct))
        .Reads<Page<DropoutRule>>("listDropoutRules", "Ngưỡng cảnh báo bỏ học / Thresholds of the dropout warning", "Every dated row with its source; the newest valid one holds.");

    internal sealed class Handler(Streams<DropoutRules> rules) : IRequestHandler<Query, Page<DropoutRule>>
    {
        public async Task<Page<DropoutRule>> Handle(Query request, CancellationToken cancellationToken) =>
            new(((await rules.Load(DropoutRules.StreamId, cancellationToken))?.State ?? DropoutRules.Initial).All, null);
    }
}
