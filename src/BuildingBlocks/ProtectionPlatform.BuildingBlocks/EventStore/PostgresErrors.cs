using System.Net.Sockets;
using Npgsql;

namespace ProtectionPlatform.BuildingBlocks.EventStore;

/// <summary>What PostgreSQL's errors mean to us.</summary>
public static class PostgresErrors
{
    internal const string VersionConflict = "PP409";
    internal const string Archived = "PP410";

    /// <summary>Another transaction was chosen to win; the same work may succeed at once.</summary>
    public static bool IsRetryable(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>The gate or the database cannot serve now: 503, and the caller tries again.</summary>
    public static bool IsBusy(Exception e) => e switch
    {
        PostgresException p => p.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.TooManyConnections
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        NpgsqlException { InnerException: IOException or SocketException or TimeoutException } => true,
        NpgsqlException n => n.Message.Contains("pool", StringComparison.OrdinalIgnoreCase) || n.IsTransient,
        _ => false,
    };

    /// <summary>The connection broke: whether the server committed is unknown until one looks.</summary>
    public static bool IsLostReply(Exception e) =>
        e is NpgsqlException and not PostgresException && e.InnerException is (IOException or SocketException or TimeoutException)
        || e is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown };
}
