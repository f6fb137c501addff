namespace Evenhand.Stores.Targets;

/// <summary>What a source fails with while a client reads it: not the target's fault.</summary>
internal sealed class SourceException(Exception cause) : Exception(cause.Message, cause);
