using Npgsql;
using ProtectionPlatform.BuildingBlocks.Storage;

namespace ProtectionPlatform.Access.Storage;

/// <summary>This block's connections, under a role of its own as every module's are: no case can be reached through them.</summary>
internal sealed class AccessDatabase(string ownerConnectionString) : IAsyncDisposable, IDisposable
{
    public static readonly string Role = Databases.RoleOf("Access");

    /// <summary>As configured: may change the schema. For migrating only.</summary>
    public string OwnerConnectionString => ownerConnectionString;

    public NpgsqlDataSource Source { get; } = Databases.PoolOf(ownerConnectionString, Role);

    public void Dispose() => Source.Dispose();

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
