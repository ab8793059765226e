using System.Text;
using ProtectionPlatform.Access.Organisations;

namespace ProtectionPlatform.Specs.Access;

/// <summary>A register in memory that files are brought into, as the import does it.</summary>
internal sealed class Register(OrganisationRegister? now = null)
{
    public const string Headings = "code,kind,name,parent,valid_from,valid_to,successors,phone,email";

    public OrganisationRegister Now { get; private set; } = now ?? new([]);

    public static OrganisationFile.Content Read(params string[] rows) => OrganisationFile.Read(Encoding.UTF8.GetBytes(string.Join('\n', [Headings, .. rows])));

    public RegisterPlan Try(params string[] rows) => Try(Read(rows));

    public RegisterPlan Try(OrganisationFile.Content file)
    {
        file.Refused.ShouldBeNull();
        return RegisterChange.Decide(Now, file.Lines, file.Faults);
    }

    /// <summary>Brings in what must be in order.</summary>
    public Register With(params string[] rows)
    {
        var plan = Try(rows);
        plan.Faults.ShouldBeEmpty();
        Accept(plan);
        return this;
    }

    public void Accept(RegisterPlan plan)
    {
        var affected = plan.Affected.ToDictionary(history => history.Code);
        Now = new([.. Now.All.Where(history => !affected.ContainsKey(history.Code)), .. affected.Values.Select(history => history.Id == Guid.Empty ? history with { Id = Guid.CreateVersion7() } : history)]);
    }

    public byte[] Export(bool vi = false) => OrganisationFile.Write(Now.All.SelectMany(history => history.Lines), vi);
}
