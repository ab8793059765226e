using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Specs.Privacy;

internal static class Spec
{
    /// <summary>The state after these events.</summary>
    public static T? Fold<T>(Guid stream, params object[] events) where T : class, IState<T>
    {
        T? state = null;
        var version = 0;
        foreach (var e in events) state = T.Evolve(state, new RecordedEvent(++version, Guid.Empty, stream, version, "", e, default, null));
        return state;
    }
}
