using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Privacy;

/// <summary>In what a limit is counted.</summary>
internal enum TimeUnit
{
    WorkingDays,
    CalendarDays,
    Hours,
    Months,
}

/// <summary>One row of the dated table of limits.</summary>
/// <param name="ThirdPartyAmount">Instead of <paramref name="Amount"/> when a processor or a third party is involved.</param>
/// <param name="WarnPercent">Of a limit in hours: how much of it may pass before it is called soon.</param>
internal sealed record TimeLimit(string Code, string Version, DateOnly ValidFrom, int Amount, TimeUnit Unit, string Source, int? ThirdPartyAmount = null, int? WarnPercent = null);

/// <summary>
/// The limits of the registers, as data with source and version. Days are those of Viet Nam; the day of receipt is not counted.
/// A limit that ends on a day off is not moved: answering earlier is always allowed.
/// </summary>
internal static class TimeLimits
{
    public const string Acknowledge = "Acknowledge";
    public const string Extension = "Extension";
    public const string BreachNotice = "BreachNotice";
    public const string Confidentiality = "Confidentiality";
    public const string ImpactAssessment = "ImpactAssessment";
    public const string ProcessingReview = "ProcessingReview";

    public static IReadOnlyList<TimeLimit> All { get; } = ReferenceDataFiles.Read<List<TimeLimit>>("time-limits.json");

    /// <summary>The row in force on a day. Requests keep the row they were received under. Days before the first row are counted by it.</summary>
    public static TimeLimit InForce(string code, DateOnly day) =>
        All.Where(limit => limit.Code == code && limit.ValidFrom <= day).MaxBy(limit => limit.ValidFrom)
        ?? All.Where(limit => limit.Code == code).MinBy(limit => limit.ValidFrom)!;

    public static DateOnly DueOn(this TimeLimit limit, DateOnly from, bool thirdParty = false)
    {
        var days = thirdParty ? limit.ThirdPartyAmount ?? limit.Amount : limit.Amount;
        return limit.Unit switch
        {
            TimeUnit.WorkingDays => WorkingCalendar.VietNam.AddWorkingDays(from, days),
            TimeUnit.CalendarDays => from.AddDays(days),
            TimeUnit.Months => from.AddMonths(days),
            _ => throw new InvalidOperationException($"{limit.Code} is counted from an instant, not from a day."),
        };
    }
}
