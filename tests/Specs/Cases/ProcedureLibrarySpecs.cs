using FsCheck;
using FsCheck.Fluent;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.AssessingRisk;
using ProtectionPlatform.Cases.Documents;
using ProtectionPlatform.Cases.ProcedureLibrary;
using static ProtectionPlatform.Specs.Cases.Spec;

namespace ProtectionPlatform.Specs.Cases;

public sealed class The_procedure_library
{
    private static readonly DateOnly opened = new(2026, 3, 4), later = new(2026, 6, 1);

    private static AssessmentRow Row(string code, string name = "Dòng mới") => new(code, code[..1], name, "New row", "Cao", "Vừa", "Thấp", "High", "Medium", "Low");

    private static AssessmentRow[] Common(AssessmentForm form = AssessmentForm.Form02) => [.. ReferenceData.Template(form).Rows];

    private static IssueAssessmentForm.Body Form(DateOnly from, Guid? place = null, IReadOnlyList<AssessmentRow>? rows = null, params string[] decisive) =>
        new(AssessmentForm.Form02, from, rows ?? [.. Common(), Row("A9")], decisive.Length > 0 ? decisive : ["A1"], "Quyết định giả định 1/QĐ", "Thử.", place);

    private static IssuePaperWords.Body Words(DateOnly from, string text, Guid? place = null) => new(from, [new("c.motto", text)], "Quyết định giả định 1/QĐ", "Thử.", place);

    /// <summary>The library after these were issued, one after the other.</summary>
    private static Library After(params object[] bodies)
    {
        var library = Library.Initial;
        foreach (var body in bodies)
        {
            var decision = body is IssueAssessmentForm.Body form ? IssueAssessmentForm.Decide(library, form, A.Moment(A.Principal)) : IssuePaperWords.Decide(library, (IssuePaperWords.Body)body, A.Moment(A.Principal));
            foreach (var e in decision.Events)
                library = Library.Evolve(library, new RecordedEvent(1, Guid.Empty, Library.StreamId, 1, "", e, A.Now, null))!;
        }

        return library;
    }

    private static Moment At(Library library) => A.Moment(A.SocialWorker) with { Library = library };

    [Fact]
    public void A_form_holds_from_its_day_on_and_before_it_the_one_before()
    {
        var library = After(Form(later));
        library.InForce(AssessmentForm.Form02, later.AddDays(-1), []).Version.ShouldBe("2026.1");
        library.InForce(AssessmentForm.Form02, later, []).Rows.Select(r => r.Code).ShouldContain("A9");
        library.InForce(AssessmentForm.Form03, later, []).Version.ShouldBe("2026.1");
    }

    [Fact]
    public void A_place_s_own_form_goes_before_the_country_s_and_no_other_place_has_it()
    {
        var library = After(Form(later), Form(later, A.Commune, [.. Common(), Row("A9"), Row("B9", "Của xã")]));
        library.InForce(AssessmentForm.Form02, later, [A.School, A.Commune]).Rows.Select(r => r.Code).ShouldContain("B9");
        library.InForce(AssessmentForm.Form02, later, [A.OtherSchool, A.Department]).Rows.Select(r => r.Code).ShouldNotContain("B9");
    }

    [Fact]
    public void A_case_keeps_the_forms_of_its_day_and_takes_the_new_ones_when_it_is_opened_again()
    {
        var moment = At(After(Form(later)));
        var file = Given(A.ToReported).File;
        moment.Form(file, AssessmentForm.Form02).Version.ShouldBe("2026.1");
        var again = Given([.. A.ToClosed, new Told(new CaseReopened("Tin mới.", A.School), At: A.At("2026-06-02 08:00"))]).File;
        moment.Form(again, AssessmentForm.Form02).Rows.Select(r => r.Code).ShouldContain("A9");
    }

