using System.Globalization;

namespace ProtectionPlatform.Access.Organisations;

/// <summary>What is wrong in one row of a file.</summary>
/// <param name="Row">As a spreadsheet counts: the headings are in row 1, unless a note stands above them.</param>
/// <param name="Column">Of <see cref="OrganisationColumns.All"/>; empty when the row as a whole cannot be read.</param>
/// <param name="Code">Stable name of the rule.</param>
internal sealed record RowFault(int Row, string Column, string Code, string Vi, string En)
{
    public string Reason(bool vi) => vi ? Vi : En;

    /// <summary>A rule of the register with its words; the words may hold {0}, {1} for names, codes and days.</summary>
    internal sealed record Kind(string Column, string Code, string Vi, string En)
    {
        public RowFault At(int row, params object[] facts) => new(row, Column, Code,
            string.Format(CultureInfo.InvariantCulture, Vi, facts), string.Format(CultureInfo.InvariantCulture, En, facts));
    }
}

/// <summary>What the register refuses, in the order of the columns.</summary>
internal static class RowFaults
{
    public static readonly RowFault.Kind
        Unreadable = new("", "row-unreadable", "Dòng có {0} ô, cần {1} ô như dòng tiêu đề.", "The row has {0} cells instead of the {1} of the headings."),
        BadQuotes = new("", "quotes-bad", "Dấu ngoặc kép trong dòng này không khép đúng.", "The quotation marks in this row do not match."),
        CodeBad = new(OrganisationColumns.Code, "code-bad", "Cần mã gồm chữ không dấu, chữ số, dấu . _ -, tối đa 40 ký tự.", "Needs a code of plain letters, digits and . _ -, at most 40 characters."),
        Repeated = new(OrganisationColumns.Code, "line-repeated", "Mã này với ngày bắt đầu này đã có ở dòng {0}.", "Row {0} has the same code and first day."),
        KindUnknown = new(OrganisationColumns.Kind, "kind-unknown", "Không có loại tổ chức này.", "There is no such kind of organisation."),
        KindDiffers = new(OrganisationColumns.Kind, "kind-differs", "Các dòng của cùng một mã phải cùng loại.", "All lines of one code must be of one kind."),
        NameBad = new(OrganisationColumns.Name, "name-bad", "Cần có tên, tối đa 200 ký tự, trên một dòng.", "Needs a name of at most 200 characters, on one line."),
        ParentIsSelf = new(OrganisationColumns.Parent, "parent-is-self", "Không thể trực thuộc chính mình.", "Cannot stand under itself."),
        ParentUnknown = new(OrganisationColumns.Parent, "parent-unknown", "Không có tổ chức nào mang mã {0}.", "No organisation has the code {0}."),
        ParentNotThere = new(OrganisationColumns.Parent, "parent-not-there", "{0} không tồn tại suốt thời gian của dòng này. Tách thành nhiều dòng, mỗi dòng một nơi trực thuộc.",
            "{0} does not exist during all of this line. Make it several lines, each with its own parent."),
        Cycle = new(OrganisationColumns.Parent, "cycle", "Đi ngược lên từ đây lại gặp chính tổ chức này.", "Going up from here leads back to this organisation."),
        FromBad = new(OrganisationColumns.From, "first-day-bad", "Cần ngày dạng 2025-07-01 hoặc 01/07/2025.", "Needs a date such as 2025-07-01 or 01/07/2025."),
        Overlap = new(OrganisationColumns.From, "lines-overlap", "Dòng trước của tổ chức này (từ {0}) chưa kết thúc trước ngày này. Ghi ngày cuối của dòng đó là ngày liền trước.",
            "The line before it (from {0}) has not ended by this day. Give that line the day before as its last."),
        Gap = new(OrganisationColumns.From, "gap", "Giữa dòng này và dòng trước (đến {0}) có khoảng trống.", "There is a gap between this line and the one before it (to {0})."),
        ToBad = new(OrganisationColumns.To, "last-day-bad", "Ngày dạng 2025-06-30 hoặc 30/06/2025, hoặc để trống.", "A date such as 2025-06-30 or 30/06/2025, or nothing."),
        EndsBeforeItBegins = new(OrganisationColumns.To, "ends-before-it-begins", "Kết thúc trước khi bắt đầu.", "Ends before it begins."),
        DistrictsEnded = new(OrganisationColumns.To, "districts-ended", "Cấp huyện kết thúc ngày 30/06/2025: cần ngày cuối không muộn hơn.", "The district level ended on 30 June 2025: needs a last day no later."),
        StillAbove = new(OrganisationColumns.To, "still-above", "{0} vẫn trực thuộc tổ chức này ngoài thời gian đó. Thêm dòng cho {0} trong cùng tệp.",
            "{0} stands under it outside these days. Add a line for {0} to the same file."),
        StillSucceeds = new(OrganisationColumns.To, "still-succeeds", "{0} ghi tổ chức này là nơi tiếp nối từ ngày {1}, khi đó nó không tồn tại.", "{0} names it as successor from {1}, when it does not exist."),
        SuccessorMissing = new(OrganisationColumns.Successors, "successor-missing", "Tổ chức kết thúc thì cần nơi tiếp nối.", "What ends needs a successor."),
        SuccessorTooEarly = new(OrganisationColumns.Successors, "successor-too-early", "Chỉ dòng cuối cùng, có ngày kết thúc, mới ghi nơi tiếp nối.", "Only the last line, with a last day, names successors."),
        SuccessorUnknown = new(OrganisationColumns.Successors, "successor-unknown", "Không có tổ chức nào mang mã {0}.", "No organisation has the code {0}."),
        SuccessorNotThere = new(OrganisationColumns.Successors, "successor-not-there", "{0} không tồn tại vào ngày {1}, ngày đầu tiên sau khi kết thúc.", "{0} does not exist on {1}, the first day after the end."),
        PhoneBad = new(OrganisationColumns.Phone, "phone-bad", "Số điện thoại chỉ có chữ số, dấu cách và + ( ) . -, tối đa 30 ký tự.", "A phone number has digits, blanks and + ( ) . - only, at most 30 characters."),
        EmailBad = new(OrganisationColumns.Email, "email-bad", "Không phải địa chỉ thư điện tử.", "Is no e-mail address.");
}
