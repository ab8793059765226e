namespace ProtectionPlatform.BuildingBlocks.Privacy;

/// <summary>Whose data a marked value is, within the case (or other matter) that its event tells of. Each has a key of their own.</summary>
public enum Whose
{
    /// <summary>The child; also what is told about the child by whomever, because it goes when the child's data goes.</summary>
    Child,

    /// <summary>Who told the school, as far as they are named: the identity is kept apart from what was told.</summary>
    Informant,

    /// <summary>Others who are named: parents, witnesses, the suspected person, people spoken to. What is handed to the child or their representative goes without them.</summary>
    Others,

    /// <summary>Who asks, answers or consents in a matter of data protection.</summary>
    Applicant,
}

/// <summary>What keeps a value from those who merely read the event it stands in: it is left out unless a reader asks to look behind this very wall.</summary>
public enum Wall
{
    None,

    /// <summary>Shown one value at a time, to those with a second permission, for a reason.</summary>
    SecondPermission,

    /// <summary>Between a child and a counsellor. Nobody else reads it, whatever their role.</summary>
    Counselling,
}

/// <summary>A value that is there and is not shown.</summary>
/// <param name="Field">Its key.</param>
public sealed record Withheld(string Field, Wall Wall);

/// <summary>
/// The value tells of a person: it is stored under that person's key and nobody can read it once the key is destroyed.
/// A marked string then reads as <see cref="PersonalFields.Erased"/>, a list as empty, anything else as absent; so it must be able to be absent.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class PersonalAttribute(Whose whose = Whose.Child) : Attribute
{
    public Whose Whose => whose;

    /// <summary>Every reader gets the event without the value, unless it asks for what is behind this wall. Such a value is an object or a text.</summary>
    public Wall Behind { get; set; }
}

/// <summary>An event that records that keys were destroyed: a host that finds them again, in a backup that was put back, destroys them again.</summary>
public interface IErases
{
    IReadOnlyList<Whose> People { get; }
}

/// <summary>An event of another stream than the case's own: its personal data are those of people in this case.</summary>
public interface IOfCase
{
    Guid CaseId { get; }
}
