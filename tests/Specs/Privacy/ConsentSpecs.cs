using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Privacy;
using ProtectionPlatform.Privacy.Consents;
using static ProtectionPlatform.Privacy.Consents.ConsentGiver;

namespace ProtectionPlatform.Specs.Privacy;

/// <summary>When a consent takes effect, and for whom.</summary>
public sealed class ConsentSpecs
{
    private static readonly Guid CaseId = new("01980000-0000-7000-8000-0000000000f1");
    private static readonly Guid Id = ConsentFile.StreamOf(CaseId);
    private static readonly Guid An = new("01980000-0000-7000-8000-0000000000f2");
    private static readonly Guid Binh = new("01980000-0000-7000-8000-0000000000f3");
    private static readonly DateOnly Born = new(2019, 11, 23);
    private static readonly DateOnly SeventhBirthday = new(2026, 11, 23);

    private static ConsentFile File(params object[] events) => Spec.Fold<ConsentFile>(Id, [new ConsentFileOpened(CaseId, ConsentFile.SubjectOf(CaseId), An, Born), .. events])!;

    private static ConsentRecorded Answered(ConsentGiver giver, ConsentAnswer answer = ConsentAnswer.Agreed, DateOnly? on = null, ConsentPurpose purpose = ConsentPurpose.ParentPortal, DateOnly? expires = null) =>
        new(Guid.CreateVersion7(), purpose, "2026.1", giver, giver == Representative ? RelationProof.BirthCertificate : null, answer, ConsentForm.Written,
            on ?? new DateOnly(2026, 9, 1), expires, new Evidence(null, "Tủ 2, bìa 5"));

    private static Effectiveness Of(ConsentFile file, DateOnly day, ConsentPurpose purpose = ConsentPurpose.ParentPortal) => Effectiveness.Of(file, purpose, day);

    [Fact]
    public void Under_seven_the_representative_alone_agrees_and_from_the_seventh_birthday_that_is_not_enough()
    {
        var file = File(Answered(Representative));
        Of(file, SeventhBirthday.AddDays(-1)).ShouldSatisfyAllConditions(e => e.Permits.ShouldBeTrue(), e => e.Asked.ShouldBe([Representative]));
        Of(file, SeventhBirthday).ShouldSatisfyAllConditions(e => e.Standing.ShouldBe(ConsentStanding.Missing), e => e.Missing.ShouldBe([Child]), e => e.Asked.ShouldBe([Child, Representative]));
        Of(File(Answered(Representative), Answered(Child, on: SeventhBirthday)), SeventhBirthday).Permits.ShouldBeTrue();
    }

    [Fact]
    public void From_eighteen_only_the_person_themselves_agrees()
    {
        var file = File(Answered(Child, on: SeventhBirthday));
        Of(file, Born.AddYears(18).AddDays(-1)).Missing.ShouldBe([Representative]);
        Of(file, Born.AddYears(18)).Standing.ShouldBe(ConsentStanding.Effective);
    }

    [Fact]
    public void Whose_birthday_is_not_known_is_asked_as_well()
    {
        var file = Spec.Fold<ConsentFile>(Id, new ConsentFileOpened(CaseId, ConsentFile.SubjectOf(CaseId), An, null), Answered(Representative))!;
        Of(file, SeventhBirthday).Missing.ShouldBe([Child]);
    }

    [Fact]
    public void A_consent_is_of_one_purpose_and_ends_when_it_expires_or_is_withdrawn()
    {
        var agreed = Answered(Representative, expires: new DateOnly(2026, 10, 1));
        var day = new DateOnly(2026, 9, 15);
        Of(File(agreed), day).Permits.ShouldBeTrue();
        Of(File(agreed), day, ConsentPurpose.Research).Standing.ShouldBe(ConsentStanding.Missing);
        Of(File(agreed), new DateOnly(2026, 10, 1)).Permits.ShouldBeTrue("its last day");
        Of(File(agreed), new DateOnly(2026, 10, 2)).Standing.ShouldBe(ConsentStanding.Missing);
        Of(File(agreed), new DateOnly(2026, 8, 31)).Standing.ShouldBe(ConsentStanding.Missing, "not given yet");
        var withdrawn = File(agreed, new ConsentWithdrawn(agreed.ConsentId, day, []));
        Of(withdrawn, day.AddDays(-1)).Permits.ShouldBeTrue("as it was then");
        Of(withdrawn, day).Standing.ShouldBe(ConsentStanding.Withdrawn);
        Of(Spec.Fold<ConsentFile>(Id, [new ConsentFileOpened(CaseId, Id, An, Born), agreed, new ConsentWithdrawn(agreed.ConsentId, day, []), Answered(Representative, on: day.AddDays(1))])!, day.AddDays(1)).Permits.ShouldBeTrue("agreed anew");
    }

