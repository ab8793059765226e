using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Policy;

/// <summary>The policy table as people read it.</summary>
public sealed class The_policy_page(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task Says_what_the_table_says()
    {
        var printed = Print();
        var page = Path.Combine(Folder(), "..", "..", "..", "docs", "access-policy.md");
        if (File.Exists(page) && await File.ReadAllTextAsync(page) == printed) return;
        await File.WriteAllTextAsync(page, printed);
        Assert.Fail("The policy table changed, so docs/access-policy.md was printed anew. Read the difference; if it is meant, commit the page with the table.");
    }

    [Fact]
    public void Has_a_row_for_every_endpoint_and_an_endpoint_for_every_row()
    {
        var endpoints = platform.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(PolicyGate.NameOf).Distinct();
        endpoints.ShouldBe(AccessPolicy.Table.SelectMany(row => row.Operations), ignoreOrder: true);
    }

    private string Print()
    {
        var summaries = platform.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .DistinctBy(PolicyGate.NameOf).ToDictionary(PolicyGate.NameOf, endpoint => endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary);
        var page = new StringBuilder("""
            # Ai được làm gì / Who may do what

            Trang này được in ra từ bảng trong `AccessPolicy.cs`; máy chủ quyết định đúng theo bảng đó, và một phép thử đi qua mọi địa chỉ với mọi vai trò để so lại.
            This page is printed from the table in `AccessPolicy.cs`; the server decides by that very table, and a test walks every address with every role and compares.

            - Điều gì không có ở đây thì không ai được làm. / What does not stand here nobody may do.
            - Người bị chặn khỏi một ca bằng tên (nghi vấn, người thân, xung đột lợi ích) không biết có ca đó, dù giữ vai trò gì. /
              For a person excluded from a case by name (suspected, relative, conflict of interest) the case does not exist, whatever their role.
            - Người thay ai đang vắng mặt được làm như vai trò của người ấy, trừ chỗ ghi khác: xem `delegation.md`. / Whoever stands in for somebody away may do what that person's role may, except where it says otherwise: see `delegation.md`.
            - Điều kiện của quy trình (trạng thái, người thứ hai) nằm ở từng bước: xem `procedure.md`. / Conditions of the procedure (state, second person) stand with each step: see `procedure.md`.
            - Gói mục của sổ gốc có nêu ca bị chặn thì người kiểm tra bị chặn không lấy được cả gói; người kiểm tra khác vẫn kiểm chứng được trọn sổ. /
              A bundle of the raw log that names such a case is not there for the auditor who is excluded from it, the whole bundle; other auditors verify the log whole.

            ## Quan hệ / Relations

            | Tiếng Việt | English | |
            | --- | --- | --- |

            """);
        foreach (var (relation, (vi, en)) in relations) page.AppendLine(CultureInfo.InvariantCulture, $"| {vi} | {en} | `{relation}` |");
        page.AppendLine("\n## Vai trò / Roles\n\n| Tiếng Việt | English | |\n| --- | --- | --- |");
        foreach (var role in Enum.GetValues<Role>()) page.AppendLine(CultureInfo.InvariantCulture, $"| {roles[role].Vi} | {roles[role].En} | `{role}` |");
        page.AppendLine("\n## Phạm vi của khóa API / Scopes of API keys\n\n| | Tiếng Việt | English | |\n| --- | --- | --- | --- |");
        foreach (var scope in ApiScopes.All) page.AppendLine(CultureInfo.InvariantCulture, $"| `{scope.Code}` | {scope.Vi} | {scope.En} | {string.Join(", ", scope.Operations.Select(operation => $"`{operation}`"))} |");
        page.AppendLine("\n## Bảng / The table\n");
        foreach (var row in AccessPolicy.Table)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"### {row.Vi}\n\n{row.En}\n\n| Ai | Who |\n| --- | --- |");
            foreach (var grant in row.Grants) page.AppendLine(CultureInfo.InvariantCulture, $"| {Who(grant, w => w.Vi)} | {Who(grant, w => w.En)} |");
            page.AppendLine();
            if (passing.TryGetValue(row.Passing, out var said)) page.AppendLine(CultureInfo.InvariantCulture, $"{said.Vi} / {said.En}\n");
            foreach (var operation in row.Operations) page.AppendLine(CultureInfo.InvariantCulture, $"- {(summaries[operation] is { } summary ? $"{summary} " : "")}(`{operation}`)");
            page.AppendLine();
        }

        return page.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static string Who(Grant grant, Func<Wording, string> say) =>
        say(relations[grant.Relation]) + (grant.Roles.Count == 0 ? "" : ": " + (!Enum.GetValues<Role>().Except([.. grant.Roles, Role.ApiClient]).Any() ? say(new("mọi vai trò", "every role")) : string.Join(", ", grant.Roles.Select(role => say(roles[role])))));

    /// <summary>What does not simply go with the role to whoever stands in.</summary>
    private static readonly Dictionary<Passing, Wording> passing = new()
    {
        [Passing.WhenSaidSo] = new("Người thay chỉ được khi người vắng mặt đã nói rõ.", "A stand-in only when the absent person said so."),
        [Passing.Never] = new("Không làm thay được.", "Nobody does it for another."),
    };

    private static readonly Dictionary<Relation, Wording> relations = new()
    {
        [Relation.Anyone] = new("Ai cũng được, không cần đăng nhập", "Anybody, without signing in"),
        [Relation.SignedIn] = new("Ai đăng nhập cũng được", "Whoever is signed in"),
        [Relation.Self] = new("Ai đăng nhập cũng được, chỉ với những gì của mình", "Whoever is signed in, for what is their own"),
        [Relation.Nothing] = new("Người đăng nhập khác: danh sách rỗng, hoặc không có ở đây", "Others who are signed in: an empty list, or it is not here"),
        [Relation.OwnOrganisation] = new("Ở chính tổ chức đó", "At the organisation it belongs to"),
        [Relation.Assigned] = new("Ở chính tổ chức đó và được phân công đích danh", "At the organisation it belongs to and assigned by name"),
        [Relation.BodySentTo] = new("Ở nơi đã được thông báo hoặc chuyển gửi tới", "At the body it was sent to"),
        [Relation.OrganisationAbove] = new("Ở tổ chức cấp trên", "At an organisation above"),
        [Relation.SameDepartment] = new("Ở một tổ chức thuộc cùng Sở GD&ĐT, hoặc ở Sở đó", "At an organisation under the same province department, or at that department"),
        [Relation.NoOrganisationYet] = new("Khi chưa thuộc tổ chức nào", "While it belongs to no organisation"),
        [Relation.AnyOrganisation] = new("Ở bất cứ tổ chức nào", "At any organisation"),
    };

    private static readonly Dictionary<Role, Wording> roles = RoleWords.All.ToDictionary(word => word.Role, word => new Wording(word.Vi, word.En));

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
