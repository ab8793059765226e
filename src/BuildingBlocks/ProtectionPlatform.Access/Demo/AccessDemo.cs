using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.Directories;
using ProtectionPlatform.Access.Organisations;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.BuildingBlocks.Access;
using static ProtectionPlatform.BuildingBlocks.Access.OrganisationKind;

namespace ProtectionPlatform.Access.Demo;

/// <summary>One account of the demonstration, to be shown to whoever tries the platform.</summary>
/// <param name="AuthenticatorSecret">The one account with a second factor: what its authenticator holds.</param>
public sealed record DemoAccount(Guid Id, string UserName, string Password, string DisplayName, Role Role, Guid OrganisationId, string OrganisationName, string? AuthenticatorSecret = null);

/// <summary>Fictional organisations, people and accounts. Never to be loaded beside real data: its password is public.</summary>
public static class AccessDemo
{
    /// <summary>The one password of all demonstration accounts.</summary>
    public const string Password = "Du-lieu-minh-hoa-2026";

    /// <summary>What the authenticator of <see cref="DemoIds.Counsellor2"/> holds; as public as the password.</summary>
    public const string AuthenticatorSecret = "MINHHOAMINHHOAMINHHOAMINHHOAMINH";

    // The parent is the line of supervision over child protection at school: school, commune, province department, ministry.
    // Dates: law on two-tier local government (1 July 2025) and the move of children's affairs to the health sector (1 March 2025).
    private static readonly DateOnly firstOfJuly = new(2025, 7, 1), lastOfJune = new(2025, 6, 30);

    internal static readonly OrganisationHistory[] Organisations =
    [
        One(DemoIds.Ministry, Line("BGDDT", Ministry, "Bộ Giáo dục và Đào tạo (minh họa)", null, new(2000, 1, 1))),
        One(DemoIds.ProvinceCommittee, Line("UBT-MAU", ProvinceCommittee, "UBND tỉnh Mẫu", null, new(2000, 1, 1))),
        One(DemoIds.EducationDepartment, Line("SGDDT-MAU", ProvinceDepartment, "Sở Giáo dục và Đào tạo tỉnh Mẫu", "BGDDT", new(2000, 1, 1)) with { Phone = "1900 0000", Email = "sgddt@example.test" }),
        One(DemoIds.HealthDepartment, Line("SYT-MAU", HealthDepartment, "Sở Y tế tỉnh Mẫu", "UBT-MAU", new(2025, 3, 1))),
        One(DemoIds.FormerLabourDepartment, Line("SLDTBXH-MAU", HealthDepartment, "Sở Lao động – Thương binh và Xã hội tỉnh Mẫu", "UBT-MAU", new(2008, 1, 1), new(2025, 2, 28), "SYT-MAU")),
        One(DemoIds.Commune, Line("UBX-BINHMAU", CommuneCommittee, "UBND xã Bình Mẫu", "SGDDT-MAU", firstOfJuly)),
        One(DemoIds.CommuneOffice, Line("VHXH-BINHMAU", CommuneOffice, "Phòng Văn hóa – Xã hội xã Bình Mẫu", "UBX-BINHMAU", firstOfJuly)),
        One(DemoIds.FormerCommune, Line("UBX-BINHCANG", CommuneCommittee, "UBND xã Bình Cang", null, new(2000, 1, 1), lastOfJune, "UBX-BINHMAU")),
        One(DemoIds.FormerCommune2, Line("UBX-MAUDONG", CommuneCommittee, "UBND xã Mẫu Đông", null, new(2000, 1, 1), lastOfJune, "UBX-BINHMAU")),
        One(DemoIds.FormerDistrictOffice, Line("PGDDT-MAU", DistrictOffice, "Phòng GD&ĐT huyện Mẫu", "SGDDT-MAU", new(2000, 1, 1), lastOfJune, "UBX-BINHMAU")),
        One(DemoIds.CommunePolice, Line("CA-BINHMAU", Police, "Công an xã Bình Mẫu", "UBX-BINHMAU", firstOfJuly)),
        One(DemoIds.Hotline111, Line("TD111", Hotline, "Tổng đài quốc gia bảo vệ trẻ em 111", null, new(2017, 12, 6)) with { Phone = "111" }),
        One(DemoIds.BinhCangSchool,
            Line("THCS-BINHCANG", School, "Trường THCS Bình Cang", "PGDDT-MAU", new(2005, 8, 15), lastOfJune),
            Line("THCS-BINHCANG", School, "Trường THCS Bình Cang", "UBX-BINHMAU", firstOfJuly)),
        One(DemoIds.HoaMauSchool,
            Line("TH-HOAMAU", School, "Trường Tiểu học Mẫu Đông 2", "PGDDT-MAU", new(2010, 8, 15), new(2019, 8, 31)),
            Line("TH-HOAMAU", School, "Trường Tiểu học Hoa Mẫu", "PGDDT-MAU", new(2019, 9, 1), lastOfJune),
            Line("TH-HOAMAU", School, "Trường Tiểu học Hoa Mẫu", "UBX-BINHMAU", firstOfJuly)),
        One(DemoIds.SocialWorkCentre,
            Line("TTCTXH-MAU", Provider, "Trung tâm Công tác xã hội tỉnh Mẫu", "SLDTBXH-MAU", new(2015, 1, 1), new(2025, 2, 28)),
            Line("TTCTXH-MAU", Provider, "Trung tâm Công tác xã hội tỉnh Mẫu", "SYT-MAU", new(2025, 3, 1))),
        One(DemoIds.LegalAidCentre, Line("TTTGPL-MAU", Provider, "Trung tâm Trợ giúp pháp lý tỉnh Mẫu", null, new(2015, 1, 1))),
    ];

