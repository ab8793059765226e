using System.Globalization;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>How a wrong question to the log is answered.</summary>
internal static class LedgerAccess
{
    public static readonly Rule NotSealedYet = new("not-sealed-yet",
        "Sự kiện đã được ghi nhưng chưa được niêm phong. Hãy thử lại sau vài giây.", "The event is recorded but not sealed yet. Try again in a few seconds.", Status: 404);

    public static bool InVietnamese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "en";

    public static ProblemException Invalid(string field, string vi, string en) =>
        new(Problems.InvalidRequest, new Dictionary<string, string[]> { [field] = [InVietnamese ? vi : en] });
}
