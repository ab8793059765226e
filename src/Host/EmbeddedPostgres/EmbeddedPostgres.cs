using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace ProtectionPlatform.Host;

/// <param name="Durable">False only for throw-away clusters of tests: a crash of the machine may then lose everything.</param>
/// <param name="MaxConnections">Connections the server accepts at one time.</param>
internal sealed record EmbeddedPostgresOptions(bool Durable = true, int MaxConnections = 200);

/// <summary>
/// A PostgreSQL server of our own for machines that have none: brought from npm, listening on loopback only, its data kept in one folder.
/// <code>
/// host.lock               held while a host runs on this folder
/// connection-string.txt   for outside programs, readable by the owner only
/// postgres-password       of the server's superuser "platform", readable by the owner only
/// postgres/data           the cluster
/// postgres/server.log     what the server says
/// </code>
/// The server runs in a session of its own, so Ctrl-C reaches the host first and the host stops it. It outlives a host that
/// was killed; the next start on the same folder takes it over.
/// </summary>
internal sealed class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>Database the platform lives in.</summary>
    internal const string Database = "platform";

    /// <summary>Outside programs find the connection string of the running server in this file of the data folder.</summary>
    internal const string ConnectionFile = "connection-string.txt";

    private const string Superuser = "platform";
    private const string Application = "ProtectionPlatform";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly string _binaries;
    private readonly EmbeddedPostgresOptions _options;
    private readonly ILogger _log;
    private readonly FolderLock _lock;
    private string? _runAs;
    private string? _realCluster;
    private string _password = "";
    private int _port;
    private int _stopped;

    private EmbeddedPostgres(string folder, string binaries, EmbeddedPostgresOptions options, ILogger log, FolderLock held)
    {
        (_folder, _binaries, _options, _log, _lock) = (folder, binaries, options, log, held);
        AppDomain.CurrentDomain.ProcessExit += StopWithProcess;
    }

    /// <summary>For the host itself. Pools built from it keep its application name (or one that begins with it), by which connections a killed host left behind are ended.</summary>
    internal string ConnectionString => Connection(Database).ConnectionString;

    /// <summary>Process id of the server.</summary>
    internal int ProcessId { get; private set; }

    private string ServerFolder => Path.Combine(_folder, "postgres");

    private string Cluster => Path.Combine(ServerFolder, "data");

    private string ServerLog => Path.Combine(ServerFolder, "server.log");

    internal static Task<EmbeddedPostgres> StartAsync(string dataFolder, ILogger log, CancellationToken ct) =>
        StartAsync(dataFolder, new(), log, ct);

    /// <summary>Starts the server of this data folder, or takes over the one a killed host left running.</summary>
    /// <exception cref="BringException">With a message for the operator.</exception>
    internal static async Task<EmbeddedPostgres> StartAsync(string dataFolder, EmbeddedPostgresOptions options, ILogger log, CancellationToken ct)
    {
        var folder = Path.GetFullPath(dataFolder);
        var held = Take(folder);
        EmbeddedPostgres? server = null;
        try
        {
            server = new EmbeddedPostgres(folder, await PostgresBinaries.BringAsync(log, ct), options, log, held);
            await server.StartAsync(ct);
            return server;
        }
        catch
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }

            held.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server (open transactions are rolled back, committed ones are on disk) and frees the data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
        {
            return;
        }

        AppDomain.CurrentDomain.ProcessExit -= StopWithProcess;
        try
        {
            await StopAsync(CancellationToken.None);
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private void StopWithProcess(object? sender, EventArgs e) => DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(20));

    private async Task StartAsync(CancellationToken ct)
    {
        _runAs = await RunAsAsync(ct);
        _password = await PasswordAsync(ct);
        await InitialiseAsync(ct);
        CheckVersion();

        if (!await AdoptAsync(ct))
        {
            await StartServerAsync(ct);
        }

        await CreateDatabaseAsync(ct);
        await WritePrivateAsync(Path.Combine(_folder, ConnectionFile), ForOutsiders(), ct);
    }

    // ---- the folder -------------------------------------------------------------------------------------------------

    private static FolderLock Take(string folder)
    {
        try
        {
            CreatePrivateFolder(folder);
            var path = Path.Combine(folder, "host.lock");
            return FolderLock.TryTake(path) ?? throw new BringException(
                $"Another host is running on the data folder {folder}. Stop it first, or give this one a folder of its own with Platform__DataFolder.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BringException($"The data folder {folder} cannot be used: {failure.Message} Choose another one with Platform__DataFolder.", failure);
        }
    }

    private static void CreatePrivateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }
    }

    private static async Task WritePrivateAsync(string path, string content, CancellationToken ct)
    {
        var writing = $"{path}.new";
        File.Delete(writing);
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnerOnly;
        }

        await using (var writer = new StreamWriter(writing, how))
        {
            await writer.WriteAsync(content.AsMemory(), ct);
        }

        File.Move(writing, path, overwrite: true);
    }

    private async Task<string> PasswordAsync(CancellationToken ct)
    {
        var path = Path.Combine(_folder, "postgres-password");
        if (File.Exists(path))
        {
            return (await File.ReadAllTextAsync(path, ct)).Trim();
        }

        if (Directory.Exists(Cluster))
        {
            throw new BringException($"{path} is missing, and without it the database in {Cluster} cannot be opened. Put the file back, or move the data folder away to begin anew.");
        }

        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        await WritePrivateAsync(path, password, ct);
        return password;
    }

    // ---- the cluster ------------------------------------------------------------------------------------------------

    private async Task InitialiseAsync(CancellationToken ct)
    {
        if (Directory.Exists(Cluster))
        {
            return;
        }

        _log.LogInformation("Making a new PostgreSQL cluster in {Folder}", Cluster);
        CreatePrivateFolder(ServerFolder);

        // Made under another name, so that an interrupted initdb is never taken for a cluster.
        var making = Path.Combine(ServerFolder, "data.making");
        if (Directory.Exists(making))
        {
            Directory.Delete(making, recursive: true);
        }

        CreatePrivateFolder(making);
        var passwordFile = Path.Combine(ServerFolder, "password.making");
        await WritePrivateAsync(passwordFile, _password, ct);
        await GiveAwayAsync(ServerFolder, ct);
        var result = await ServerProgramAsync("initdb", making,
            [
                "-U", Superuser, "--auth=scram-sha-256", $"--pwfile={Seen(making, Path.Combine("..", "password.making"))}",
                // The same order and letter case on every machine, whatever locales it has.
                "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                .. _options.Durable ? [] : (string[])["--no-sync"],
            ]);
        File.Delete(passwordFile);
        if (result.ExitCode != 0)
        {
            throw new BringException($"initdb failed in {making}:\n{result.Output}");
        }

        Directory.Move(making, Cluster);
    }

    private void CheckVersion()
    {
        var kept = File.ReadAllText(Path.Combine(Cluster, "PG_VERSION")).Trim();
        if (kept != "18")
        {
            throw new BringException($"The database in {Cluster} was made by PostgreSQL {kept}, this host brings 18. Dump it with the old version and load it into a new data folder.");
        }
    }

    private string Settings(int port) => string.Create(CultureInfo.InvariantCulture, $"""
        # Written by the platform at every start: changes made here are lost.
        listen_addresses = '127.0.0.1'
        port = {port}
        unix_socket_directories = ''
        max_connections = {_options.MaxConnections}
        password_encryption = scram-sha-256
        shared_buffers = 128MB
        effective_cache_size = 512MB
        work_mem = 8MB
        maintenance_work_mem = 64MB
        max_wal_size = 1GB
        # Two cores, and containers with a tiny /dev/shm.
        max_parallel_workers_per_gather = 0
        max_parallel_maintenance_workers = 0
        jit = off
        fsync = {OnOff(_options.Durable)}
        synchronous_commit = {OnOff(_options.Durable)}
        full_page_writes = {OnOff(_options.Durable)}
        timezone = 'UTC'
        log_timezone = 'UTC'
        datestyle = 'iso, ymd'
        lc_messages = 'C'
        default_text_search_config = 'pg_catalog.simple'
        # Statements and row values may hold personal data: they do not belong in a log.
        log_min_error_statement = panic
        log_error_verbosity = terse
        log_checkpoints = off

        """);

    private static string OnOff(bool on) => on ? "on" : "off";

    // ---- the server -------------------------------------------------------------------------------------------------

    private async Task<bool> AdoptAsync(CancellationToken ct)
    {
        if (await RunningAsync(ct) is not { } running)
        {
            return false;
        }

        _port = running.Port;
        var settings = Path.Combine(Cluster, "postgresql.conf");
        if (await ProgramOfAsync(running.ProcessId, ct) == Path.Combine(_binaries, "bin", "postgres")
            && File.Exists(settings) && await File.ReadAllTextAsync(settings, ct) == Settings(_port)
            && await AnswersAsync(ct))
        {
            _log.LogInformation("Took over the PostgreSQL server (process {Process}) that an earlier host left running", running.ProcessId);
            ProcessId = running.ProcessId;
            await EndLeftConnectionsAsync(ct);
            return true;
        }

        _log.LogInformation("Stopping the PostgreSQL server (process {Process}) that an earlier host left running", running.ProcessId);
        await StopAsync(ct);
        return false;
    }

    private async Task StartServerAsync(CancellationToken ct)
    {
        await ForgetDeadServerAsync(ct);
        if (File.Exists(ServerLog) && new FileInfo(ServerLog).Length > 10_000_000)
        {
            File.Delete(ServerLog);
        }

        for (var attempt = 1; ; attempt++)
        {
            _port = attempt == 1 && RememberedPort() is { } remembered && IsFree(remembered) ? remembered : FreePort();
            await File.WriteAllTextAsync(Path.Combine(Cluster, "postgresql.conf"), Settings(_port), ct);
            var before = File.Exists(ServerLog) ? new FileInfo(ServerLog).Length : 0;
            var result = await ServerProgramAsync("pg_ctl", Cluster,
                ["start", "-w", "-s", "-t", $"{Patience.TotalSeconds:0}", "-l", Seen(Cluster, Path.Combine("..", "server.log"))]);
            if (result.ExitCode == 0 && await RunningAsync(ct) is { } running)
            {
                ProcessId = running.ProcessId;
                _log.LogInformation("PostgreSQL runs on 127.0.0.1:{Port}, its data in {Folder}", _port, Cluster);
                return;
            }

            var said = SaidSince(before);
            if (attempt == 5 || !said.Contains("could not bind", StringComparison.Ordinal))
            {
                throw new BringException($"PostgreSQL did not start on {Cluster}:\n{said}\n{result.Output}\nThe whole log: {ServerLog}");
            }
        }
    }

    private async Task StopAsync(CancellationToken ct)
    {
        // A throw-away cluster need not be left tidy.
        var mode = _options.Durable ? "fast" : "immediate";
        if (Directory.Exists(Cluster) && await RunningAsync(ct) is not null)
        {
            var result = await ServerProgramAsync("pg_ctl", Cluster, ["stop", "-w", "-s", "-m", mode, "-t", $"{Patience.TotalSeconds:0}"]);
            if (result.ExitCode != 0)
            {
                _log.LogWarning("PostgreSQL in {Folder} did not stop: {Output}", Cluster, result.Output);
            }
        }
    }

    private sealed record Running(int ProcessId, int Port);

    /// <summary>The server of this cluster, if one is alive. The pid file alone proves nothing: after a reboot its number may be another program's.</summary>
    private async Task<Running?> RunningAsync(CancellationToken ct)
    {
        string[] lines;
        try
        {
            lines = await File.ReadAllLinesAsync(Path.Combine(Cluster, "postmaster.pid"), ct);
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        if (lines.Length < 4 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var process) || !int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port))
        {
            return null;
        }

        var alive = OperatingSystem.IsLinux()
            ? (await ProcessesInClusterAsync(ct)).Contains(process)
            : (await ServerProgramAsync("pg_ctl", Cluster, ["status"])).ExitCode == 0;
        return alive ? new(process, port) : null;
    }

    /// <summary>Clears a pid file of a server that is gone, after the last of its worker processes has gone too.</summary>
    private async Task ForgetDeadServerAsync(CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // PostgreSQL itself recognises most stale pid files.
        }

        var since = Stopwatch.StartNew();
        while (await ProcessesInClusterAsync(ct) is { Count: > 0 } orphans)
        {
            if (since.Elapsed > TimeSpan.FromSeconds(30))
            {
                throw new BringException($"Processes {string.Join(", ", orphans)} of an earlier PostgreSQL server still work in {Cluster}. End them and start again.");
            }

            // Workers end by themselves when their server has died, but one in the middle of a long statement may take its time.
            await Command.RunAsync("kill", ["-TERM", .. orphans.Select(id => id.ToString(CultureInfo.InvariantCulture))], "/", null, ct);
            await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
        }

        File.Delete(Path.Combine(Cluster, "postmaster.pid"));
    }

    /// <summary>Every process of the server has the cluster as its working folder.</summary>
    private async Task<HashSet<int>> ProcessesInClusterAsync(CancellationToken ct)
    {
        _realCluster ??= (await Command.RunAsync("readlink", ["-f", Cluster], "/", null, ct)).Output;
        var found = new HashSet<int>();
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            // The name is asked too: somebody's shell may stand in that folder.
            if (int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var id)
                && LinkTarget(Path.Combine(process, "cwd")) == _realCluster
                && Path.GetFileName(LinkTarget(Path.Combine(process, "exe")))?.StartsWith("postgres", StringComparison.Ordinal) == true)
            {
                found.Add(id);
            }
        }

        return found;
    }

    private async Task<string?> ProgramOfAsync(int process, CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Path.Combine(_binaries, "bin", "postgres");
        }

        var program = LinkTarget($"/proc/{process}/exe");
        var ours = Path.Combine(_binaries, "bin", "postgres");
        return program == (await Command.RunAsync("readlink", ["-f", ours], "/", null, ct)).Output ? ours : program;
    }

    private static string? LinkTarget(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // It ended meanwhile, or belongs to somebody else.
        }
    }

    private string SaidSince(long position)
    {
        if (!File.Exists(ServerLog))
        {
            return "";
        }

        using var log = new FileStream(ServerLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = Math.Min(position, log.Length);
        using var reader = new StreamReader(log);
        return string.Join('\n', reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(15));
    }

    // ---- connections ------------------------------------------------------------------------------------------------

    private NpgsqlConnectionStringBuilder Connection(string database) => new()
    {
        Host = "127.0.0.1",
        Port = _port,
        Database = database,
        Username = Superuser,
        Password = _password,
        ApplicationName = Application,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    };

    /// <summary>Only words that every version of Npgsql knows; and no application name, so that a take-over does not end outsiders' connections.</summary>
    private string ForOutsiders() =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Database={Database};Username={Superuser};Password={_password}\n");

    private async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken ct)
    {
        var how = Connection(database);
        how.Pooling = false;
        how.Timeout = 5;
        how.ApplicationName = "embedded start";
        var connection = new NpgsqlConnection(how.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        for (var since = Stopwatch.StartNew(); ;)
        {
            try
            {
                await using var connection = await OpenAsync("postgres", ct);
                return true;
            }
            catch (PostgresException starting) when (starting.SqlState == PostgresErrorCodes.CannotConnectNow && since.Elapsed < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
            }
            catch (NpgsqlException)
            {
                return false;
            }
        }
    }

    private async Task EndLeftConnectionsAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync("postgres", ct);
        await using var end = new NpgsqlCommand("select pg_terminate_backend(pid, 10000) from pg_stat_activity where starts_with(application_name, $1)", connection)
        {
            Parameters = { new() { Value = Application } },
        };
        await end.ExecuteNonQueryAsync(ct);
    }

    private async Task CreateDatabaseAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync("postgres", ct);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = Database } } };
        if (await exists.ExecuteScalarAsync(ct) is null)
        {
            await using var create = new NpgsqlCommand($"create database {Database}", connection);
            await create.ExecuteNonQueryAsync(ct);
        }
    }

    private int? RememberedPort()
    {
        var path = Path.Combine(_folder, ConnectionFile);
        try
        {
            return File.Exists(path) ? new NpgsqlConnectionStringBuilder(File.ReadAllText(path).Trim()).Port : null;
        }
        catch (ArgumentException)
        {
            return null; // Somebody wrote something else there; it is written anew below.
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // ---- whose hands ------------------------------------------------------------------------------------------------

    /// <summary>
    /// Runs a program of the server on this cluster. As root it runs as another user, and the cluster is its working folder:
    /// that user then reaches it even when folders above (such as one made by mktemp) are closed to him.
    /// </summary>
    private async Task<Command.Result> ServerProgramAsync(string program, string cluster, string[] arguments)
    {
        string[] whole = [Path.Combine(_binaries, "bin", program), arguments[0], "-D", Seen(cluster, ""), .. arguments[1..]];
        if (program == "initdb")
        {
            whole = [whole[0], "-D", Seen(cluster, ""), .. arguments];
        }

        string[] line = _runAs is { } user ? ["setpriv", $"--reuid={user.Split(':')[0]}", $"--regid={user.Split(':')[1]}", "--clear-groups", .. whole] : whole;
        try
        {
            // Not to be cancelled: a half-started server would be left behind. Each of them ends by itself.
            return await Command.RunAsync(line[0], line[1..], cluster, Clean, CancellationToken.None);
        }
        catch (Win32Exception failure)
        {
            throw new BringException($"'{line[0]}' could not be run: {failure.Message}. Run the host as an ordinary user, or set ConnectionStrings__Platform to a PostgreSQL of your own.", failure);
        }
    }

    private string Seen(string cluster, string path) => Path.Combine(_runAs is null ? cluster : "/proc/self/cwd", path);

    /// <summary>Settings a developer keeps for other servers (PGDATA, PGPORT…) must not reach this one.</summary>
    private static void Clean(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal) || name.StartsWith("LC_", StringComparison.Ordinal)).ToList())
        {
            environment.Remove(name);
        }

        environment["LC_ALL"] = "C";
    }

    private async Task GiveAwayAsync(string folder, CancellationToken ct)
    {
        if (_runAs is not null)
        {
            var result = await Command.RunAsync("chown", ["-R", _runAs, folder], "/", null, ct);
            if (result.ExitCode != 0)
            {
                throw new BringException($"The folder {folder} could not be given to the user PostgreSQL runs as: {result.Output}");
            }
        }
    }

    /// <summary>"uid:gid" when we are root: the owner of the cluster, else the system's postgres, else nobody.</summary>
    private async Task<string?> RunAsAsync(CancellationToken ct)
    {
        if (!PlatformFolders.IsLinuxRoot)
        {
            return null;
        }

        if (Directory.Exists(Cluster))
        {
            var owner = (await Command.RunAsync("stat", ["-c", "%u:%g", Cluster], "/", null, ct)).Output;
            return !owner.StartsWith("0:", StringComparison.Ordinal)
                ? owner
                : throw new BringException($"{Cluster} belongs to root, as whom PostgreSQL does not run. Give it to another user with chown -R.");
        }

        var users = (await File.ReadAllLinesAsync("/etc/passwd", ct)).Select(line => line.Split(':')).Where(user => user.Length > 3).ToDictionary(user => user[0], user => $"{user[2]}:{user[3]}");
        return users.GetValueOrDefault("postgres") ?? users.GetValueOrDefault("nobody")
            ?? throw new BringException("PostgreSQL does not run as root, and this machine has neither a user 'postgres' nor 'nobody'. Run the host as an ordinary user.");
    }
}
