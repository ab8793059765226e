using Microsoft.Extensions.Configuration;

namespace ProtectionPlatform.Communications.Mailing;

/// <summary>Where mail goes and what it points to. Without a host mail stays queued.</summary>
internal sealed class MailSettings
{
    public MailSettings(IConfiguration configuration)
    {
        var smtp = configuration.GetSection("Communications:Smtp");
        Host = smtp["Host"] is { Length: > 0 } host ? host : null;
        Port = smtp.GetValue<int?>("Port") ?? 25;
        From = smtp["From"] is { Length: > 0 } from ? from : "protection-platform@localhost.localdomain";
        User = smtp["User"] is { Length: > 0 } user ? user : null;
        Password = smtp["Password"];
        StartTls = smtp.GetValue<bool?>("StartTls") ?? false;
        PublicAddress = (configuration["Platform:PublicAddress"] is { Length: > 0 } address ? address : "http://localhost:5080").TrimEnd('/');
        if (!MailText.IsAddress(From)) throw new InvalidOperationException("Communications:Smtp:From is not a plain e-mail address.");
        // Reading it here: a password must not travel in the clear because a setting was forgotten.
        if (User is not null && !StartTls) throw new InvalidOperationException("Communications:Smtp:User needs Communications:Smtp:StartTls=true.");
    }

    public string? Host { get; }

    public int Port { get; }

    /// <summary>Plain address of the sender.</summary>
    public string From { get; }

    public string? User { get; }

    public string? Password { get; }

    /// <summary>Mail goes only after the connection was encrypted and the server's certificate checked.</summary>
    public bool StartTls { get; }

    /// <summary>Address people reach the platform at, without a slash at its end.</summary>
    public string PublicAddress { get; }

    public bool HasServer => Host is not null;
}