    [Fact]
    public void An_assessment_is_stored_with_its_version_and_refuses_rows_the_form_does_not_have()
    {
        var answers = new Dictionary<string, RiskLevel> { ["A9"] = RiskLevel.High };
        AssessRisk.Command Assess() => new(A.CaseId, new(1), new(AssessmentForm.Form02, A.Now, answers, EmergencyNeeded: false));
        Given(A.ToReported).When(f => AssessRisk.Decide(f, Assess(), At(After(Form(opened))))).Recorded<RiskAssessed>().TemplateVersion.ShouldBe("2026-03-04.1");
        Given(A.ToReported).When(f => AssessRisk.Decide(f, Assess(), At(Library.Initial))).ThenRefused(CaseRules.UnknownRows);
    }

    [Fact]
    public void Which_rows_decide_is_data()
    {
        var answers = Common().ToDictionary(r => r.Code, r => r.Table == "A" ? RiskLevel.Low : RiskLevel.High);
        answers["A9"] = RiskLevel.High;
        After(Form(opened)).InForce(AssessmentForm.Form02, opened, []).Score(answers).Level.ShouldBe(RiskLevel.Medium);
        After(Form(opened, null, null, "A9")).InForce(AssessmentForm.Form02, opened, []).Score(answers).ShouldSatisfyAllConditions(s => s.Level.ShouldBe(RiskLevel.High), s => s.Rule.ShouldBe(1));
    }

    [Fact]
    public void Nothing_is_issued_for_the_past_and_a_place_leaves_no_row_out()
    {
        IssueAssessmentForm.Decide(Library.Initial, Form(opened.AddDays(-1)), A.Moment(A.Principal)).Refusal!.Rule.Code.ShouldBe(CaseRules.IssuedForThePast.Code);
        IssuePaperWords.Decide(Library.Initial, Words(opened.AddDays(-1), "Khác"), A.Moment(A.Principal)).Refusal!.Rule.Code.ShouldBe(CaseRules.IssuedForThePast.Code);
        IssueAssessmentForm.Decide(Library.Initial, Form(opened, A.Commune, [.. Common()[1..]]), A.Moment(A.Principal)).Refusal!.Rule.Code.ShouldBe(CaseRules.LocalFormKeepsRows.Code);
        IssueAssessmentForm.Decide(Library.Initial, Form(opened, A.Id(99)), A.Moment(A.Principal)).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public void Wording_of_the_nearest_place_holds_and_both_versions_stand_at_the_foot()
    {
        var library = After(Words(later, "Lời của xã", A.Commune), Words(later, "Lời cả nước"));
        library.LinesOn(later, [A.School, A.Commune])["c.motto"].ShouldBe("Lời của xã");
        library.LinesOn(later, [A.School])["c.motto"].ShouldBe("Lời cả nước");
        library.LinesOn(later, [A.School]).Version.ShouldBe($"{Lines.Current.Version} + 2026-06-01.2");
        library.LinesOn(later.AddDays(-1), [A.School]).ShouldBeSameAs(Lines.Current);
    }

    /// <summary>Whatever was issued, in whatever order: there is exactly one form for a day and a place, and a later day never brings an older one.</summary>
    [Fact]
    public void There_is_always_one_form_and_time_does_not_run_back() =>
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, 801))), issued =>
        {
            var library = After([.. issued.Select(n => (object)Form(opened.AddDays(n / 2), n % 2 == 0 ? A.Commune : null, [.. Common(), Row("A9"), Row("B9")]))]);
            Guid[] places = [A.School, A.Commune];
            var chosen = Enumerable.Range(0, 402).Select(day => library.InForce(AssessmentForm.Form02, opened.AddDays(day), places)).ToList();
            return chosen.Zip(chosen.Skip(1)).All(pair => pair.First.OrganisationId == pair.Second.OrganisationId ? pair.First.ValidFrom <= pair.Second.ValidFrom : pair.Second.OrganisationId is not null);
        }).QuickCheckThrowOnFailure();
}
