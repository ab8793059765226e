using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Training;

/// <summary>Who keeps, and who may read, the training of an organisation. Everybody reads the catalogue and their own certificates.</summary>
internal static class TrainingAccess
{
    public static bool MayManage(Actor actor, Guid organisationId) => actor.IsAny(Role.Administrator) || actor.IsAt(organisationId, Role.Trainer);

    public static bool MayRead(Actor actor, Guid organisationId) => MayManage(actor, organisationId) || actor.IsAt(organisationId, Role.Principal);

    /// <summary>The same as SQL on rows with <c>organisation_id</c>.</summary>
    public const string MayReadSql = "(@administrator or organisation_id = any (@organisations))";

    public static (bool Administrator, Guid[] Organisations) Parameters(Actor actor) =>
        (actor.IsAny(Role.Administrator), actor.OrganisationsAs(Role.Trainer, Role.Principal));
}
