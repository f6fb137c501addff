namespace Evenhand.Ledger;

/// <summary>The disk is full, read-only or failing: nothing was appended, and it may be tried again later.</summary>
public sealed class LedgerUnavailableException(string message, Exception cause)
    : Exception(message, cause);

/// <summary>What is stored does not agree with its checksums, or is no ledger; the message names the first damage and a way out.</summary>
public sealed class DamagedLedgerException(string message, Exception? cause = null)
    : Exception(message, cause);

/// <summary>The ledger was written by a later version of this program, which must be used to open it.</summary>
public sealed class NewerLedgerException(string message) : Exception(message);
