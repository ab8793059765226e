using Microsoft.Extensions.Configuration;
using ProtectionPlatform.BuildingBlocks.Privacy;

namespace ProtectionPlatform.Specs.Privacy;

/// <summary>Where the master key comes from, and what a host says when it is not there.</summary>
public sealed class The_master_key : IDisposable
{
    private const string First = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private const string Second = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    private readonly string folder = Directory.CreateTempSubdirectory("protectionplatform-master-").FullName;

    [Fact]
    public void Is_made_on_the_first_start_for_its_owner_only_and_found_again()
    {
        var made = Of();
        made.IsNew.ShouldBeTrue();
        made.File.ShouldBe(Path.Combine(folder, "keys", "master-key"));
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(made.File!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var again = Of();
        again.IsNew.ShouldBeFalse();
        again.Newest.ShouldBe(made.Newest);
        again.Unwrap(made.Wrap([1, 2, 3], "x"), "x").ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Comes_from_the_environment_or_a_named_file()
    {
        var file = Path.Combine(folder, "elsewhere");
        File.WriteAllText(file, First + "\n");

        Of(("Keys:MasterKey", First)).Newest.ShouldBe(Of(("Keys:MasterKeyFile", file)).Newest);
        Directory.Exists(Path.Combine(folder, "keys")).ShouldBeFalse();
        Should.Throw<MasterKeyException>(() => Of(("Keys:MasterKeyFile", file + "2"))).Message.ShouldContain("Keys__MasterKeyFile");
        Should.Throw<MasterKeyException>(() => Of(("Keys:MasterKey", "too short"))).Message.ShouldContain("Keys__MasterKey");
    }

    [Fact]
    public void Wraps_with_the_newest_and_unwraps_with_all()
    {
        var before = Of(("Keys:MasterKey", First)).Wrap([7], "x");
        var both = Of(("Keys:MasterKey", $"{First} {Second}"));

        both.Unwrap(before, "x").ShouldBe([7]);
        var anew = both.Wrap([7], "x");
        Of(("Keys:MasterKey", Second)).Unwrap(anew, "x").ShouldBe([7]);
        Should.Throw<MasterKeyException>(() => Of(("Keys:MasterKey", First)).Unwrap(anew, "x")).Message.ShouldContain(anew.Master);
        Should.Throw<MasterKeyException>(() => both.Unwrap(anew, "another row")).Message.ShouldContain("changed");
    }

    private MasterKeys Of(params (string Name, string Value)[] settings) =>
        MasterKeys.Of(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value)).Build(), new Lazy<string>(folder));

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
