using ProtectionPlatform.BuildingBlocks.Access.Policy;

namespace ProtectionPlatform.Training;

/// <summary>The policy table applied to rows of training.</summary>
internal static class TrainingAccess
{
    /// <summary>Rows with <c>organisation_id</c> which the operation at hand shows the caller.</summary>
    public const string MaySeeSql = "(@everywhere or organisation_id = any (@organisations))";

    public static (bool Everywhere, Guid[] Organisations) Parameters(Permit permit) =>
        (permit.IsAnywhere(Relation.AnyOrganisation), permit.OrganisationsAs(Relation.OwnOrganisation));
}
