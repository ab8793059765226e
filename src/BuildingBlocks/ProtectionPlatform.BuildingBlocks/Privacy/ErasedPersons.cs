using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.BuildingBlocks.Privacy;

/// <summary>Where a host keeps the list of erased people.</summary>
/// <param name="Path">A file that is only added to. Lies beside the master key unless <c>Keys:ErasedFile</c> says otherwise.</param>
public sealed record ErasedFile(string Path)
{
    public static ErasedFile Of(IConfiguration configuration, MasterKeys masters, Lazy<string> dataFolder) =>
        new(configuration["Keys:ErasedFile"] is { Length: > 0 } given ? given
            : System.IO.Path.Combine(masters.File is { } file ? System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file))! : System.IO.Path.Combine(dataFolder.Value, "keys"), "erased"));
}

/// <summary>
/// Who was erased, noted in two places a restored database cannot take back together: in a file outside it, before the keys go, and in the record.
/// The file says ids only, which tell of nobody.
/// </summary>
internal sealed class ErasedPersons(Lazy<ErasedFile> file, EventTypes types, Databases databases, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim writing = new(1);

    /// <summary>Writes it down, on disk when it returns.</summary>
    public async Task<DateTimeOffset> Note(Guid about, IReadOnlyList<Whose> people, CancellationToken ct)
    {
        var at = clock.Now();
        var line = string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'} {about} {string.Join(',', people)}\n");
        await writing.WaitAsync(ct);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file.Value.Path))!);
            await using var stream = new FileStream(file.Value.Path, FileMode.Append, FileAccess.Write, FileShare.Read);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(line), ct);
            stream.Flush(flushToDisk: true);
        }
        finally
        {
            writing.Release();
        }

        return at;
    }

    /// <summary>Everybody either place knows of.</summary>
    public async Task<IReadOnlyList<(Guid About, IReadOnlyList<Whose> People, DateTimeOffset At)>> All(CancellationToken ct)
    {
        var all = new List<(Guid, IReadOnlyList<Whose>, DateTimeOffset)>();
        if (File.Exists(file.Value.Path))
            foreach (var line in await File.ReadAllLinesAsync(file.Value.Path, ct))
                // A line a crash cut short was not yet acted on.
                if (line.Split(' ') is [var at, var about, var people] && Guid.TryParse(about, out var id) && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var when)
                    && people.Split(',').All(name => Enum.TryParse<Whose>(name, out _)))
                    all.Add((id, [.. people.Split(',').Select(Enum.Parse<Whose>)], when));

        await using var command = databases.Platform.CreateCommand("select stream_id, type, data::text, timestamp from events.mt_events where type = any ($1) order by seq_id");
        command.Parameters.Add(new() { Value = types.StoredNames.Where(name => types.ClassOf(name).IsAssignableTo(typeof(IErases))).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            all.Add((reader.GetGuid(0), ((IErases)types.Read(reader.GetString(1), reader.GetFieldValue<byte[]>(2))).People, reader.GetFieldValue<DateTimeOffset>(3)));
        return all;
    }

    public void Dispose() => writing.Dispose();
}
