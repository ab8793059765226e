namespace ProtectionPlatform.BuildingBlocks.Time;

/// <summary>The platform's clock: UTC, whole microseconds, because PostgreSQL keeps no more and would round what it is given.</summary>
public static class Clock
{
    /// <summary>Viet Nam time: UTC+7, no daylight saving. Legal deadlines are computed on its dates.</summary>
    public static readonly TimeSpan VietNamOffset = TimeSpan.FromHours(7);

    /// <summary>Now, truncated to microseconds.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) => clock.GetUtcNow().TruncateToMicroseconds();

    /// <summary>The same instant in UTC without the fraction PostgreSQL would round away.</summary>
    public static DateTimeOffset TruncateToMicroseconds(this DateTimeOffset at) =>
        new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    /// <summary>The calendar day in Viet Nam at that instant.</summary>
    public static DateOnly VietNamDay(this DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(VietNamOffset).DateTime);

    /// <summary>The instant (UTC) at which that day ends in Viet Nam: the following midnight.</summary>
    public static DateTimeOffset EndInVietNam(this DateOnly day) =>
        new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), VietNamOffset).ToUniversalTime();

    /// <summary>A time-ordered id (UUIDv7). Never sort by it: within a millisecond its order is random.</summary>
    public static Guid NewId(this TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());
}
