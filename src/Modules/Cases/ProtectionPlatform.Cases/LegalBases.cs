namespace ProtectionPlatform.Cases;

/// <summary>On what the processing of personal data rests (P-01). A case never rests on consent, so nothing here waits for it.</summary>
internal enum ProcessingGround
{
    LegalDuty,
    VitalInterest,
    PublicTask,
}

/// <summary>What about a report makes a basis hold from the first moment.</summary>
internal enum BasisAtOpening
{
    AbuseSuspected,
    OtherConcern,
    ImmediateDanger,
}

/// <param name="Track">Also holds for cases on this track, from triage on.</param>
internal sealed record LegalBasis(string Code, ProcessingGround Ground, Track? Track, BasisAtOpening? AtOpening, string TextVi, string TextEn, string Source);

/// <summary>The bases a file was opened on, as the table said that day.</summary>
internal sealed record OpenedOn(string TableVersion, IReadOnlyList<string> Codes);

/// <summary>The table of legal bases, as data.</summary>
internal sealed record LegalBases(string Version, IReadOnlyList<LegalBasis> Bases)
{
    public static LegalBases Table { get; } = ReferenceData.Read<LegalBases>("legal-bases.json");

    /// <summary>Those of a new file.</summary>
    public OpenedOn AtOpening(ReportForm form)
    {
        var first = form is { SuggestsAbuse: true, ChildIsSixteen: false } ? BasisAtOpening.AbuseSuspected : BasisAtOpening.OtherConcern;
        return new(Version, [.. Bases.Where(basis => basis.AtOpening == first || (basis.AtOpening == BasisAtOpening.ImmediateDanger && form.ImmediateDanger)).Select(basis => basis.Code)]);
    }

    /// <summary>Those it was opened on and those of the tracks it came to. A file from before bases were kept has those a new one of its kind would have.</summary>
    public IEnumerable<LegalBasis> Of(CaseFile file)
    {
        var opened = (file.Report.LegalBasis ?? AtOpening(file.Report.Report)).Codes;
        return Bases.Where(basis => opened.Contains(basis.Code) || (basis.Track is { } track && file.Tracks.Contains(track)));
    }
}
