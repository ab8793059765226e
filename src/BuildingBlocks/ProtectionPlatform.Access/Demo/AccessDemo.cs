using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.Directories;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.BuildingBlocks.Access;

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
    private static readonly Organisation[] Organisations =
    [
        new(DemoIds.Ministry, "Bộ Giáo dục và Đào tạo (minh họa)", OrganisationKind.Ministry, null, new(2000, 1, 1), null, null),
        new(DemoIds.EducationDepartment, "Sở Giáo dục và Đào tạo tỉnh Mẫu", OrganisationKind.ProvinceDepartment, DemoIds.Ministry, new(2000, 1, 1), null, null),
        new(DemoIds.HealthDepartment, "Sở Y tế tỉnh Mẫu", OrganisationKind.HealthDepartment, null, new(2025, 3, 1), null, null),
        new(DemoIds.FormerLabourDepartment, "Sở Lao động – Thương binh và Xã hội tỉnh Mẫu", OrganisationKind.ProvinceDepartment, null, new(2008, 1, 1), new(2025, 2, 28), DemoIds.HealthDepartment),
        new(DemoIds.Commune, "UBND xã Bình Mẫu", OrganisationKind.CommuneCommittee, DemoIds.EducationDepartment, new(2025, 7, 1), null, null),
        new(DemoIds.FormerDistrictOffice, "Phòng GD&ĐT huyện Mẫu", OrganisationKind.DistrictOffice, DemoIds.EducationDepartment, new(2000, 1, 1), new(2025, 6, 30), DemoIds.Commune),
        new(DemoIds.CommunePolice, "Công an xã Bình Mẫu", OrganisationKind.Police, DemoIds.Commune, new(2025, 7, 1), null, null),
        new(DemoIds.Hotline111, "Tổng đài quốc gia bảo vệ trẻ em 111", OrganisationKind.Hotline, null, new(2017, 12, 6), null, null),
        new(DemoIds.BinhCangSchool, "Trường THCS Bình Cang", OrganisationKind.School, DemoIds.Commune, new(2005, 8, 15), null, null),
        new(DemoIds.HoaMauSchool, "Trường Tiểu học Hoa Mẫu", OrganisationKind.School, DemoIds.Commune, new(2010, 8, 15), null, null),
        new(DemoIds.SocialWorkCentre, "Trung tâm Công tác xã hội tỉnh Mẫu", OrganisationKind.Provider, DemoIds.HealthDepartment, new(2015, 1, 1), null, null),
        new(DemoIds.LegalAidCentre, "Trung tâm Trợ giúp pháp lý tỉnh Mẫu", OrganisationKind.Provider, null, new(2015, 1, 1), null, null),
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
        await using var batch = source.CreateBatch();
        foreach (var it in Organisations) // listed so that parents and successors come first
        {
            var command = new NpgsqlBatchCommand(
                """
                insert into access.organisations (id, name, kind, parent_id, valid_from, valid_to, replaced_by_id)
                values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing
                """);
            command.Parameters.Add(new() { Value = it.Id });
            command.Parameters.Add(new() { Value = it.Name });
            command.Parameters.Add(new() { Value = it.Kind.ToString() });
            command.Parameters.Add(new() { Value = (object?)it.ParentId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
            command.Parameters.Add(new() { Value = it.ValidFrom });
            command.Parameters.Add(new() { Value = (object?)it.ValidTo ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
            command.Parameters.Add(new() { Value = (object?)it.ReplacedById ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(ct);
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
        new(id, userName, Password, displayName, role, organisationId, Organisations.Single(it => it.Id == organisationId).Name);
}
