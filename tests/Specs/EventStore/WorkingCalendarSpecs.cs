using FsCheck;
using FsCheck.Fluent;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Specs.EventStore;

public sealed class WorkingCalendarSpecs
{
    private static readonly WorkingCalendar Calendar = WorkingCalendar.VietNam;

    private static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-02-13", 1, "2026-02-23", "Tết 2026: the Friday before, to the Monday after")]
    [InlineData("2026-02-12", 2, "2026-02-23", "one day before Tết, one after")]
    [InlineData("2026-02-17", 1, "2026-02-23", "from the first day of Tết itself")]
    [InlineData("2027-02-04", 1, "2027-02-12", "Tết 2027 with its compensating days")]
    [InlineData("2025-12-31", 1, "2026-01-05", "New Year with the swapped Friday")]
    [InlineData("2026-01-09", 1, "2026-01-10", "the Saturday worked in exchange")]
    [InlineData("2026-01-09", 2, "2026-01-12", "and the Monday after it")]
    [InlineData("2026-08-21", 1, "2026-08-22", "the Saturday worked for 31 August")]
    [InlineData("2026-08-28", 1, "2026-09-03", "31 August swapped, 1 and 2 September off")]
    [InlineData("2026-04-24", 1, "2026-04-28", "Hung Kings' Day on a Sunday moves to Monday")]
    [InlineData("2026-04-29", 1, "2026-05-04", "30 April and 1 May before a weekend")]
    [InlineData("2027-04-29", 1, "2027-05-04", "1 May 2027 on a Saturday moves to Monday")]
    [InlineData("2026-03-04", 0, "2026-03-04", "no days")]
    [InlineData("2026-03-07", 0, "2026-03-07", "no days, even on a Saturday")]
    [InlineData("2026-03-06", 5, "2026-03-13", "an ordinary week")]
    public void Working_days_are_counted_over_holidays_and_swaps(string from, int days, string to, string why) =>
        Calendar.AddWorkingDays(Day(from), days).ShouldBe(Day(to), why);

    [Theory]
    [InlineData("2026-02-14", false)]
    [InlineData("2026-02-20", false)]
    [InlineData("2026-01-10", true)]
    [InlineData("2026-01-11", false)]
    [InlineData("2026-01-17", false)]
    [InlineData("2026-11-24", false)]
    [InlineData("2027-02-11", false)]
    [InlineData("2027-02-12", true)]
    public void A_day_is_worked_or_not(string day, bool worked) => Calendar.IsWorkingDay(Day(day)).ShouldBe(worked);

    [Fact]
    public void The_end_is_a_working_day_with_as_many_working_days_up_to_it_as_asked() => Prop.ForAll(
        Arb.From(Gen.Choose(0, 800)), Arb.From(Gen.Choose(1, 40)), (offset, days) =>
        {
            var from = Day("2025-12-01").AddDays(offset);
            var to = Calendar.AddWorkingDays(from, days);
            return Calendar.IsWorkingDay(to) && Enumerable.Range(1, to.DayNumber - from.DayNumber).Count(d => Calendar.IsWorkingDay(from.AddDays(d))) == days;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2026-02-13T16:59:59.999999Z", "2026-02-13")]
    [InlineData("2026-02-13T17:00:00Z", "2026-02-14")]
    [InlineData("2025-12-31T17:00:00Z", "2026-01-01")]
    [InlineData("2026-02-28T16:59:59Z", "2026-02-28")]
    [InlineData("2026-02-28T17:00:00Z", "2026-03-01")]
    [InlineData("2026-02-14T00:30:00+09:00", "2026-02-13")]
    public void The_day_changes_at_midnight_in_Viet_Nam(string at, string day) =>
        DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture).VietNamDay().ShouldBe(Day(day));

    [Fact]
    public void A_day_ends_at_the_following_midnight_in_Viet_Nam()
    {
        var end = Day("2026-02-13").EndInVietNam();
        end.ShouldBe(new DateTimeOffset(2026, 2, 13, 17, 0, 0, TimeSpan.Zero));
        end.Offset.ShouldBe(TimeSpan.Zero);
        end.AddTicks(-1).VietNamDay().ShouldBe(Day("2026-02-13"));
        end.VietNamDay().ShouldBe(Day("2026-02-14"));
    }

    [Fact]
    public void The_clock_gives_whole_microseconds_and_never_later_than_it_is()
    {
        var at = new DateTimeOffset(2026, 1, 1, 7, 0, 0, TimeSpan.FromHours(7)).AddTicks(19);
        at.TruncateToMicroseconds().ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(10));
    }
}
