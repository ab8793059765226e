namespace ProtectionPlatform.Architecture;

/// <summary>Who may know whom, as the project files say it.</summary>
public sealed class Project_references
{
    private const string BuildingBlocks = "ProtectionPlatform.BuildingBlocks";
    private const string Ledger = "ProtectionPlatform.Ledger";
    private const string Access = "ProtectionPlatform.Access";
    private const string Host = "ProtectionPlatform.Host";

    [Fact]
    public void A_module_knows_the_building_blocks_and_contracts_and_nothing_else()
    {
        foreach (var module in Repository.AllModules)
            Forbidden(module.Project, to => to == BuildingBlocks || IsContracts(to)).ShouldBeEmpty();
    }

    [Fact]
    public void Contracts_reference_nothing()
    {
        foreach (var contracts in Repository.Projects.Keys.Where(IsContracts))
        {
            Repository.Projects[contracts].ShouldBeEmpty(contracts);
            foreach (var kind in new[] { "PackageReference", "FrameworkReference", "Reference" })
                Repository.References(Repository.ProjectFile(contracts), kind, name => name).ShouldBeEmpty(contracts);
        }
    }

    [Fact]
    public void Building_blocks_know_no_module()
    {
        Forbidden(Ledger, _ => false).ShouldBeEmpty();
        Forbidden(BuildingBlocks, to => to == Ledger).ShouldBeEmpty();
        Forbidden(Access, to => to is BuildingBlocks or Ledger).ShouldBeEmpty();
        if (Repository.Projects.ContainsKey("ProtectionPlatform.LedgerVerifier"))
            Forbidden("ProtectionPlatform.LedgerVerifier", to => to == Ledger).ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_knows_the_host() =>
        Repository.Projects.Where(p => p.Value.Contains(Host)).Select(p => p.Key).ShouldBeEmpty();

    [Fact]
    public void Every_project_is_a_known_kind_and_part_of_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "ProtectionPlatform.sln"));
        foreach (var project in Repository.Projects.Keys)
        {
            var known = project is Host or BuildingBlocks or Ledger or Access or "ProtectionPlatform.LedgerVerifier"
                || Repository.AllModules.Any(module => project == module.Project || project == $"{module.Project}.Contracts");
            known.ShouldBeTrue($"{project}: at most two projects a module; a new kind needs a rule here");
            solution.ShouldContain($"{project}.csproj");
        }
    }

    [Fact]
    public void Top_level_folders_are_those_of_the_design()
    {
        string[] known = ["docs", "src", "tests"];
        var kept = new HashSet<string>(known);
        foreach (var folder in Directory.GetDirectories(Repository.Root).Select(f => Path.GetFileName(f)!).Where(f => f[0] != '.' && f != "artifacts"))
            kept.ShouldContain(folder);
        Folders("src").ShouldBe(["BuildingBlocks", "Host", "Modules"]);
        Folders("tests").ShouldBeSubsetOf(["Architecture", "Benchmarks", "EndToEnd", "Integration", "Specs"]);
        Repository.Modules.ShouldBe(["Cases", "Communications", "Indicators", "Referrals", "Training"]);
    }

    private static List<string> Folders(string of) => [.. Directory.GetDirectories(Path.Combine(Repository.Root, of)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private static bool IsContracts(string project) => project.EndsWith(".Contracts", StringComparison.Ordinal);

    private static IEnumerable<string> Forbidden(string project, Func<string, bool> allowed) =>
        Repository.Projects[project].Where(to => !allowed(to)).Select(to => $"{project} -> {to}");
}