    [Fact]
    public void Whatever_changes_what_is_permitted_notes_it_until_the_last_day_it_holds()
    {
        var today = new DateOnly(2026, 9, 15);
        var agreed = Answered(Representative, purpose: ConsentPurpose.ProviderReferral);
        ConsentStandingNoted Noted(ConsentFile before, object happened) => OpenConsentFiles.WithStandings(before, Decision.Record(happened), today).Events[1].ShouldBeOfType<ConsentStandingNoted>();

        var first = Noted(File(), agreed);
        first.ShouldBe(new ConsentStandingNoted(CaseId, ConsentPurpose.ProviderReferral, true, SeventhBirthday.AddDays(-1)));
        Noted(File(), agreed with { ExpiresOn = new DateOnly(2026, 10, 1) }).Until.ShouldBe(new DateOnly(2026, 10, 1));
        Noted(File(agreed, first), Answered(Child, purpose: ConsentPurpose.ProviderReferral)).Until.ShouldBeNull("child and representative, without end");
        Noted(File(agreed, first), new ConsentWithdrawn(agreed.ConsentId, today, [])).Permits.ShouldBeFalse();
        Noted(File(agreed), new ShareNoted(Id, ConsentPurpose.Research, "Viện Mẫu", DateTimeOffset.UnixEpoch, ShareBasis.LegalDuty)).Permits.ShouldBeTrue("a file from before standings were noted catches up");
        OpenConsentFiles.WithStandings(File(agreed, first), Decision.Record(new RepresentativeConflictCleared("Không còn.")), today).Events.Count.ShouldBe(1, "nothing changed");
    }

    [Fact]
    public void A_representative_in_conflict_permits_nothing_until_the_mark_is_cleared()
    {
        var file = File(Answered(Representative), new RepresentativeConflictMarked("Là người bị nghi vấn."));
        Of(file, new DateOnly(2026, 9, 15)).Standing.ShouldBe(ConsentStanding.RepresentativeInConflict);
        RecordConsent.Decide(file, Id, Body(Representative)).Refusal!.Rule.ShouldBe(PrivacyRules.RepresentativeInConflict);
        RecordConsent.Decide(file, Id, Body(Representative) with { Answer = ConsentAnswer.Declined }).Refusal.ShouldBeNull("saying no is always possible");
        Of(File(Answered(Representative), new RepresentativeConflictMarked("Nghi vấn."), new RepresentativeConflictCleared("Đã xác minh.")), new DateOnly(2026, 9, 15)).Permits.ShouldBeTrue();
    }

    [Fact]
    public void The_child_is_not_asked_before_seven() =>
        RecordConsent.Decide(File(), Id, Body(Child) with { GivenOn = SeventhBirthday.AddDays(-1) }).Refusal!.Rule.ShouldBe(PrivacyRules.ChildNotAskedYet);

    [Fact]
    public void Disagreement_blocks_until_two_persons_decided_what_is_best_for_the_child()
    {
        object[] disagreement = [Answered(Child, ConsentAnswer.Declined, SeventhBirthday), Answered(Representative, on: SeventhBirthday)];
        var file = File(disagreement);
        Of(file, SeventhBirthday).Standing.ShouldBe(ConsentStanding.Disagreement);

        var proposed = ProposeBestInterest.Decide(file, Id, new(ConsentPurpose.ParentPortal, Permit: true, "Giúp mẹ nắm lịch hẹn."), An, SeventhBirthday).Events.Single();
        ConfirmBestInterest.Decide(File([.. disagreement, proposed]), Id, [An], SeventhBirthday).Refusal!.Rule.ShouldBe(PrivacyRules.SecondPersonNeeded);
        Of(File([.. disagreement, proposed]), SeventhBirthday).Permits.ShouldBeFalse("one person alone decides nothing");
        var confirmed = ConfirmBestInterest.Decide(File([.. disagreement, proposed]), Id, [Binh], SeventhBirthday).Events.Single();
        Of(File([.. disagreement, proposed, confirmed]), SeventhBirthday).Standing.ShouldBe(ConsentStanding.EffectiveByDecision);
        ConfirmBestInterest.Decide(File([.. disagreement, proposed, confirmed]), Id, [Binh], SeventhBirthday).Refusal!.Rule.ShouldBe(PrivacyRules.NothingProposed);
        Of(File([.. disagreement, proposed, confirmed, Answered(Child, ConsentAnswer.Declined, SeventhBirthday)]), SeventhBirthday).Standing
            .ShouldBe(ConsentStanding.Disagreement, "asked anew: decided anew");
    }

