using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Sealing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.BuildingBlocks.Audit.Evidence;

/// <summary>What a chronology tells of.</summary>
/// <param name="Withheld">Events whose content is not told.</param>
/// <param name="PersonalData">False: people are told by their roles.</param>
internal sealed record ChronologyOf(
    Guid CaseId, string Reference, IReadOnlyList<ProvenEvent> Events, IReadOnlySet<Guid> Withheld, bool PersonalData, SealedCheckpoint Head, DateTimeOffset MadeAt)
{
    /// <summary>False: staff are told by the roles they hold today.</summary>
    public bool NamesStaff { get; init; } = PersonalData;
}

/// <summary>A case for people to read and print: one HTML page without script, picture or link. Two times on each entry, late ones marked, withheld ones counted.</summary>
internal sealed class Chronology(EventTypes types, EventWords words, IDirectory directory)
{
    /// <summary>The code by which data says that something is somebody's opinion.</summary>
    private const string Opinion = "Opinion";

    private static readonly HtmlEncoder encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public async Task<string> Html(ChronologyOf about, bool vietnamese, CancellationToken ct)
    {
        string T(string vi, string en) => vietnamese ? vi : en;
        var title = T($"Dòng thời gian của ca {about.Reference}", $"Chronology of case {about.Reference}");
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="{T("vi", "en")}">
            <head><meta charset="utf-8"><title>{E(title)}</title><style>{Style}</style></head>
            <body>
            <h1>{E(title)}</h1>
            <p>{E(T(
                $"{about.Events.Count} sự kiện, trong đó {about.Withheld.Count} không kèm nội dung. Lập lúc {SpokenData.Instant(about.MadeAt)}. Giờ Việt Nam.",
                $"{about.Events.Count} events, {about.Withheld.Count} of them without their content. Made at {SpokenData.Instant(about.MadeAt)}. Times of Viet Nam."))}</p>
            <p>{E(T(
                "Xếp theo lúc xảy ra như người ghi cho biết; bên cạnh là lúc được ghi nhận. Trang này để đọc; bằng chứng nằm ở các tệp khác trong gói.",
                "In the order in which it happened, as its authors say; beside it when it was recorded. This page is for reading; the proofs are the other files of the bundle."))}</p>

            """);
        if (!about.PersonalData)
            page.Append(CultureInfo.InvariantCulture, $"""
                <p class="withheld">{E(T(
                    "Gói này không có dữ liệu cá nhân: người thực hiện được nêu bằng vai trò hiện nay của họ.",
                    "This bundle is without personal data: people are told by the roles they hold today."))}</p>

                """);
        page.Append("<ol>\n");
        foreach (var e in about.Events.OrderBy(e => TimeOf(e, about)).ThenBy(e => e.Leaf)) await Entry(page, e, about, vietnamese, ct);
        page.Append(CultureInfo.InvariantCulture, $"""
            </ol>
            <footer>{E(T("Điểm chốt", "Checkpoint"))}: {E(Checkpoint.Parse(SignedNote.Parse(about.Head.Note).Text).Origin)} · {E(T("cỡ", "size"))} {about.Head.Size} · {E(T("gốc", "root"))} {E(Convert.ToBase64String(about.Head.Root))}</footer>
            </body>
            </html>

            """);
        return page.ToString();
    }

    private async Task Entry(StringBuilder page, ProvenEvent proven, ChronologyOf about, bool vietnamese, CancellationToken ct)
    {
        string T(string vi, string en) => vietnamese ? vi : en;
        var e = proven.Event;
        var withheld = about.Withheld.Contains(e.Id);
        var late = e.IsLate && ShowsOccurrence(e, about);
        page.Append(CultureInfo.InvariantCulture, $"<li{(late ? " class=\"late\"" : "")}>\n<h2>{E(types.TitleOf(e.Type).In(vietnamese))}{(late ? $" <em>{E(T("ghi muộn", "late entry"))}</em>" : "")}</h2>\n<p>");
        if (ShowsOccurrence(e, about)) page.Append(CultureInfo.InvariantCulture, $"{E(T("Xảy ra", "Happened"))} {Time(e.OccurredAt)} · ");
        page.Append(CultureInfo.InvariantCulture, $"{E(T("Ghi nhận", "Recorded"))} {Time(e.RecordedAt)} · {E(await Who(e, about, vietnamese, ct))}</p>\n");
        if (withheld)
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"withheld\">{E(T($"Không kèm nội dung; vẫn được đếm và chứng minh: mục {proven.Leaf}.", $"Withheld, counted and proved: entry {proven.Leaf}."))}</p>\n");
        else Facts(page, proven, about.NamesStaff, vietnamese);
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"proof\">{E(T("Mục", "Entry"))} {proven.Leaf} · {e.Id} · {E(proven.StreamType ?? "")} {e.StreamId} · {E(T("phiên bản", "version"))} {e.Version}</p>\n</li>\n");
    }

    /// <summary>Keys that name staff.</summary>
    private static readonly HashSet<string> staff = ["assigneeName", "receiver", "fromName", "toName"];

    private void Facts(StringBuilder page, ProvenEvent proven, bool namesStaff, bool vietnamese)
    {
        var fields = types.ModuleOf(proven.Event.Type) is { } module ? words.Of(module, types.ClassOf(proven.Event.Type)) : new Dictionary<string, FieldWords>();
        using var data = JsonDocument.Parse(proven.Told);
        var told = data.RootElement.ValueKind != JsonValueKind.Object || namesStaff ? data.RootElement
            : JsonSerializer.SerializeToElement(data.RootElement.EnumerateObject().Where(member => !staff.Contains(member.Name)).ToDictionary(member => member.Name, member => member.Value));
        var facts = SpokenData.Read(told, fields).ToList();
        var unprinted = proven.Event.Withheld.Select(withheld => fields.Values.FirstOrDefault(field => field.Path.Split('.')[^1] == withheld.Field)?.Name ?? new(withheld.Field, withheld.Field)).ToList();
        if (facts.Count + unprinted.Count == 0) return;
        page.Append("<dl>\n");
        foreach (var fact in facts)
            page.Append(CultureInfo.InvariantCulture, $"<dt>{E(fact.Name.In(vietnamese))}</dt><dd>{E(fact.Text.In(vietnamese))}{(fact.Code == Opinion ? $" <em>{E(vietnamese ? "ý kiến, chưa phải sự việc được xác minh" : "an opinion, not an established fact")}</em>" : "")}</dd>\n");
        foreach (var name in unprinted)
            page.Append(CultureInfo.InvariantCulture, $"<dt>{E(name.In(vietnamese))}</dt><dd class=\"withheld\">{E(vietnamese ? "Phần hạn chế, không in ở đây." : "Restricted, not printed here.")}</dd>\n");
        page.Append("</dl>\n");
    }

    private async Task<string> Who(RecordedEvent e, ChronologyOf about, bool vietnamese, CancellationToken ct) => e switch
    {
        { Metadata: null } => vietnamese ? "chương trình ngoài" : "a foreign program",
        { ActorId: null, ActorName: "platform" } => vietnamese ? "hệ thống" : "the platform",
        { ActorId: null, ActorName: EventMetadata.Informant } => vietnamese ? "người báo tin" : "the informant",
        { ActorId: null } => vietnamese ? "người không nêu tên" : "an unnamed person",
        { ActorId: { } id, ActingFor: { } absent } =>
            $"{await Staff(id, e.ActorName, about, vietnamese, ct)}, {(vietnamese ? "thay mặt" : "on behalf of")} {await Staff(absent.Id, absent.Name, about, vietnamese, ct)}",
        { ActorId: { } id } => await Staff(id, e.ActorName, about, vietnamese, ct),
    };

    private async Task<string> Staff(Guid id, string name, ChronologyOf about, bool vietnamese, CancellationToken ct) => about.NamesStaff ? name
        : string.Join(", ", ((await directory.Person(id, ct))?.Memberships ?? []).Select(m => m.Role).Distinct().Select(role => words.CodeOf(role).In(vietnamese)));

    /// <summary>When it happened is part of the content, unless nothing else of it is told of anybody.</summary>
    private static bool ShowsOccurrence(RecordedEvent e, ChronologyOf about) => !about.PersonalData || !about.Withheld.Contains(e.Id);

    private static DateTimeOffset TimeOf(ProvenEvent e, ChronologyOf about) => ShowsOccurrence(e.Event, about) ? e.Event.OccurredAt : e.Event.RecordedAt;

    private static string Time(DateTimeOffset at) => $"<time datetime=\"{LedgerEntry.Instant(at)}\">{SpokenData.Instant(at)}</time>";

    private static string E(string text) => encoder.Encode(text);

    private const string Style = """
        body { font: 11pt/1.45 "Be Vietnam Pro", "Segoe UI", "Noto Sans", Arial, sans-serif; color: #1a1a1a; max-width: 48rem; margin: 2rem auto 5rem; padding: 0 1rem; }
        h1 { font-size: 1.4em; } h2 { font-size: 1.05em; margin: 0; }
        ol { list-style: none; padding: 0; } li { border-top: 1px solid #bbb; padding: .6rem 0; break-inside: avoid-page; }
        li.late { border-left: 4px solid #b45309; padding-left: .7rem; } p { margin: .2rem 0; }
        em { font-style: normal; font-weight: 600; border: 1px solid currentColor; border-radius: .2rem; padding: 0 .3rem; font-size: .85em; }
        dl { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .15rem .8rem; margin: .4rem 0; }
        dt { color: #555; } dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
        .withheld { background: #eee; padding: .3rem .5rem; } .proof { color: #555; font-size: .78em; overflow-wrap: anywhere; }
        footer { border-top: 1px solid #1a1a1a; margin-top: 1rem; padding-top: .3rem; font-size: .75em; overflow-wrap: anywhere; }
        @media print { body { max-width: none; margin: 0; padding: 0 0 3rem; font-size: 10pt; } footer { position: fixed; bottom: 0; left: 0; right: 0; background: #fff; } @page { margin: 18mm 15mm; } }
        """;
}
