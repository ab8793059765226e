using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace ProtectionPlatform.TestServer;

/// <summary>A real OpenID Connect provider (npm oidc-provider) in a process of its own, whose sign-in page believes everybody. See oidc-provider/provider.js.</summary>
internal sealed class OidcProvider : IAsyncDisposable
{
    public const string Client = "platform", ClientWithSecret = "platform-with-secret", Secret = "a secret that only tests know", TwoFactorsAcr = "urn:example:two-factors";

    private readonly Process process;

    private OidcProvider(Process process) => this.process = process;

    /// <summary>Named localhost, so that for a browser it is another site than a platform at 127.0.0.1.</summary>
    public string Issuer { get; private set; } = "";

    /// <param name="pushed">Takes, and so is given, the request itself behind the browser's back (PAR).</param>
    public static async Task<OidcProvider> Start(bool pushed = false)
    {
        var provider = new OidcProvider(await NodeProgram.Start(Path.Combine(Path.GetDirectoryName(Here())!, "oidc-provider"), "provider.js", pushed ? "pushed" : "plain"));
        provider.Issuer = await provider.Says("issuer");
        return provider;
    }

    /// <summary>What it does to the ID tokens it gives out next.</summary>
    public async Task Spoil(string how)
    {
        await process.StandardInput.WriteLineAsync($"spoil {how}");
        await process.StandardInput.FlushAsync();
        (await Says("how")).ShouldBe(how);
    }

    /// <summary>Follows the address as a browser would, answers the sign-in page, and stops where the browser is sent back to the platform.</summary>
    public async Task<Uri> SignIn(string address, string subject, string amr = "pwd", string? acr = null, bool refuse = false)
    {
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = new Uri(Issuer) };
        var on = await Next(await http.GetAsync(new Uri(address)));
        var given = new Dictionary<string, string> { ["subject"] = subject, ["amr"] = amr };
        if (acr is not null) given["acr"] = acr;
        if (refuse) given["refuse"] = "yes";
        if (on.Authority == http.BaseAddress.Authority) on = await Next(await http.PostAsync(on, new FormUrlEncodedContent(given)));
        while (on.Authority == http.BaseAddress.Authority) on = await Next(await http.GetAsync(on));
        return on;

        async Task<Uri> Next(HttpResponseMessage answer)
        {
            using (answer)
            {
                ((int)answer.StatusCode).ShouldBeInRange(302, 303, $"{answer.RequestMessage!.RequestUri}: {await answer.Content.ReadAsStringAsync()}");
                return new Uri(new Uri(Issuer), answer.Headers.Location!);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>What it says about itself; its library also writes warnings.</summary>
    private async Task<string> Says(string member)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith('{') && JsonNode.Parse(line)![member] is { } said) return said.GetValue<string>();
        throw new InvalidOperationException("The provider ended.");
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