    [Fact]
    public void Nobody_permits_publication_in_place_of_the_child()
    {
        var file = File(Answered(Child, ConsentAnswer.Declined, SeventhBirthday, ConsentPurpose.Publication), Answered(Representative, on: SeventhBirthday, purpose: ConsentPurpose.Publication));
        ProposeBestInterest.Decide(file, Id, new(ConsentPurpose.Publication, Permit: true, "Chuyện hay."), An, SeventhBirthday).Refusal!.Rule.ShouldBe(PrivacyRules.PublicationNeedsBoth);
        ProposeBestInterest.Decide(file, Id, new(ConsentPurpose.Publication, Permit: false, "Con không muốn."), An, SeventhBirthday).Refusal.ShouldBeNull();
        ProposeBestInterest.Decide(File(), Id, new(ConsentPurpose.Research, Permit: false, "Chưa hỏi."), An, SeventhBirthday).Refusal!.Rule.ShouldBe(PrivacyRules.NoDisagreement);
    }

    [Fact]
    public void A_withdrawal_names_what_was_shared_on_that_consent_and_nothing_else()
    {
        var agreed = Answered(Representative, purpose: ConsentPurpose.ProviderReferral);
        var file = File(agreed);
        Share Shared(ConsentPurpose purpose, bool onConsent) => new(Guid.CreateVersion7(), purpose, "Trung tâm Mẫu", default, onConsent, null);
        Share[] shared = [Shared(ConsentPurpose.ProviderReferral, true), Shared(ConsentPurpose.ProviderReferral, false), Shared(ConsentPurpose.Research, true)];
        var withdrawn = WithdrawConsent.Decide(file, agreed.ConsentId, new(SeventhBirthday), shared).Events.ShouldHaveSingleItem().ShouldBeOfType<ConsentWithdrawn>();
        withdrawn.TouchedShareIds.ShouldBe([shared[0].Id]);

        var after = File(agreed, withdrawn);
        after.TouchedShares.ShouldBe([shared[0].Id]);
        WithdrawConsent.Decide(after, agreed.ConsentId, new(SeventhBirthday), shared).Refusal!.Rule.ShouldBe(PrivacyRules.NothingToWithdraw);
        WithdrawConsent.Decide(file, agreed.ConsentId, new(agreed.GivenOn.AddDays(-1)), shared).Refusal!.Rule.ShouldBe(PrivacyRules.WithdrawnBeforeGiven);
        SettleTouchedShare.Decide(after, shared[1].Id, new("Không liên quan.")).Refusal!.Rule.ShouldBe(PrivacyRules.NotTouched);
        var settled = SettleTouchedShare.Decide(after, shared[0].Id, new("Cơ sở đã xóa.")).Events.Single();
        File(agreed, withdrawn, settled).TouchedShares.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_shared_on_a_consent_that_is_not_there()
    {
        NoteShare.Body body = new(ConsentPurpose.ParentPortal, "Cha mẹ", new DateTimeOffset(2026, 9, 15, 3, 0, 0, TimeSpan.Zero), ShareBasis.Consent);
        NoteShare.Decide(File(), Id, body).Refusal!.Rule.ShouldBe(PrivacyRules.NotConsentedTo);
        NoteShare.Decide(File(), Id, body with { Basis = ShareBasis.LegalDuty }).Refusal.ShouldBeNull("law does not wait for consent");
        NoteShare.Decide(File(Answered(Representative)), Id, body).Refusal.ShouldBeNull();
    }

    private static RecordConsent.Body Body(ConsentGiver giver) =>
        new(ConsentPurpose.ParentPortal, "2026.1", giver, ConsentAnswer.Agreed, ConsentForm.Written, SeventhBirthday, new Evidence(null, "Tủ 2"), RelationProof.BirthCertificate);
}
