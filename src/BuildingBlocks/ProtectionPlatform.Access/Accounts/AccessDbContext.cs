using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ProtectionPlatform.Access.Accounts;

/// <summary>
/// The store behind ASP.NET Core Identity, and the only use of EF Core. Its tables are written out in Schema/*.sql;
/// a test compares the two. Roles are not Identity's: a role is always held at an organisation (access.memberships).
/// </summary>
internal sealed class AccessDbContext(DbContextOptions<AccessDbContext> options) : IdentityUserContext<Account, Guid>(options)
{
    internal const string Schema = "identity";

    private static readonly Dictionary<string, string> Tables = new()
    {
        ["AspNetUsers"] = "users",
        ["AspNetUserClaims"] = "user_claims",
        ["AspNetUserLogins"] = "user_logins",
        ["AspNetUserTokens"] = "user_tokens",
        ["AspNetUserPasskeys"] = "user_passkeys",
    };

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema(Schema);
        builder.Entity<Account>().Property(account => account.DisplayName).HasMaxLength(200);
        // As long as OpenID Connect allows a subject to be, and no issuer is longer.
        builder.Entity<IdentityUserLogin<Guid>>().Property(login => login.ProviderKey).HasMaxLength(255);
        builder.Entity<IdentityUserLogin<Guid>>().Property(login => login.LoginProvider).HasMaxLength(255);
        foreach (var entity in builder.Model.GetEntityTypes().ToList())
        {
            if (entity.IsOwned()) entity.SetContainerColumnName("data");
            else NameLikeTheOtherTables(entity);
        }
    }

    private static void NameLikeTheOtherTables(IMutableEntityType entity)
    {
        entity.SetTableName(Tables[entity.GetTableName()!]);
        foreach (var property in entity.GetProperties()) property.SetColumnName(Snake(property.Name));
        foreach (var key in entity.GetKeys()) key.SetName($"pk_{entity.GetTableName()}");
        foreach (var key in entity.GetForeignKeys().Where(key => !key.IsOwnership)) key.SetConstraintName($"fk_{entity.GetTableName()}_user");
        foreach (var index in entity.GetIndexes())
            index.SetDatabaseName($"ix_{entity.GetTableName()}_{string.Join('_', index.Properties.Select(p => Snake(p.Name)))}");
    }

    private static string Snake(string name)
    {
        var snake = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && snake.Length > 0) snake.Append('_');
            snake.Append(char.ToLowerInvariant(letter));
        }
        return snake.ToString();
    }
}
