using System.Globalization;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Privacy.Breaches;

/// <summary>
/// The notice to the authority, in Vietnamese because it reads no other language, made of what is recorded and nothing else.
/// It names no child, no informant and no account.
/// </summary>
internal static class BreachNotice
{
    public sealed record Part(string Heading, string Text);

    private const string NotKnown = "Chưa xác định tại thời điểm thông báo; sẽ bổ sung.";

    public static IReadOnlyList<Part> Of(Loaded<Breach> loaded)
    {
        var reported = (BreachReported)loaded.Events[0].Data!;
        var assessed = loaded.State.Assessment;
        string Done(BreachStepKind kind) =>
            string.Join('\n', loaded.Events.Select(e => e.Data).OfType<BreachStepTaken>().Where(s => s.Kind == kind).Select(s => $"– {s.Done}")) is { Length: > 0 } done ? done : "Chưa có.";
        return
        [
            new("Số sự cố", reported.Reference),
            new("Thời điểm phát hiện", Time(reported.DiscoveredAt)),
            new("Hạn thông báo (72 giờ)", Time(reported.DueAt)),
            new("Diễn biến", reported.What),
            new("Loại dữ liệu cá nhân", assessed is null ? NotKnown : string.Join("; ", assessed.Classes.Select(Name))),
            new("Số người bị ảnh hưởng", assessed is null ? NotKnown : string.Create(CultureInfo.InvariantCulture, $"{assessed.Persons} người, trong đó {assessed.Children} trẻ em")),
            new("Nguyên nhân", assessed?.Cause ?? NotKnown),
            new("Hậu quả, thiệt hại có thể xảy ra", assessed?.Harm ?? NotKnown),
            new("Biện pháp ngăn chặn", Done(BreachStepKind.Containment)),
            new("Biện pháp khắc phục, giảm thiểu", Done(BreachStepKind.Measure)),
            new("Thông báo cho chủ thể dữ liệu", loaded.Events.Select(e => e.Data).LastOrDefault(e => e is BreachPeopleTold or BreachPeopleNotTold) switch
            {
                BreachPeopleTold e => string.Create(CultureInfo.InvariantCulture, $"Đã thông báo cho {e.Count} người: {e.How}"),
                BreachPeopleNotTold e => $"Không thông báo: {e.Reason}",
                _ => "Chưa quyết định.",
            }),
        ];
    }

    private static string Time(DateTimeOffset at) => at.ToOffset(Clock.VietNamOffset).ToString("HH:mm 'ngày' dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static string Name(DataClass kind) => RegistersWords.DataClasses.Single(known => known.Code == kind).Vi;
}
