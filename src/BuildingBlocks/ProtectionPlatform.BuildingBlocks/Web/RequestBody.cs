using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ProtectionPlatform.BuildingBlocks.Web;

/// <summary>The bytes of a request, whole and no more of them than the endpoint takes.</summary>
public static class RequestBody
{
    /// <exception cref="ProblemException">It is larger (413).</exception>
    public static async Task<byte[]> Read(HttpContext http, int largest)
    {
        if (http.Request.ContentLength > largest) throw new ProblemException(Problems.TooLarge);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = largest;

        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0;)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > largest) throw new ProblemException(Problems.TooLarge);
        }

        var bytes = buffer.ToArray();
        http.RequestServices.GetRequiredService<RequestContext>().BodyHash = SHA256.HashData(bytes);
        return bytes;
    }
}
