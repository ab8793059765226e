using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Privacy;

namespace ProtectionPlatform.Cases.Erasing;

/// <summary>
/// What two persons agreed to erase is erased: the keys are destroyed, then it is recorded. Done again after a crash it finds nothing left to do.
/// </summary>
internal static class CarryOutErasure
{
    public const string Name = "cases.erasures";

    public static async Task On(ErasureApproved agreed, MessageContext context)
    {
        await context.Personal.Erase(context.Source.StreamId, agreed.Scope.People(), context.Cancelled);
        if (agreed.Scope == ErasureScope.Everybody)
            await context.Execute("delete from cases.uploads where case_id = @StreamId; delete from cases.attachment_pieces where case_id = @StreamId", new { context.Source.StreamId });
        context.Append<CaseFile>(context.Source.StreamId, file =>
            file is { Erasure.ErasedAt: null } ? Decision.Record(new PersonalDataErased(agreed.Scope)) : Decision.Record());
    }

    /// <summary>Whose keys go.</summary>
    public static IReadOnlyList<Whose> People(this ErasureScope scope) => scope == ErasureScope.Informant ? [Whose.Informant] : [Whose.Child, Whose.Informant, Whose.Others];
}
