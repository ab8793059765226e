using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ProtectionPlatform.Architecture;

/// <summary>What assemblies show to others, and what their code really uses, read from the built files.</summary>
public sealed class Built_assemblies
{
    private static string PathOf(string project) => Path.Combine(AppContext.BaseDirectory, $"{project}.dll");

    private static Assembly Load(string project) => Assembly.LoadFrom(PathOf(project));

    private static IEnumerable<string> ContractProjects => Repository.Projects.Keys.Where(p => p.EndsWith(".Contracts", StringComparison.Ordinal));

    [Fact]
    public void A_module_shows_its_class_and_its_message_handlers_only()
    {
        foreach (var module in Repository.AllModules)
        {
            var wrong = Load(module.Project).GetExportedTypes()
                .Where(type => type.Name != $"{module.Name}Module" && !IsMessageHandler(type)).Select(type => type.FullName);
            wrong.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Contracts_hold_sealed_records_and_enumerations_only()
    {
        foreach (var contracts in ContractProjects)
        {
            var assembly = Load(contracts);
            assembly.GetExportedTypes().Where(type => !type.IsEnum && !IsSealedRecord(type)).Select(type => type.FullName).ShouldBeEmpty();
            assembly.GetReferencedAssemblies().Where(a => !a.Name!.StartsWith("System", StringComparison.Ordinal)).Select(a => a.Name).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Contracts_carry_ids_codes_and_dates_but_no_free_text_of_people()
    {
        // Names and narratives have no business in a message: its readers keep copies we could never erase.
        string[] personal = ["Name", "FullName", "ChildName", "DisplayName", "Phone", "Address", "Email", "Narrative", "Summary", "Notes", "Text", "Description", "Reason"];
        foreach (var contracts in ContractProjects)
            Load(contracts).GetExportedTypes().SelectMany(type => type.GetProperties().Select(p => (Type: type.Name, p.Name)))
                .Where(p => personal.Contains(p.Name)).Select(p => $"{p.Type}.{p.Name}").ShouldBeEmpty();
    }

    [Fact]
    public void A_module_uses_of_another_only_its_contracts()
    {
        foreach (var module in Repository.AllModules)
        {
            var used = Uses(module.Project);
            var wrong = Repository.AllModules.Where(other => other != module)
                .SelectMany(other => used.Types.Where(type => type.StartsWith($"{other.Project}.", StringComparison.Ordinal)
                    && !type.StartsWith($"{other.Project}.Contracts.", StringComparison.Ordinal)));
            wrong.ShouldBeEmpty(module.Name);
            used.Types.Where(type => type.StartsWith("ProtectionPlatform.Access.", StringComparison.Ordinal) || type.StartsWith("ProtectionPlatform.Host.", StringComparison.Ordinal)).ShouldBeEmpty(module.Name);
        }
    }

    [Fact]
    public void Time_ids_and_waiting_come_from_outside()
    {
        string[] forbidden =
        [
            "System.DateTime.get_UtcNow", "System.DateTime.get_Now", "System.DateTime.get_Today",
            "System.DateTimeOffset.get_UtcNow", "System.DateTimeOffset.get_Now", "System.Guid.NewGuid",
            "System.Threading.Tasks.Task`1.get_Result", "System.Threading.Tasks.ValueTask`1.get_Result",
            "System.Threading.Tasks.Task.Wait", "System.Threading.Thread.Sleep",
        ];
        foreach (var project in Repository.AllModules.Select(m => m.Project).Append("ProtectionPlatform.BuildingBlocks").Append("ProtectionPlatform.Access").Append("ProtectionPlatform.Ledger"))
            Uses(project).Members.Intersect(forbidden).ShouldBeEmpty(project);
    }

    private static bool IsMessageHandler(Type type)
    {
        if (!type.Name.EndsWith("Handler", StringComparison.Ordinal) || !type.IsAbstract || !type.IsSealed) return false;
        var handles = type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);
        return handles.Length > 0 && handles.All(h => h.Name == "Handle"
            && h.GetParameters() is [var message, ..] && message.ParameterType.Namespace!.EndsWith(".Contracts", StringComparison.Ordinal) && IsSealedRecord(message.ParameterType));
    }

    private static bool IsSealedRecord(Type type) => type is { IsClass: true, IsSealed: true } && type.GetMethod("<Clone>$") is not null;

    /// <summary>Full names of the types and members of other assemblies that a built file refers to.</summary>
    private static (HashSet<string> Types, HashSet<string> Members) Uses(string project)
    {
        using var file = File.OpenRead(PathOf(project));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var types = metadata.TypeReferences.Select(t => NameOf(metadata, t)).ToHashSet();
        var members = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Select(m => $"{ParentOf(metadata, m.Parent)}.{metadata.GetString(m.Name)}").ToHashSet();
        return (types, members);
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)}.{name}"
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }

    private static string ParentOf(MetadataReader metadata, EntityHandle parent)
    {
        switch (parent.Kind)
        {
            case HandleKind.TypeReference:
                return NameOf(metadata, (TypeReferenceHandle)parent);
            case HandleKind.TypeSpecification:
                // A generic type: its signature begins with GENERICINST, CLASS or VALUETYPE, then the open type.
                var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
                if (signature.ReadByte() != 0x15) return "";
                signature.ReadByte();
                var open = signature.ReadTypeHandle();
                return open.Kind == HandleKind.TypeReference ? NameOf(metadata, (TypeReferenceHandle)open) : "";
            default:
                return "";
        }
    }
}
