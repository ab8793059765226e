using Npgsql;

namespace ProtectionPlatform.BuildingBlocks.Storage;

/// <summary>
/// The connection string of the platform's database, and one pool per database role. A role is set as the session's default at
/// connection start, so that nothing can leave another role behind in a pooled connection.
/// </summary>
public sealed class Databases(string connectionString) : IAsyncDisposable
{
    /// <summary>Role that reads the log and keeps the platform's own tables.</summary>
    public const string PlatformRole = "pp_platform";

    /// <summary>Role that seals the log and checks it; the only one that may write there.</summary>
    public const string LedgerRole = "pp_ledger";

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, NpgsqlDataSource> byRole = new();

    /// <summary>As configured: may change the schema. For the migrator only.</summary>
    public string OwnerConnectionString => connectionString;

    public NpgsqlDataSource Platform => ForRole(PlatformRole);

    /// <summary>What has to be recorded before an answer may leave has connections of its own, of the platform's role: it never waits behind lists and subscriptions for one.</summary>
    internal NpgsqlDataSource Recording => byRole.GetOrAdd("recording", static (_, connectionString) => PoolOf(connectionString, PlatformRole), connectionString);

    public NpgsqlDataSource Ledger => ForRole(LedgerRole);

    internal NpgsqlDataSource Keys => ForRole(KeysRole);

    /// <summary>Role that reaches the keys of personal data, and nothing else.</summary>
    public const string KeysRole = "pp_keys";

    public static string RoleOf(string module) => $"pp_{module.ToLowerInvariant()}";

    public NpgsqlDataSource ForModule(string module) => ForRole(RoleOf(module));

    private NpgsqlDataSource ForRole(string role) => byRole.GetOrAdd(role, static (role, connectionString) =>
        PoolOf(connectionString, role, "-c idle_in_transaction_session_timeout=60s"), connectionString);

    /// <summary>A pool whose connections act in a role.</summary>
    /// <param name="options">Further settings of its sessions, as PostgreSQL's command line takes them.</param>
    public static NpgsqlDataSource PoolOf(string connectionString, string role, string options = "") => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = $"ProtectionPlatform {role}",
        Options = $"-c role={role} -c lock_timeout=8s -c search_path=pg_catalog {options}",
        MinPoolSize = 2,
        MaxPoolSize = 16,
        // Connections take turns, and each keeps plans and catalogue of its own: a few that are used are faster than many that were needed once.
        ConnectionIdleLifetime = 10,
        ConnectionPruningInterval = 2,
        // DISCARD ALL would throw away the plans of server functions at each checkout; nothing leaves session state behind.
        NoResetOnClose = true,
        // What is asked with every request took longer to plan anew than to answer.
        MaxAutoPrepare = 64,
        Timeout = 15,
        CommandTimeout = 30,
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var source in byRole.Values) await source.DisposeAsync();
    }
}

/// <summary>The database as one module sees it: its own role, its own schema.</summary>
/// <typeparam name="TModule">The module's class.</typeparam>
public sealed class ModuleDatabase<TModule>(Databases databases, Modules.ModuleCatalog catalog)
{
    public NpgsqlDataSource Source { get; } = databases.ForModule(catalog.NameOf(typeof(TModule)));

    public ValueTask<NpgsqlConnection> Open(CancellationToken ct) => Source.OpenConnectionAsync(ct);
}
