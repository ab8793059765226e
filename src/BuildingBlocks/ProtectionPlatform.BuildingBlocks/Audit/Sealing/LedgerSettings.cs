using System.Globalization;
using Microsoft.Extensions.Configuration;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>How a host takes part in sealing the log.</summary>
public sealed class LedgerSettings
{
    /// <param name="configuration">Its section <c>Ledger</c>.</param>
    /// <param name="dataFolder">Where the platform keeps its data; the signing key lies there unless <c>Ledger:KeyFile</c> says otherwise.</param>
    /// <exception cref="InvalidOperationException">A value cannot be meant.</exception>
    public LedgerSettings(IConfiguration configuration, Lazy<string> dataFolder)
    {
        var ledger = configuration.GetSection("Ledger");
        Seals = ledger.GetValue("Seal", true);
        SealEvery = TimeSpan.FromSeconds(ledger.GetValue("SealSeconds", 10.0));
        LateAfter = TimeSpan.FromSeconds(ledger.GetValue("LateSeconds", 120.0));
        RotationOverlap = TimeSpan.FromHours(ledger.GetValue("RotationOverlapHours", 168.0));
        CheckAt = TimeOnly.TryParseExact(ledger["CheckAt"] ?? "02:00", "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at : throw new InvalidOperationException("Ledger:CheckAt is not a time such as 02:00.");
        KeyFile = ledger["KeyFile"] is { Length: > 0 } file ? file : null;
        Origin = ledger["Origin"] is { Length: > 0 } origin ? origin : null;
        DataFolder = dataFolder;
        AnchorEvery = TimeSpan.FromHours(ledger.GetValue("AnchorHours", 24.0));
        Anchors = [.. ledger.GetSection("Anchors").GetChildren().Select(AnchorTarget.Read)];
        if (SealEvery <= TimeSpan.Zero) throw new InvalidOperationException("Ledger:SealSeconds is more than 0.");
        if (AnchorEvery <= TimeSpan.Zero) throw new InvalidOperationException("Ledger:AnchorHours is more than 0.");
        if (Origin?.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+') == true) throw new InvalidOperationException("Ledger:Origin has neither white space nor '+'.");
    }

    /// <summary>Whether this host seals, signs, checks and anchors. Where the key must not lie beside the web, one host of its own does.</summary>
    public bool Seals { get; }

    /// <summary>News wait at most so long for their checkpoint.</summary>
    public TimeSpan SealEvery { get; }

    /// <summary>An event that waits longer for its checkpoint makes the host degraded.</summary>
    public TimeSpan LateAfter { get; }

    /// <summary>How long the old key signs beside the new one after a rotation.</summary>
    public TimeSpan RotationOverlap { get; }

    /// <summary>When the nightly full check begins, in Viet Nam.</summary>
    public TimeOnly CheckAt { get; }

    /// <summary>PEM file of the signing keys; null for the one in <see cref="DataFolder"/>.</summary>
    public string? KeyFile { get; }

    /// <summary>First line of checkpoints, fixed when the log begins; null for one made of the log's own id.</summary>
    public string? Origin { get; }

    public Lazy<string> DataFolder { get; }

    /// <summary>How often the newest checkpoint is handed to the outside parties.</summary>
    public TimeSpan AnchorEvery { get; }

    public IReadOnlyList<AnchorTarget> Anchors { get; }
}

/// <summary>How a checkpoint reaches an outside party.</summary>
public enum AnchorKind
{
    /// <summary>A file in a folder, such as a write-once mount.</summary>
    Folder,
    Email,

    /// <summary>POST to a witness, which may countersign.</summary>
    Http,
}

/// <summary>An outside party that gets checkpoints.</summary>
/// <param name="Name">Unique; by default its place.</param>
/// <param name="Address">Folder, e-mail address or URL.</param>
public sealed record AnchorTarget(string Name, AnchorKind Kind, string Address)
{
    internal static AnchorTarget Read(IConfigurationSection section)
    {
        if (!Enum.TryParse<AnchorKind>(section["Kind"], out var kind)) throw new InvalidOperationException($"{section.Path}:Kind is Folder, Email or Http.");
        var (setting, address) = kind switch
        {
            AnchorKind.Folder => ("Path", section["Path"]),
            AnchorKind.Email => ("Address", section["Address"]),
            _ => ("Url", section["Url"]),
        };
        var fits = kind switch
        {
            AnchorKind.Folder => Path.IsPathFullyQualified(address ?? ""),
            AnchorKind.Email => System.Net.Mail.MailAddress.TryCreate(address, out var mail) && mail.Address == address,
            _ => Uri.TryCreate(address, UriKind.Absolute, out var url) && OutsideCalls.IsFit(url),
        };
        if (!fits) throw new InvalidOperationException($"{section.Path}:{setting} is missing or not what {kind} needs.");
        return new AnchorTarget(section["Name"] is { Length: > 0 } name ? name : address!, kind, address!);
    }
}
