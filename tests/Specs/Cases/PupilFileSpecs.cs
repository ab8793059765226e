using System.IO.Compression;
using System.Text;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases.DropoutRisks;
using ProtectionPlatform.Cases.ReadingCases;

namespace ProtectionPlatform.Specs.Cases;

/// <summary>Attendance and results from a file.</summary>
public sealed class A_file_of_pupils
{
    private static readonly DateOnly Today = new(2026, 3, 4);

    private static PupilFile.Content Csv(string text) => PupilFile.Read(Encoding.UTF8.GetBytes(text), workbook: false, Today);

    [Fact]
    public void Is_read_by_its_headings_in_either_language_and_any_order()
    {
        var expected = new DropoutSignals(8, 20, 90, 52, 68, 2, PupilConduct.NotPassed);
        var vi = Csv("Họ và tên;Mã học sinh;Ngày sinh;Lớp;Vắng không phép 30 ngày;Số buổi nghỉ;Số buổi học;Điểm trung bình;Điểm trung bình kỳ trước;Số môn chưa đạt;Rèn luyện\nLê Thị Thử;HS-1;05/09/2013;7A;8;20;90;5,2;6,8;2;Chưa đạt\n");
        vi.Faults.ShouldBeEmpty();
        vi.Lines.ShouldHaveSingleItem().ShouldBe(new(2, new("Lê Thị Thử", new(2013, 9, 5), null, "7A", "HS-1"), expected));
        var en = Csv("Pupil code,Full name,Days absent,School days,Absent without leave 30 days,Average,Average before,Subjects failed,Conduct\nHS-1,Lê Thị Thử,20,90,8,5.2,6.8,2,not passed\n");
        en.Lines.ShouldHaveSingleItem().Signals.ShouldBe(expected);
    }

    [Fact]
    public void Names_each_fault_with_its_row_and_column()
    {
        var file = Csv("pupilCode,name,bornOn,absentDays,schoolDays,average,conduct\n,Lê Thị Thử,,,,,\nHS-1,,31/02/2013,nhiều,,12,Xuất sắc\nHS-2,Trần Thử,,20,10,,\nhs-2 ,Trần Thử Hai,,,,,\n");
        file.Lines.ShouldBeEmpty();
        file.Faults.Select(fault => (fault.Row, fault.Column, fault.Rule)).ShouldBe(
        [
            (2, "pupilCode", "code-missing"), (3, "name", "name-bad"), (3, "bornOn", "day-bad"), (3, "conduct", "conduct-bad"), (3, "absentDays", "number-bad"), (3, "average", "mark-bad"),
            (4, "absentDays", "absent-too-often"), (5, "pupilCode", "code-repeated"),
        ]);
        Csv("name,absentDays\nA,1\n").Refused.ShouldNotBeNull("the code is needed");
        Csv("pupilCode,name,shoeSize\nA,B,1\n").Refused.ShouldNotBeNull();
        PupilFile.Read([0xff, 0xfe, 0x00], workbook: false, Today).Refused.ShouldNotBeNull();
    }

    [Fact]
    public async Task Is_the_same_as_a_workbook()
    {
        var sheet = new Sheet<string[]>("Học sinh", [.. PupilFile.Columns.Select((column, i) => new SheetColumn<string[]>(column.Vi, row => row[i], 10))]);
        using var file = new MemoryStream();
        await sheet.WriteXlsx(file, new[] { new[] { "HS-1", "Lê & <Thử>", "41522", "7A", "8", "20", "90", "5.2", "6,8", "2", "Khá" } }.ToAsyncEnumerable(), CancellationToken.None);
        PupilFile.Read(file.ToArray(), workbook: true, Today).Lines.ShouldHaveSingleItem()
            .ShouldBe(new(2, new("Lê & <Thử>", new(2013, 9, 5), null, "7A", "HS-1"), new(8, 20, 90, 52, 68, 2, PupilConduct.Fair)));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>&e;</t></is></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row")]
    public void That_is_a_trap_or_broken_is_refused_as_a_whole(string sheet)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var part = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml").Open())) part.Write(sheet);
        PupilFile.Read(file.ToArray(), workbook: true, Today).Refused.ShouldNotBeNull();
        PupilFile.Read(Encoding.UTF8.GetBytes("no archive"), workbook: true, Today).Refused.ShouldNotBeNull();
    }

    [Fact]
    public void Watches_whom_it_must_keeps_nothing_of_others_and_changes_nothing_twice()
    {
        var line = new PupilLine(2, new("Lê Thị Thử", null, null, "7A", "HS-1"), new(UnexcusedDays: 8));
        var (change, level, decision) = ImportPupils.Decide(null, A.School, "2025-2026", line, DropoutRules.Initial, Today);
        (change, level).ShouldBe((ImportPupils.PupilLineChange.Created, DropoutLevel.Watch));
        Dropout? known = null;
        foreach (var e in decision.Events) known = Dropout.Evolve(known, new RecordedEvent(1, Guid.CreateVersion7(A.Now), A.CaseId, 1, "x", e, A.Now, null));
        ImportPupils.Decide(known, A.School, "2025-2026", line, DropoutRules.Initial, Today).Change.ShouldBe(ImportPupils.PupilLineChange.Unchanged);
        var results = line with { Signals = new(FailingSubjects: 3) };
        var more = ImportPupils.Decide(known, A.School, "2025-2026", results, DropoutRules.Initial, Today);
        (more.Change, more.Level).ShouldBe((ImportPupils.PupilLineChange.Changed, DropoutLevel.Flagged), "what the second file does not say stays as it was");
        ImportPupils.Decide(null, A.School, "2025-2026", line with { Signals = new(AbsentDays: 2, SchoolDays: 90) }, DropoutRules.Initial, Today).Change.ShouldBe(ImportPupils.PupilLineChange.NotWatched);
    }
}
