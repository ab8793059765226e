using System.Collections.Immutable;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Cases.Incidents;

/// <summary>What a child had to do with an incident.</summary>
internal enum IncidentRole
{
    /// <summary>It happened to this child.</summary>
    Affected,

    /// <summary>This child did it; it needs help as well.</summary>
    Caused,

    Witness,
}

/// <summary>Why something said of a child in an incident is taken back.</summary>
internal enum IncidentCorrectionGround
{
    WrongChild,
    WrongRole,
    NotInvolved,
}

/// <summary>Several children were in one incident: the first of their cases.</summary>
/// <param name="SchoolId">School at which it is kept together.</param>
internal sealed record IncidentOpened(Guid CaseId, Guid SchoolId, IncidentRole Role);

/// <summary>Another child's case belongs to it.</summary>
internal sealed record IncidentChildJoined(Guid CaseId, IncidentRole Role);

/// <summary>The child's role was wrong.</summary>
internal sealed record IncidentRoleCorrected(Guid CaseId, IncidentRole Role, IncidentCorrectionGround Ground);

/// <summary>The child does not belong to the incident.</summary>
internal sealed record IncidentChildRemoved(Guid CaseId, IncidentCorrectionGround Ground);

internal sealed record IncidentChild(Guid CaseId, IncidentRole Role, DateTimeOffset Since);

/// <summary>
/// The cases of the children who were in one incident. A stream of its own that names no child: what is said of a child here leaves no trace on
/// the child's file, so that a child linked by mistake carries nothing away from it.
/// </summary>
internal sealed record Incident(Guid Id, Guid SchoolId, ImmutableList<IncidentChild> Children) : IState<Incident>
{
    public static Incident? Evolve(Incident? before, RecordedEvent happened) => (before, happened.Data) switch
    {
        (null, IncidentOpened e) => new(happened.StreamId, e.SchoolId, [new(e.CaseId, e.Role, happened.RecordedAt)]),
        (not null, IncidentChildJoined e) => before with { Children = before.Children.Add(new(e.CaseId, e.Role, happened.RecordedAt)) },
        (not null, IncidentRoleCorrected e) => before with { Children = [.. before.Children.Select(c => c.CaseId == e.CaseId ? c with { Role = e.Role } : c)] },
        (not null, IncidentChildRemoved e) => before with { Children = before.Children.RemoveAll(c => c.CaseId == e.CaseId) },
        _ => before,
    };

    public bool Has(Guid caseId) => Children.Any(c => c.CaseId == caseId);
}

/// <summary>Rows by which a case finds its incident; written with the incident itself.</summary>
internal static class IncidentRows
{
    public static InlineWrite Keep(Guid incidentId, Guid caseId) => async (connection, transaction, _, ct) =>
    {
        await using var command = new NpgsqlCommand("insert into cases.incident_children (case_id, incident_id) values ($1, $2)", connection, transaction)
        {
            Parameters = { new() { Value = caseId }, new() { Value = incidentId } },
        };
        await command.ExecuteNonQueryAsync(ct);
    };

    public static InlineWrite Drop(Guid incidentId, Guid caseId) => async (connection, transaction, _, ct) =>
    {
        await using var command = new NpgsqlCommand("delete from cases.incident_children where case_id = $1 and incident_id = $2", connection, transaction)
        {
            Parameters = { new() { Value = caseId }, new() { Value = incidentId } },
        };
        await command.ExecuteNonQueryAsync(ct);
    };

    /// <summary>The incident a case belongs to; null when it belongs to none.</summary>
    public static async Task<Guid?> Of(NpgsqlConnection connection, Guid caseId, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select incident_id from cases.incident_children where case_id = $1", connection) { Parameters = { new() { Value = caseId } } };
        return await command.ExecuteScalarAsync(ct) as Guid?;
    }
}
