namespace ProtectionPlatform.Access.Directories;

/// <summary>Organisations and memberships are valid by the day as people in Viet Nam count it.</summary>
internal static class VietnamCalendar
{
    // UTC+7 all year since 1975; no time-zone data of the machine is needed.
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(Offset).DateTime);
}
