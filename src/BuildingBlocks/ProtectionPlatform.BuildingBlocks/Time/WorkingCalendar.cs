using System.Globalization;

namespace ProtectionPlatform.BuildingBlocks.Time;

/// <summary>
/// Working days in Viet Nam: Monday to Friday without public holidays, compensating and swapped days off, plus the Saturdays
/// worked in exchange. The days are data (<c>ReferenceData/holidays-vn.csv</c>), because lunar days and swaps are announced year by year.
/// </summary>
public sealed class WorkingCalendar
{
    private readonly HashSet<DateOnly> daysOff = [];
    private readonly HashSet<DateOnly> workingSaturdays = [];

    private WorkingCalendar(TextReader csv)
    {
        csv.ReadLine();
        while (csv.ReadLine() is { } line)
        {
            if (line.Split(',') is not [var day, var kind, ..]) continue;
            var date = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (kind == "working-saturday") workingSaturdays.Add(date);
            else daysOff.Add(date);
        }
    }

    /// <summary>The calendar of 2026 and 2027. Later years know weekends only until their days are entered.</summary>
    public static WorkingCalendar VietNam { get; } = Load();

    private static WorkingCalendar Load()
    {
        var assembly = typeof(WorkingCalendar).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith("holidays-vn.csv", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return new WorkingCalendar(reader);
    }

    public bool IsWorkingDay(DateOnly day) =>
        workingSaturdays.Contains(day)
        || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !daysOff.Contains(day));

    /// <summary>The day <paramref name="days"/> working days after <paramref name="day"/>; the start day itself is not counted.</summary>
    public DateOnly AddWorkingDays(DateOnly day, int days)
    {
        while (days > 0)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day)) days--;
        }

        return day;
    }
}
