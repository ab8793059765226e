namespace ProtectionPlatform.Host;

/// <summary>The embedded database cannot be had; the message tells the operator why and what to do.</summary>
internal sealed class EmbeddedPostgresException(string message, Exception? cause = null) : Exception(message, cause);
