using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ProtectionPlatform.Cases.Attachments;

/// <summary>Uploads nobody finished leave nothing.</summary>
internal sealed class ExpireUploads(Uploads uploads, TimeProvider clock, IConfiguration configuration, ILogger<ExpireUploads> log) : BackgroundService
{
    private readonly TimeSpan pause = TimeSpan.FromSeconds(configuration.GetValue("Cases:UploadSweepSeconds", 300));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await uploads.DropExpired(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Expired uploads could not be dropped; trying again");
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
