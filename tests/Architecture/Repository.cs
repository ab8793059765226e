using System.Xml.Linq;

namespace ProtectionPlatform.Architecture;

/// <summary>A module: its name, which is also its class and its schema, its project, and the folder its sources lie in.</summary>
internal sealed record ModuleProject(string Name, string Project, string Folder)
{
    public string Schema => Name.ToLowerInvariant();
}

/// <summary>The sources as they lie in the repository. The graph is read from the project files: the compiler drops references nobody uses.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Name of every module, from its folder.</summary>
    public static IReadOnlyList<string> Modules { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src", "Modules")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <summary>Those, and the registers of the data protection officer: the platform's own, built as a module.</summary>
    public static IReadOnlyList<ModuleProject> AllModules { get; } =
    [
        .. Modules.Select(name => new ModuleProject(name, $"ProtectionPlatform.{name}", Path.Combine("src", "Modules", name))),
        new("Registers", "ProtectionPlatform.Privacy", Path.Combine("src", "BuildingBlocks", "ProtectionPlatform.Privacy")),
    ];

    /// <summary>Every project of <c>src</c> with the projects it names.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Projects { get; } = Files("src", "*.csproj")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => References(file, "ProjectReference", Path.GetFileNameWithoutExtension));

    public static IReadOnlyList<string> References(string projectFile, string element, Func<string, string?> name) =>
        [.. XDocument.Load(projectFile).Descendants(element).Select(e => name(e.Attribute("Include")!.Value.Replace('\\', '/'))!).Order(StringComparer.Ordinal)];

    public static string ProjectFile(string project) => Files("src", $"{project}.csproj").Single();

    /// <summary>Files under a folder of the repository, without what builds and package managers leave there.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules"));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ProtectionPlatform.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder;
    }
}
