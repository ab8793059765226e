using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Communications.Notifying;

/// <summary>What a notice is about.</summary>
internal enum NoticeKind
{
    NewReport,
    ClockWarning,
    ClockOverdue,
    ClockEscalated,
    TransferOffered,
    TransferAnswered,
    PlanToDecide,
    ReferralReceived,
    ReferralAnswered,
    TriageToConfirm,
    UrgentAccess,
    SecondPerson,
    HandOverToAccept,
    HandOverAnswered,
}

/// <summary>A notice before it has recipients. Nothing in it tells about a child: a reference, a path in the platform, a clock.</summary>
/// <param name="CaseId">The case it is about, also when it leads elsewhere.</param>
internal sealed record Notice(NoticeKind Kind, string Reference, Guid CaseId, string Link, string? Code = null, DateTimeOffset? DueAt = null)
{
    public static string ToCase(Guid id) => $"/ca/{id}";

    /// <summary>Who looked at a case, for those who do not see the case itself.</summary>
    public static string ToReadsOf(Guid caseId) => $"/kiem-tra/ai-da-xem?case={caseId}";

    /// <summary>Where a school answers to what is offered to it.</summary>
    public const string Transfers = "/tiep-nhan";

    /// <summary>For those who do not see what the notice is about: their own notices.</summary>
    public const string Own = "/thong-bao";

    /// <summary>Where erasures are decided; a case is named by its reference there.</summary>
    public const string Erasures = "/bao-ve-du-lieu/luu-xoa";

    public static string ToConsents(Guid fileId) => $"/bao-ve-du-lieu/dong-y/{fileId}";

    public static string ToReferral(Guid id) => $"/chuyen-gui/{id}";
}

/// <summary>Writes notices and the wish for an e-mail, both in the message's own transaction.</summary>
internal static class Notices
{
    /// <summary>
    /// Everybody once, whoever they are by several roles; <paramref name="except"/> and whoever is excluded from the case never, nor who would be told
    /// only because they stand in for one who is excluded.
    /// </summary>
    public static async Task Tell(this MessageContext context, IEnumerable<Recipient> recipients, Notice notice, Guid? except = null)
    {
        var clock = context.Services.GetRequiredService<TimeProvider>();
        var excluded = await context.Services.GetRequiredService<Exclusions>().PeopleKeptFrom(notice.CaseId, context.Cancelled);
        foreach (var person in recipients.Where(r => r.InsteadOf is not { } absent || (absent != except && !excluded.Contains(absent))).Select(r => r.Person)
            .DistinctBy(p => p.Id).Where(p => p.Id != except && !excluded.Contains(p.Id)))
        {
            var row = new
            {
                context.MessageId,
                RecipientId = person.Id,
                Kind = notice.Kind.ToString(),
                Id = clock.NewId(),
                notice.Reference,
                notice.CaseId,
                notice.Link,
                notice.Code,
                notice.DueAt,
                At = context.RecordedAt,
                Now = clock.Now(),
            };
            await context.Execute("""
                insert into communications.notices (message_id, recipient_id, kind, id, reference, case_id, link, code, due_at, at)
                values (@MessageId, @RecipientId, @Kind, @Id, @Reference, @CaseId, @Link, @Code, @DueAt, @At)
                on conflict (message_id, recipient_id, kind) do nothing
                """, row);
            if (person.Email is null) continue;
            await context.Execute("""
                insert into communications.emails (message_id, recipient_id, kind, id, reference, case_id, link, queued_at, next_attempt_at)
                values (@MessageId, @RecipientId, @Kind, @Id, @Reference, @CaseId, @Link, @Now, @Now)
                on conflict (message_id, recipient_id, kind) do nothing
                """, row);
        }
    }
}
