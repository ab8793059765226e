using FluentValidation;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases;

/// <summary>A pupil as the school's registers name one. In an event the whole of it stands under the pupil's own key.</summary>
/// <param name="PupilCode">The school's own code for the pupil: it alone says that two rows are of one child.</param>
internal sealed record Pupil(string Name, DateOnly? BornOn = null, Sex? Sex = null, string? ClassName = null, string? PupilCode = null)
{
    /// <summary>Purpose of the digests by which a pupil's name, class and code are found.</summary>
    public const string NameWords = "cases.register-names";

    /// <summary>Purpose of the digest of a class, as it is filtered.</summary>
    public const string ClassWords = "cases.register-classes";

    /// <summary>One digest for the class as a whole, however it is spaced; null when none is known.</summary>
    public static async Task<long?> ClassDigest(PersonalData personal, string? className, CancellationToken ct) =>
        await personal.Words(ClassWords, className is null ? null : string.Concat(className.Where(letter => !char.IsWhiteSpace(letter))), ct) is [var digest, ..] ? digest : null;
}

/// <summary>Who is to be reached for the pupil.</summary>
internal sealed record Guardian(string? Name = null, string? Relation = null, string? Phone = null, string? Address = null);

internal static class PupilRules
{
    public static void Pupil<T>(this AbstractValidator<T> of, System.Linq.Expressions.Expression<Func<T, Pupil?>> pupil, TimeProvider clock)
    {
        of.RuleFor(pupil).ChildRules(p =>
        {
            p.RuleFor(x => x!.Name).NotNull().Words(200);
            p.RuleFor(x => x!.BornOn).ChildBirthday(clock);
            p.RuleFor(x => x!.ClassName).Words(50);
            p.RuleFor(x => x!.PupilCode).Words(40);
        });
    }

    public static void Guardian<T>(this AbstractValidator<T> of, System.Linq.Expressions.Expression<Func<T, Guardian?>> guardian)
    {
        of.RuleFor(guardian).ChildRules(g =>
        {
            g.RuleFor(x => x!.Name).Words(200);
            g.RuleFor(x => x!.Relation).Words(100);
            g.RuleFor(x => x!.Phone).Words(50);
            g.RuleFor(x => x!.Address).Words(500);
        });
    }
}

internal static class Own
{
    /// <summary>The organisation something new is to belong to: the one asked for, or else the only one of the caller; null when it is not theirs to write for.</summary>
    public static Guid? Of(Permit permit, Guid? asked)
    {
        var own = permit.OrganisationsAs(Relation.OwnOrganisation);
        return (asked ?? (own is [var only] ? only : null)) is { } organisation && permit.Covers(organisation) ? organisation : null;
    }
}
