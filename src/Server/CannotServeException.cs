namespace Evenhand.Server;

/// <summary>What is set cannot be served: an address, or a certificate. The message says what would be right.</summary>
public sealed class CannotServeException(string message, Exception? cause = null)
    : Exception(message, cause);
