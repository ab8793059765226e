using System.Globalization;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>Who may ask the log what, and how a wrong question is answered.</summary>
internal static class LedgerAccess
{
    public static readonly Rule NotSealedYet = new("not-sealed-yet",
        "Sự kiện đã được ghi nhưng chưa được niêm phong. Hãy thử lại sau vài giây.", "The event is recorded but not sealed yet. Try again in a few seconds.", Status: 404);

    public static void Require(Actor caller, params ReadOnlySpan<Role> roles)
    {
        if (!caller.IsSignedIn) throw new ProblemException(Problems.Unauthenticated);
        if (!caller.IsAny(roles)) throw new ProblemException(Problems.Forbidden);
    }

    public static bool InVietnamese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "en";

    public static ProblemException Invalid(string field, string vi, string en) =>
        new(Problems.InvalidRequest, new Dictionary<string, string[]> { [field] = [InVietnamese ? vi : en] });
}
