using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Policy;

/// <summary>A bundle of evidence as the files in it.</summary>
internal static class Evidence
{
    public static async Task<Dictionary<string, string>> Files(Caller caller, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/audit/evidence") { Content = JsonContent.Create(body) };
        request.Headers.Add("X-CSRF-Token", caller.CsrfToken);
        using var archive = new ZipArchive(await (await caller.Http.SendAsync(request)).EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
        var files = new Dictionary<string, string>();
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(), Encoding.UTF8);
            files.Add(entry.FullName, await reader.ReadToEndAsync());
        }

        return files;
    }
}
