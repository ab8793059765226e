namespace ProtectionPlatform.Host;

/// <summary>Something the platform brings for itself cannot be had; the message tells the operator why and what to do.</summary>
internal sealed class BringException(string message, Exception? cause = null) : Exception(message, cause);
