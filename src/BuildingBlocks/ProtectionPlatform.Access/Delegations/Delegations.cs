using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.Access.Directories;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Delegations;

/// <summary>How far a delegation has come.</summary>
internal enum DelegationState
{
    ToCome,
    Running,
    Over,

    /// <summary>Ended before its time.</summary>
    Ended,
    Refused,
}

/// <summary>Somebody holds a membership of another who is away.</summary>
/// <param name="Restricted">The restricted part of cases is included.</param>
/// <param name="EndedByName">Who ended it before its time.</param>
internal sealed record DelegationRow(Guid Id, Guid AbsentId, string AbsentName, Guid DelegateId, string DelegateName, Role Role, Guid OrganisationId, string OrganisationName,
    DateTimeOffset From, DateTimeOffset Until, string Reason, bool Restricted, Guid GrantedBy, string GrantedByName, DateTimeOffset GrantedAt,
    DelegationState State, DateTimeOffset? EndedAt, string? EndedByName);

/// <summary>The delegations as they are kept, and what may be one.</summary>
internal sealed class Delegations(AccessDatabase database, PlatformDirectory directory, SecurityLog log, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(60), LatestBegin = TimeSpan.FromDays(180);

    /// <summary>
    /// Roles that are lent. Not those that watch or let others in: an auditor, a data protection officer, an administrator is appointed by name,
    /// so a stand-in gets the membership itself. And nothing a reporter does needs one.
    /// </summary>
    public static bool CanBeHeldForAnother(Role role) => role is not (Role.Auditor or Role.DataProtectionOfficer or Role.Administrator or Role.ApiClient or Role.Reporter);

    /// <summary>
    /// Of <c>access.delegations d</c>: it counts at a moment. What it lends must still be held, by an account that is open, at an organisation there is;
    /// and the delegate must still be of that organisation themselves. So a delegation never outlives what it stands on, and cannot be handed on.
    /// </summary>
    public static string Counts(string now, string day) =>
        $"""
        d.ended_at is null and d.begins_at <= {now} and {now} < d.until_at
        and exists (select from identity.users a where a.id = d.absent_id and a.deactivated_at is null)
        and exists (select from access.memberships m where m.user_id = d.absent_id and m.role = d.role and m.organisation_id = d.organisation_id
          and {day} between m.valid_from and coalesce(m.valid_to, 'infinity'))
        and exists (select from access.memberships m where m.user_id = d.delegate_id and m.organisation_id = d.organisation_id
          and {day} between m.valid_from and coalesce(m.valid_to, 'infinity'))
        and exists (select from access.organisation_periods p where p.organisation_id = d.organisation_id and {day} between p.valid_from and coalesce(p.valid_to, 'infinity'))
        """;

    /// <param name="Restricted">Include the restricted part of cases: only for what is one's own to give.</param>
    public sealed record Terms(Guid AbsentId, Role Role, Guid OrganisationId, Guid DelegateId, DateTimeOffset From, DateTimeOffset Until, string Reason, bool Restricted);

    /// <exception cref="ProblemException">Names every field that is wrong.</exception>
    /// <param name="within">The organisations the giver looks after; null when it is their own to give.</param>
    public async Task<Guid> Give(Terms terms, Guid by, HttpContext http, CancellationToken ct, Guid[]? within = null)
    {
        var now = clock.Now();
        var begins = terms.From < now ? now : terms.From;
        Texts.Need(http, ("reason", terms.Reason, 500));
        var absent = await directory.Person(terms.AbsentId, ct);
        var standIn = await directory.Person(terms.DelegateId, ct);
        var open = await directory.PeopleAt(terms.OrganisationId, Enum.GetValues<Role>(), ct);
        Check(http,
            ("role", CanBeHeldForAnother(terms.Role), "Vai trò này được giao đích danh, không ủy quyền được.", "This role is given by name and is not lent."),
            ("organisationId", within?.Contains(terms.OrganisationId) != false, "Phải là tổ chức bạn quản trị.", "Must be an organisation you administer."),
            ("organisationId", absent?.Memberships.Contains(new(terms.Role, terms.OrganisationId)) == true, "Người vắng mặt không giữ vai trò này ở tổ chức này.", "The absent person does not hold this role at this organisation."),
            ("delegateId", standIn is not null && standIn.Id != terms.AbsentId && open.Any(person => person.Id == standIn.Id), "Phải là người khác đang làm việc ở cùng tổ chức.", "Must be somebody else who works at the same organisation."),
            ("delegateId", by == terms.AbsentId || by != terms.DelegateId, "Không tự đặt mình làm người thay.", "Nobody names themselves."),
            ("until", terms.Until > begins && terms.Until - begins <= Longest, "Phải sau lúc bắt đầu, tối đa 60 ngày.", "Must be after the beginning, at most 60 days."),
            ("from", begins - now <= LatestBegin && now - terms.From <= TimeSpan.FromDays(1), "Từ bây giờ, chậm nhất 180 ngày nữa.", "From now on, at most 180 days from now."),
            ("restricted", !terms.Restricted || by == terms.AbsentId, "Chỉ chính người vắng mặt mới cho xem phần hạn chế.", "Only the absent person can include the restricted part."));
        var id = clock.NewId();
        await log.Record(new DelegationGiven(id, terms.AbsentId, terms.DelegateId, new(terms.Role, terms.OrganisationId), begins, terms.Until, terms.Restricted), by);
        await Execute(
            """
            insert into access.delegations (id, absent_id, role, organisation_id, delegate_id, begins_at, until_at, reason, restricted, granted_by, granted_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """, ct, id, terms.AbsentId, terms.Role.ToString(), terms.OrganisationId, terms.DelegateId, begins, terms.Until, terms.Reason.Trim().Normalize(), terms.Restricted, by, now);
        directory.Forget();
        return id;
    }

    /// <summary>Ends one that is not over, for everybody from the next request on; one that has ended stays as it is.</summary>
    public async Task End(DelegationRow row, DelegationEnd kind, Guid by, CancellationToken ct)
    {
        if (row.State is not (DelegationState.ToCome or DelegationState.Running)) return;
        // What cannot be recorded must still end: it ends first.
        await Execute("update access.delegations set ended_at = $2, ended_by = $3, end_kind = $4 where id = $1 and ended_at is null", ct, row.Id, clock.Now(), by, kind.ToString());
        directory.Forget();
        await log.Record(new DelegationEnded(row.Id, row.AbsentId, row.DelegateId, kind), by);
    }

    /// <summary>Those a person gave or holds.</summary>
    public Task<List<DelegationRow>> Of(Guid person, CancellationToken ct) => Read("d.absent_id = $1 or d.delegate_id = $1", person, ct);

    /// <summary>Those of these organisations.</summary>
    public Task<List<DelegationRow>> At(Guid[] organisations, CancellationToken ct) => Read("d.organisation_id = any ($1)", organisations, ct);

    private async Task<List<DelegationRow>> Read(string which, object value, CancellationToken ct)
    {
        var now = clock.Now();
        await using var command = database.Source.CreateCommand(
            $"""
            select d.id, d.absent_id, a.display_name, d.delegate_id, s.display_name, d.role, d.organisation_id, d.begins_at, d.until_at, d.reason, d.restricted,
              d.granted_by, coalesce(g.display_name, ''), d.granted_at, d.ended_at, e.display_name, d.end_kind, {Counts("$2", "$3")}
            from access.delegations d join identity.users a on a.id = d.absent_id join identity.users s on s.id = d.delegate_id
              left join identity.users g on g.id = d.granted_by left join identity.users e on e.id = d.ended_by
            where {which}
            order by d.ended_at is not null or d.until_at <= $2, d.begins_at desc, d.id
            limit 200
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = value });
        command.Parameters.Add(new NpgsqlParameter { Value = now });
        command.Parameters.Add(new NpgsqlParameter { Value = now.VietNamDay(), NpgsqlDbType = NpgsqlDbType.Date });
        var rows = new List<DelegationRow>();
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct))
            {
                var (begins, until) = (row.GetFieldValue<DateTimeOffset>(7), row.GetFieldValue<DateTimeOffset>(8));
                var ended = row.IsDBNull(14) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(14);
                var state = ended is not null ? row.GetString(16) == nameof(DelegationEnd.Refused) ? DelegationState.Refused : DelegationState.Ended
                    : now >= until ? DelegationState.Over
                    : now < begins ? DelegationState.ToCome
                    : row.GetBoolean(17) ? DelegationState.Running : DelegationState.Ended;
                rows.Add(new(row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetGuid(3), row.GetString(4), Enum.Parse<Role>(row.GetString(5)), row.GetGuid(6), "",
                    begins, until, row.GetString(9), row.GetBoolean(10), row.GetGuid(11), row.GetString(12), row.GetFieldValue<DateTimeOffset>(13),
                    state, ended, row.IsDBNull(15) ? null : row.GetString(15)));
            }

        for (var i = 0; i < rows.Count; i++)
            rows[i] = rows[i] with { OrganisationName = (await directory.Organisation(rows[i].OrganisationId, ct))?.Name ?? "" };
        return rows;
    }

    private async Task Execute(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = database.Source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static void Check(HttpContext http, params ReadOnlySpan<(string Field, bool Fine, string Vi, string En)> facts)
    {
        var vi = Language.IsVietnamese(http);
        var faults = new Dictionary<string, string[]>();
        foreach (var (field, fine, viReason, enReason) in facts)
            if (!fine) faults.TryAdd(field, [vi ? viReason : enReason]);
        if (faults.Count > 0) throw new ProblemException(Problems.InvalidRequest, faults);
    }
}