    private static readonly DemoAccount[] Accounts =
    [
        Account(DemoIds.Reporter, "reporter", "Trần Thị Minh Họa", Role.Reporter, DemoIds.BinhCangSchool),
        Account(DemoIds.SocialWorker, "socialworker", "Nguyễn Thị Ví Dụ", Role.SocialWorker, DemoIds.BinhCangSchool),
        Account(DemoIds.Counsellor, "counsellor", "Lê Văn Giả Định", Role.Counsellor, DemoIds.BinhCangSchool),
        Account(DemoIds.FocalPerson, "focalperson", "Phạm Thị Thí Dụ", Role.FocalPerson, DemoIds.BinhCangSchool),
        Account(DemoIds.Principal, "principal", "Hoàng Văn Mẫu", Role.Principal, DemoIds.BinhCangSchool),
        Account(DemoIds.CommuneOfficer, "communeofficer", "Vũ Thị Tượng Trưng", Role.CommuneOfficer, DemoIds.Commune),
        Account(DemoIds.DepartmentOfficer, "departmentofficer", "Đặng Văn Thử Nghiệm", Role.DepartmentOfficer, DemoIds.EducationDepartment),
        Account(DemoIds.Partner, "partner", "Bùi Thị Hư Cấu", Role.Partner, DemoIds.SocialWorkCentre),
        Account(DemoIds.Trainer, "trainer", "Đỗ Văn Bài Tập", Role.Trainer, DemoIds.BinhCangSchool),
        Account(DemoIds.CommunicationsOfficer, "communications", "Ngô Thị Trình Diễn", Role.CommunicationsOfficer, DemoIds.BinhCangSchool),
        Account(DemoIds.Auditor, "auditor", "Dương Văn Kiểm Thử", Role.Auditor, DemoIds.EducationDepartment),
        Account(DemoIds.DataProtectionOfficer, "dataprotection", "Lý Thị Giả Sử", Role.DataProtectionOfficer, DemoIds.EducationDepartment),
        Account(DemoIds.Administrator, "administrator", "Hồ Văn Bản Mẫu", Role.Administrator, DemoIds.EducationDepartment),
        Account(DemoIds.SocialWorker2, "socialworker2", "Mai Thị Tưởng Tượng", Role.SocialWorker, DemoIds.HoaMauSchool),
        Account(DemoIds.Principal2, "principal2", "Phan Văn Làm Mẫu", Role.Principal, DemoIds.HoaMauSchool),
        Account(DemoIds.Counsellor2, "counsellor2", "Cao Thị Xác Thực", Role.Counsellor, DemoIds.HoaMauSchool) with { AuthenticatorSecret = AuthenticatorSecret },
        Account(DemoIds.Partner2, "partner2", "Đinh Thị Ước Lệ", Role.Partner, DemoIds.LegalAidCentre),
    ];

    /// <summary>Adds what is missing and changes nothing that is there; answers the accounts to show.</summary>
    public static async Task<IReadOnlyList<DemoAccount>> SeedAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var source = scope.ServiceProvider.GetRequiredService<AccessDatabase>().Source;
        await AddOrganisations(source, ct);
        await AddAccounts(scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), scope.ServiceProvider.GetRequiredService<IUserStore<Account>>(), ct);
        await AddMemberships(source, ct);
        scope.ServiceProvider.GetRequiredService<PlatformDirectory>().Forget();
        return Accounts;
    }

    private static async Task AddOrganisations(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await OrganisationStore.Lock(connection, ct);
        var known = (await OrganisationStore.Read(connection, ct)).All.Select(it => it.Id).ToHashSet();
        await OrganisationStore.Write(connection, [.. Organisations.Where(it => !known.Contains(it.Id))], ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task AddAccounts(UserManager<Account> users, IUserStore<Account> store, CancellationToken ct)
    {
        foreach (var it in Accounts)
        {
            if (await users.FindByIdAsync(it.Id.ToString()) is not null) continue;
            var account = new Account
            {
                Id = it.Id,
                UserName = it.UserName,
                DisplayName = it.DisplayName,
                Email = $"{it.UserName}@example.test",
                EmailConfirmed = true,
                SecondFactorWaived = it.AuthenticatorSecret is null,
            };
            var made = await users.CreateAsync(account, Password);
            if (!made.Succeeded)
                throw new InvalidOperationException($"Demonstration account {it.UserName}: {string.Join("; ", made.Errors.Select(error => error.Code))}");
            if (it.AuthenticatorSecret is null) continue;
            await ((IUserAuthenticatorKeyStore<Account>)store).SetAuthenticatorKeyAsync(account, it.AuthenticatorSecret, ct);
            await users.SetTwoFactorEnabledAsync(account, true);
        }
    }

    private static async Task AddMemberships(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var batch = source.CreateBatch();
        foreach (var it in Accounts)
        {
            var command = new NpgsqlBatchCommand(
                """
                insert into access.memberships (user_id, role, organisation_id, valid_from)
                values ($1, $2, $3, date '2025-07-01') on conflict do nothing
                """);
            command.Parameters.Add(new() { Value = it.Id });
            command.Parameters.Add(new() { Value = it.Role.ToString() });
            command.Parameters.Add(new() { Value = it.OrganisationId });
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static DemoAccount Account(Guid id, string userName, string displayName, Role role, Guid organisationId) =>
        new(id, userName, Password, displayName, role, organisationId, Organisations.Single(it => it.Id == organisationId).Lines[^1].Name);

    private static OrganisationHistory One(Guid id, params OrganisationLine[] lines) => new(id, lines);

    private static OrganisationLine Line(string code, OrganisationKind kind, string name, string? parent, DateOnly from, DateOnly? to = null, params string[] successors) =>
        new(code, kind, name, parent, from, to, successors);
}
