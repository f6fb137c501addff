namespace Evenhand.Ledger;

/// <summary>
/// What a ledger fails with, whatever lies under it. None of it is a defect of the program: the world failed, and the message
/// says what is wrong and what to do, for people.
/// </summary>
public abstract class LedgerException(string message, Exception? cause) : Exception(message, cause);

/// <summary>
/// The disk is full, read-only or failing, or the file is not where it was: what was to be appended does not count as
/// appended, and may be tried again later.
/// </summary>
public sealed class LedgerUnavailableException(string message, Exception? cause = null)
    : LedgerException(message, cause)
{
    /// <summary>Whether all that is wrong is that the disk is full.</summary>
    public bool LacksRoom { get; init; }
}

/// <summary>What is stored does not agree with its checksums, or is no ledger; the message names the first damage and a way out.</summary>
public class DamagedLedgerException(string message, Exception? cause = null)
    : LedgerException(message, cause);

/// <summary>Records of one stream cannot be read back; the other streams may be sound.</summary>
/// <param name="account">The account of the stream; empty for the shared one.</param>
/// <param name="position">The sequence of the first record that cannot be read.</param>
/// <param name="cause">What is wrong there.</param>
public sealed class DamagedStreamException(
    string account,
    long position,
    DamagedLedgerException cause
)
    : DamagedLedgerException(
        $"{(account.Length == 0 ? "the records of all accounts" : $"account \"{account}\"")}, from record {position} on: {cause.Message}",
        cause
    )
{
    /// <summary>The account of the stream; empty for the shared one.</summary>
    public string Account { get; } = account;

    /// <summary>The sequence of the first record that cannot be read.</summary>
    public long Position { get; } = position;
}

/// <summary>The ledger was written by a later version of this program, which must be used to open it.</summary>
public sealed class NewerLedgerException(string message) : LedgerException(message, null);

/// <summary>
/// Another holds the ledger, or a partition of it, since this one opened it. Nothing of this holder's is taken any more, and it
/// must not answer from what it knows: it stops, and may be started again.
/// </summary>
public sealed class FencedException(string message) : LedgerException(message, null);
