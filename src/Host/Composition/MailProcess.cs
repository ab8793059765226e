using System.Diagnostics;
using System.Runtime.InteropServices;
using ProtectionPlatform.Access;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.Communications;

namespace ProtectionPlatform.Host;

/// <summary>What the host was started with.</summary>
internal sealed record StartArguments(IReadOnlyList<string> Values);

/// <summary>
/// Sends e-mail in a process of its own, which outlives the host by the one mail it has in hand: a kill of the host can then not fall
/// between the commit that a mail is being handed over and the hand-over itself (docs/adr/0005). The pipe to its input is the leash:
/// when the host ends, however it ends, the pipe closes and the sender finishes and leaves.
/// <c>Communications:Smtp:OwnProcess=false</c> sends from within the host instead.
/// </summary>
internal sealed class MailProcess(string connection, StartArguments arguments, IConfiguration configuration, IServiceProvider services, ILogger<MailProcess> log) : BackgroundService
{
    /// <summary>First argument that makes this program a sender of e-mail.</summary>
    public const string Verb = "send-mail";

    private static readonly TimeSpan BeforeAnother = TimeSpan.FromSeconds(5);

    /// <summary>How long a stopping host waits for the mail in hand; after that the mail shows as unconfirmed.</summary>
    private static readonly TimeSpan LastMail = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!CommunicationsModule.SendsMail(services)) return;
        if (!configuration.GetValue("Communications:Smtp:OwnProcess", true))
        {
            await CommunicationsModule.SendMail(services, stoppingToken);
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            using var sender = Start();
            try
            {
                await sender.WaitForExitAsync(stoppingToken);
                log.LogError("The process that sends e-mail ended with code {Code}; another one is started", sender.ExitCode);
                await Task.Delay(BeforeAnother, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                await Leave(sender);
            }
        }
    }

    private Process Start()
    {
        var program = Environment.ProcessPath!;
        string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? ["exec", typeof(Program).Assembly.Location] : [];
        return Process.Start(new ProcessStartInfo(program, [.. self, Verb, .. arguments.Values])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            Environment = { ["ConnectionStrings__Platform"] = connection },
        })!;
    }

    private static async Task Leave(Process sender)
    {
        sender.StandardInput.Close();
        using var patience = new CancellationTokenSource(LastMail);
        try
        {
            await sender.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            sender.Kill();
        }
    }

    /// <summary>The sender's whole life: until its input closes or it is asked to stop.</summary>
    public static async Task<int> Send(string[] args)
    {
        // Out of the host's group: what ends the host with its whole group leaves the mail in hand to be finished.
        if (!OperatingSystem.IsWindows()) _ = BecomeSessionLeader();
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(args);
        var connection = builder.Configuration.GetConnectionString("Platform") ?? throw new InvalidOperationException("ConnectionStrings:Platform is not set.");
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(builder.Configuration)
            .AddSingleton(TimeProvider.System)
            .AddLogging(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddSimpleConsole(console => console.SingleLine = true))
            .AddModules(connection, new CommunicationsModule())
            .AddAccess(connection, AccessSettings.Of(builder.Configuration, demo: false));
        await using var provider = services.BuildServiceProvider();

        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        _ = Console.OpenStandardInput().CopyToAsync(Stream.Null).ContinueWith(_ => stop.Cancel(), TaskScheduler.Default);
        await CommunicationsModule.SendMail(provider, stop.Token);
        return 0;

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    [DllImport("libc", EntryPoint = "setsid")]
    private static extern int BecomeSessionLeader();
}
