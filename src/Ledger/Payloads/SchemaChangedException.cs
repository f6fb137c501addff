namespace Evenhand.Ledger.Payloads;

/// <summary>
/// The catalogue gives a field another kind or unit than the one under which values of it are stored; the message
/// names type and field, and what to do.
/// </summary>
public sealed class SchemaChangedException(string message) : Exception(message);
