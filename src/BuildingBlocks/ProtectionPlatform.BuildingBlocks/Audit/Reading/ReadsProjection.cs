using System.Text.Json;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;

namespace ProtectionPlatform.BuildingBlocks.Audit.Reading;

/// <summary>The table behind "who ever opened this file".</summary>
internal static class ReadsProjection
{
    public const string Name = "platform.reads_v1";

    public static Task On(ContentRead e, MessageContext context) => Insert(context, e.As, new
    {
        e.What,
        e.SubjectKind,
        e.SubjectId,
        Shown = (e.Shown ?? []).ToArray(),
        e.Found,
        Filters = Json(e.Filters),
        Refusal = (string?)null,
        SubjectExists = true,
        At = e.OccurredAt,
    });

    public static Task On(ReadDenied e, MessageContext context) => Insert(context, e.As, new
    {
        e.What,
        e.SubjectKind,
        e.SubjectId,
        Shown = Array.Empty<Guid>(),
        Found = (int?)null,
        Filters = Json(e.Filters),
        e.Refusal,
        e.SubjectExists,
        At = e.OccurredAt,
    });

    private static Task<int> Insert(MessageContext context, Capacity by, object read)
    {
        var parameters = new Dapper.DynamicParameters(read);
        parameters.AddDynamicParams(new
        {
            context.Sequence,
            Purpose = by.Purpose.ToString(),
            by.PurposeStated,
            by.Reason,
            Urgent = by.Urgent == true,
            Memberships = Json(by.Memberships),
            Organisations = by.Memberships.Select(m => m.OrganisationId).Distinct().ToArray(),
            ActorId = context.Source.ActorId,
            ActorName = context.Source.ActorName,
            ActingForId = context.Source.ActingFor?.Id,
            ActingForName = context.Source.ActingFor?.Name,
            context.Source.Metadata?.CorrelationId,
        });
        return context.Execute("""
            insert into audit.reads_v1 (sequence, what, subject_kind, subject_id, shown, found, filters, refusal, subject_exists,
              purpose, purpose_stated, reason, memberships, organisations, actor_id, actor_name, correlation_id, at, urgent, acting_for_id, acting_for_name)
            values (@Sequence, @What, @SubjectKind, @SubjectId, @Shown, @Found, @Filters::jsonb, @Refusal, @SubjectExists,
              @Purpose, @PurposeStated, @Reason, @Memberships::jsonb, @Organisations, @ActorId, @ActorName, @CorrelationId, @At, @Urgent, @ActingForId, @ActingForName)
            on conflict (sequence) do nothing
            """, parameters);
    }

    private static string? Json<T>(T value) => value is null ? null : JsonSerializer.Serialize(value, EventTypes.Json);
}
