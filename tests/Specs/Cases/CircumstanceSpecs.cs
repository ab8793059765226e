using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.SpecialCircumstances;

namespace ProtectionPlatform.Specs.Cases;

/// <summary>The register of pupils in special circumstances.</summary>
public sealed class A_pupil_in_special_circumstances
{
    private static readonly Guid Storm = Guid.Parse("0190d0d0-0000-7000-8000-0000000000aa");
    private static readonly DateOnly Day = new(2026, 1, 10);
    private static readonly Pupil Fictional = new("Đặng Thị Thử Nghiệm", new(2013, 4, 5), Sex.Female, "7B", "HS-001");

    private static Circumstance Given(params object[] events)
    {
        Circumstance? state = null;
        var version = 0;
        foreach (var e in new object[] { new CircumstanceEntered(A.School, Fictional, null) }.Concat(events))
            state = Circumstance.Evolve(state, new RecordedEvent(++version, Guid.CreateVersion7(A.Now), A.CaseId, version, e.GetType().Name, e, A.Now, new EventMetadata(A.SocialWorker.UserId, A.SocialWorker.DisplayName, null, null)));
        return state!;
    }

    private static CircumstanceListed Listed(int number = 1, string group = "HH-POOR", Guid? disaster = null) => new(number, group, null, disaster, Day, "QĐ 01/2026");

    private static void Refused(Decision decision, Rule rule) => decision.Refusal.ShouldNotBeNull().Rule.Code.ShouldBe(rule.Code);

    [Fact]
    public void Is_entered_under_a_first_group() =>
        EnterCircumstance.Decide(A.CaseId, A.School, new(Fictional, new("SC-04", Day, "SC-04b")), disasterFits: false).Events
            .ShouldBe([new CircumstanceEntered(A.School, Fictional, null), new CircumstanceListed(1, "SC-04", "SC-04b", null, Day, null)]);

    [Fact]
    public void Is_listed_once_under_each_group_and_once_for_each_disaster()
    {
        var entry = Given(Listed(), Listed(2, "DISASTER", Storm));
        Refused(ListUnderGroup.Decide(entry.Listings, new("HH-POOR", Day), false), RegisterRules.AlreadyListed);
        Refused(ListUnderGroup.Decide(entry.Listings, new("DISASTER", Day, DisasterId: Storm), true), RegisterRules.AlreadyListed);
        ListUnderGroup.Decide(entry.Listings, new("DISASTER", Day, DisasterId: Guid.CreateVersion7()), true).Events.ShouldHaveSingleItem();
        var ended = Given(Listed(), new CircumstanceListingEnded(1, Day.AddDays(3), ListingEnd.NoLongerApplies, null));
        ListUnderGroup.Decide(ended.Listings, new("HH-POOR", Day), false).Events.ShouldBe([Listed(2) with { Evidence = null }]);
    }

    [Fact]
    public void Needs_the_disaster_it_was_hit_by_and_for_no_other_group()
    {
        Refused(ListUnderGroup.Decide([], new("DISASTER", Day), false), RegisterRules.DisasterNeeded);
        Refused(ListUnderGroup.Decide([], new("DISASTER", Day, DisasterId: Storm), disasterFits: false), RegisterRules.DisasterNeeded);
        Refused(ListUnderGroup.Decide([], new("HH-POOR", Day, DisasterId: Storm), disasterFits: true), RegisterRules.DisasterNeeded);
    }

    [Fact]
    public void A_listing_ends_once_and_not_before_it_began()
    {
        var entry = Given(Listed());
        Refused(EndListing.Decide(entry, 1, new(Day.AddDays(-1), ListingEnd.Other)), RegisterRules.EndsBeforeItBegins);
        Refused(EndListing.Decide(entry, 2, new(Day, ListingEnd.Other)), RegisterRules.NoSuchListing);
        EndListing.Decide(entry, 1, new(Day, ListingEnd.MovedAway)).Events.ShouldBe([new CircumstanceListingEnded(1, Day, ListingEnd.MovedAway, null)]);
        Refused(EndListing.Decide(Given(Listed(), new CircumstanceListingEnded(1, Day, ListingEnd.Other, null)), 1, new(Day, ListingEnd.Other)), RegisterRules.NoSuchListing);
    }

