using Npgsql;
using ProtectionPlatform.BuildingBlocks.Storage;

namespace ProtectionPlatform.Access.Storage;

/// <summary>This block's connections, under a role of its own as every module's are: no case can be reached through them.</summary>
internal sealed class AccessDatabase(string ownerConnectionString) : IAsyncDisposable, IDisposable
{
    public static readonly string Role = Databases.RoleOf("Access");

    /// <summary>As configured: may change the schema. For migrating only.</summary>
    public string OwnerConnectionString => ownerConnectionString;

    public NpgsqlDataSource Source { get; } = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ownerConnectionString)
    {
        ApplicationName = $"ProtectionPlatform {Role}",
        Options = $"-c role={Role} -c lock_timeout=8s -c search_path=pg_catalog",
        MaxPoolSize = 16,
        NoResetOnClose = true,
        // Who the caller is, is asked with every request: planning that anew took longer than answering it.
        MaxAutoPrepare = 64,
        Timeout = 15,
        CommandTimeout = 30,
    });

    public void Dispose() => Source.Dispose();

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
