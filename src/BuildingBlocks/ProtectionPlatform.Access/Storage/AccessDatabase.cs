using Npgsql;

namespace ProtectionPlatform.Access.Storage;

/// <summary>This block's own connections, so that the host may give each module a database role of its own.</summary>
internal sealed class AccessDatabase(string connectionString) : IAsyncDisposable, IDisposable
{
    public NpgsqlDataSource Source { get; } = NpgsqlDataSource.Create(connectionString);

    public void Dispose() => Source.Dispose();

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
