using System.Globalization;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Audit.Reading;

/// <summary>Who ever opened this child's file? Every read and every refused attempt, newest first.</summary>
public static class ListReads
{
    /// <summary>Reads recorded before the question are in the answer, or there is none.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    /// <param name="Sequence">Place in the log; the event itself is there.</param>
    /// <param name="Person">Who, as named then; without id for a reporter who follows up without an account.</param>
    /// <param name="Memberships">The roles they held then.</param>
    /// <param name="What">Code of the operation, such as <c>readCase</c>.</param>
    /// <param name="SubjectId">The one thing that was opened; null for lists and searches.</param>
    /// <param name="SubjectExists">False when a refused attempt was for something that does not exist.</param>
    /// <param name="Refusal">Why it was refused, <c>not-found</c> or <c>forbidden</c>; null when content was shown.</param>
    /// <param name="PurposeStated">The reader named the purpose; otherwise it follows from their role.</param>
    /// <param name="Found">Rows shown by a list or search.</param>
    /// <param name="Shown">What those rows were about.</param>
    /// <param name="Urgent">No role let them see it: they had opened it in an emergency.</param>
    public sealed record Row(
        long Sequence, DateTimeOffset At, SearchEvents.Person Person, IReadOnlyList<Membership> Memberships, string What,
        string SubjectKind, Guid? SubjectId, bool SubjectExists, string? Refusal, ReadPurpose Purpose, bool PurposeStated, string? Reason,
        IReadOnlyDictionary<string, string>? Filters, int? Found, IReadOnlyList<Guid> Shown, string? CorrelationId, bool Urgent);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/audit/reads", Search).WithTags("Audit")
        .Reads<Page<Row>>("listReads", "Ai đã xem / Who looked",
            "For auditors and data protection officers. Newest first. Filters: person (account), subject (case, referral or other thing that was opened; with listed=true also lists in which it was a row), " +
            "what (code of the operation), organisation (for which the reader held a role then), denied (true: refused attempts only), urgent (true: only what was seen by opening a case in an emergency), from, to.")
        .ShowsMany<Page<Row>>(ReadLog.StreamType, page => page.Items.Select(row => row.SubjectId ?? Guid.Empty).Where(id => id != Guid.Empty));

    private static async Task<IResult> Search(
        Guid? person, Guid? subject, bool? listed, string? what, Guid? organisation, bool? denied, bool? urgent, string? from, string? to, int? limit, long? after,
        Databases databases, SubscriptionRunner subscriptions, Hidden hidden, CancellationToken ct)
    {
        if (!await subscriptions.WaitFor(ReadsProjection.Name, await subscriptions.Head(ct), patience, ct)) throw new ProblemException(Problems.Busy);

        var most = Math.Clamp(limit ?? 50, 1, 200);
        var asked = new List<string> { "true" };
        var unseen = (await hidden.Streams(ct)).ToArray();
        if (unseen.Length > 0) asked.Add("(subject_id is null or subject_id <> all (@unseen)) and not exists (select from jsonb_each_text(coalesce(filters, '{}')) f where f.value = any (@unseen::text[]))");
        if (unseen.Length > 0 && listed == true && subject is { } sought && unseen.Contains(sought)) asked.Add("false");
        if (after is not null) asked.Add("sequence < @after");
        if (person is not null) asked.Add("actor_id = @person");
        if (subject is not null) asked.Add(listed == true ? "(subject_id = @subject or shown @> array[@subject])" : "subject_id = @subject");
        if (!string.IsNullOrWhiteSpace(what)) asked.Add("what = @what");
        if (organisation is not null) asked.Add("@organisation = any (organisations)");
        if (denied is not null) asked.Add(denied == true ? "refusal is not null" : "refusal is null");
        if (urgent is not null) asked.Add(urgent == true ? "urgent" : "not urgent");
        if (!string.IsNullOrEmpty(from)) asked.Add("at >= @from");
        if (!string.IsNullOrEmpty(to)) asked.Add("at <= @to");

        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        var found = (await connection.QueryAsync<Stored>(new CommandDefinition($"""
            select sequence as Sequence, at as At, actor_id as ActorId, actor_name as ActorName, memberships::text as Memberships, what as What, subject_kind as SubjectKind,
              subject_id as SubjectId, subject_exists as SubjectExists, refusal as Refusal, purpose as Purpose, purpose_stated as PurposeStated, reason as Reason,
              filters::text as Filters, found as Found, shown as Shown, correlation_id as CorrelationId, urgent as Urgent, acting_for_id as ActingForId, acting_for_name as ActingForName
            from audit.reads_v1 where {string.Join(" and ", asked)} order by sequence desc limit @take
            """,
            new { unseen, after, person, subject, what = what?.Replace("\0", "", StringComparison.Ordinal).Trim(), organisation, from = QueryInstant.Read(nameof(from), from), to = QueryInstant.Read(nameof(to), to), take = most + 1 },
            cancellationToken: ct))).ToList();
        var page = found.Take(most).Select(stored => stored.ToRow(unseen)).ToList();
        return TypedResults.Ok(new Page<Row>(page, found.Count > most ? page[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null));
    }

    private sealed class Stored
    {
        public long Sequence { get; set; }
        public DateTime At { get; set; }
        public Guid? ActorId { get; set; }
        public string ActorName { get; set; } = "";
        public string Memberships { get; set; } = "";
        public string What { get; set; } = "";
        public string SubjectKind { get; set; } = "";
        public Guid? SubjectId { get; set; }
        public bool SubjectExists { get; set; }
        public string? Refusal { get; set; }
        public string Purpose { get; set; } = "";
        public bool PurposeStated { get; set; }
        public string? Reason { get; set; }
        public string? Filters { get; set; }
        public int? Found { get; set; }
        public Guid[] Shown { get; set; } = [];
        public string? CorrelationId { get; set; }
        public bool Urgent { get; set; }
        public Guid? ActingForId { get; set; }
        public string? ActingForName { get; set; }

        /// <param name="unseen">What does not exist for the caller: lists that showed it to others are told without it.</param>
        public Row ToRow(Guid[] unseen) => new(
            Sequence, new DateTimeOffset(DateTime.SpecifyKind(At, DateTimeKind.Utc), TimeSpan.Zero), new(ActorId, ActorName, ActingForId is { } absent ? new(absent, ActingForName ?? "") : null),
            JsonSerializer.Deserialize<List<Membership>>(Memberships, EventTypes.Json)!, What, SubjectKind, SubjectId, SubjectExists, Refusal,
            Enum.Parse<ReadPurpose>(Purpose), PurposeStated, Reason,
            Filters is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(Filters), Found - Shown.Count(unseen.Contains), [.. Shown.Except(unseen)], CorrelationId, Urgent);
    }
}
