using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ProtectionPlatform.Access;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Privacy;

namespace ProtectionPlatform.Host;

/// <summary>What a person sees when the platform is ready: the address, where the data is, the demonstration accounts.</summary>
internal static class StartMessage
{
    public static void Print(WebApplication app, EmbeddedPostgres? embedded, IReadOnlyList<DemoAccount> accounts)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Console.WriteLine();
        foreach (var address in addresses) Console.WriteLine($"ProtectionPlatform is ready: {address}");
        Console.WriteLine(embedded is null ? "Database: as configured (ConnectionStrings__Platform)." : "Database: embedded PostgreSQL.");
        var master = app.Services.GetRequiredService<MasterKeys>();
        if (master.IsNew) Console.WriteLine($"A master key was made: {master.File}\n  Personal data cannot be read without it. Keep a copy apart from the database (docs/personal-data.md).");
        else Console.WriteLine(master.File is { } file ? $"Master key: {file}" : "Master key: from the environment (Keys__MasterKey).");
        if (accounts.Count > 0)
        {
            Console.WriteLine("Demonstration accounts (fictional people; password for all: " + accounts[0].Password + ")");
            foreach (var account in accounts)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {account.UserName,-18} {account.DisplayName}"));
            foreach (var account in accounts.Where(account => account.AuthenticatorSecret is not null))
                Console.WriteLine($"  {account.UserName} also needs the code of an authenticator that holds the secret {account.AuthenticatorSecret}");
            if (app.Services.GetRequiredService<AccessSettings>().DemoWithoutSecondFactor)
                Console.WriteLine("  The others work without the second factor their roles need: Access__DemoWithoutSecondFactor is true.");
        }

        Console.WriteLine("Stop with Ctrl-C.");
    }
}
