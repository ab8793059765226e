using System.Globalization;
using System.Security.Cryptography;
using FluentValidation;
using Microsoft.AspNetCore.Http;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Privacy;

/// <summary>Who did something, as the registers show it.</summary>
internal sealed record DoneBy(Guid? Id, string Name, ActingFor? ActingFor = null)
{
    public static DoneBy Of(RecordedEvent happened) => new(happened.ActorId, happened.ActorName, happened.ActingFor);
}

/// <summary>Small parts the registers share.</summary>
internal static class Shapes
{
    /// <summary>The longest text somebody writes into a register.</summary>
    public const int Long = 4000;

    public const int Short = 300;

    // Without letters and digits that are mistaken for one another when read out on the phone.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A random name people can mention, such as <c>YC-7KQ2M-9XDPW</c>; it tells nothing.</summary>
    public static string NewReference(string prefix) => $"{prefix}-{RandomNumberGenerator.GetString(Alphabet, 5)}-{RandomNumberGenerator.GetString(Alphabet, 5)}";

    /// <summary>A day people can mean that has come: since 2000, not after today in Viet Nam.</summary>
    public static IRuleBuilderOptions<T, DateOnly> HasCome<T>(this IRuleBuilder<T, DateOnly> rule, TimeProvider clock) =>
        rule.Must(day => day.Year >= 2000 && day <= clock.Now().VietNamDay()).Says("Ngày phải từ năm 2000 và không ở tương lai.", "Must be since 2000 and not in the future.");

    /// <summary>One field of a request is wrong in a way only the registers know.</summary>
    public static ProblemException Wrong(string field, string vi, string en) =>
        new(Problems.InvalidRequest, new Dictionary<string, string[]> { [field] = [CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? en : vi] });

    public static void ShowVersion(this HttpResponse response, long version)
    {
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
        response.Headers.CacheControl = "no-store";
    }

    /// <summary>A day as SQL takes it.</summary>
    public static string Iso(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