    [Fact]
    public void What_was_planned_is_given_or_dropped_once()
    {
        var entry = Given(Listed(), new CircumstanceSupportRecorded(1, "RICE", SupportStatus.Planned, 1, Day, null, "Hội Chữ thập đỏ", null));
        var given = SettleSupport.Decide(entry, 1, new(true, Day.AddDays(1), 150_000)).Events.ShouldHaveSingleItem();
        given.ShouldBe(new CircumstanceSupportGiven(1, Day.AddDays(1), 150_000));
        var after = Given(Listed(), new CircumstanceSupportRecorded(1, "RICE", SupportStatus.Planned, 1, Day, null, null, null), given);
        (after.Supports[0].Status, after.Supports[0].On, after.Supports[0].AmountDong).ShouldBe((SupportStatus.Given, Day.AddDays(1), 150_000L));
        Refused(SettleSupport.Decide(after, 1, new(false, Reason: "Trùng")), RegisterRules.NoSuchSupport);
        Refused(RecordSupport.Decide(entry, new("RICE", Day, Listing: 7)), RegisterRules.NoSuchListing);
    }

    [Fact]
    public void Is_linked_to_a_case_of_its_school_only_and_once()
    {
        var entry = Given(Listed());
        Refused(LinkCase.Decide(entry, A.CaseId, A.OtherSchool), RegisterRules.CaseUnknown);
        Refused(LinkCase.Decide(entry, A.CaseId, null), RegisterRules.CaseUnknown);
        LinkCase.Decide(entry, A.CaseId, A.School).Events.ShouldBe([new CircumstanceCaseLinked(A.CaseId)]);
        Refused(LinkCase.Decide(Given(new CircumstanceCaseLinked(A.CaseId)), A.CaseId, A.School), RegisterRules.CaseLinked);
    }

    [Theory]
    [InlineData(3, 1, null, null)]
    [InlineData(12, 2, 12L, null)]
    [InlineData(12, 10, 12L, null)]
    [InlineData(12, 6, 12L, 6L)]
    [InlineData(12, 0, 12L, 0L)]
    public void Is_not_singled_out_by_a_figure(long listed, long helped, long? shownListed, long? shownHelped)
    {
        var outside = CountCircumstances.Shown("HH-POOR", listed, helped, own: false);
        (outside.Listed, outside.Helped).ShouldBe((shownListed, shownHelped));
        CountCircumstances.Shown("HH-POOR", listed, helped, own: true).ShouldBe(new("HH-POOR", listed, helped, listed - helped));
    }

    [Fact]
    public void The_law_names_fourteen_groups()
    {
        CircumstanceCodes.Table.Groups.Count(group => group.Kind == "SpecialCircumstance").ShouldBe(14);
        CircumstanceCodes.Table.Groups.SelectMany(group => group.SubTypes.Select(sub => sub.Code).Append(group.Code)).ShouldBeUnique();
    }

    [Fact]
    public async Task No_cell_of_the_exported_register_is_a_formula()
    {
        var row = new ListCircumstances.Row(A.CaseId, A.School, "Trường A", "=HYPERLINK(\"http://x\")", null, "+7B", [], 0, null, 0, 0, A.Now, 1);
        using var file = new MemoryStream();
        await ExportCircumstances.SheetOf(vietnamese: true).WriteCsv(file, new[] { row }.ToAsyncEnumerable(), CancellationToken.None);
        var text = System.Text.Encoding.UTF8.GetString(file.ToArray());
        text.ShouldContain("'=HYPERLINK");
        text.ShouldContain("'+7B");
    }
}
