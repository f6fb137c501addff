namespace Evenhand.Ledger;

/// <summary>
/// Append-only streams of records: one for each account, and stream 0, which all accounts share. One thread may append
/// at a time; any number may read. What was appended is on disk when <see cref="Append"/> returns.
/// </summary>
public interface ILedger : IDisposable
{
    /// <summary>Which ledger this is.</summary>
    LedgerIdentity Identity { get; }

    /// <summary>
    /// The number of an account's stream. A new name gets a number at once, which is remembered with the first append.
    /// </summary>
    int StreamOf(string account);

    /// <summary>The number of an account's stream; null where the ledger holds nothing of the account.</summary>
    int? FindStream(string account);

    /// <summary>The account of a stream; empty for the shared one.</summary>
    string AccountOf(int stream);

    /// <summary>Accounts that have records, in ordinal order of their UTF-8 names, those after a name.</summary>
    /// <param name="after">The name after which to begin; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    IReadOnlyList<string> Accounts(string? after, int limit);

    /// <summary>How many accounts have records.</summary>
    int AccountCount { get; }

    /// <summary>How many records a stream holds: the sequence that the next append to it must expect.</summary>
    long SequenceOf(int stream);

    /// <summary>Appends slices to their streams, all or none, in one commit.</summary>
    /// <param name="slices">Slices; several of one stream follow each other in their expected sequences.</param>
    /// <param name="committed">When, by the clock of whoever appends.</param>
    /// <returns>The streams that another has appended to meanwhile; nothing is written unless it is empty.</returns>
    /// <exception cref="LedgerUnavailableException">
    /// The disk is full, read-only or failing, or the file is not where it was. It does not count as appended; where it is found
    /// later nevertheless, it is found as another's.
    /// </exception>
    IReadOnlyList<int> Append(IReadOnlyList<Slice> slices, long committed);

    /// <summary>A stream's slices from a sequence on, in order. What is appended while reading may be missed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="from">The sequence of the first record wanted; the slice that holds it comes whole.</param>
    /// <exception cref="DamagedStreamException">From some record on, this stream cannot be read; others may be sound.</exception>
    IEnumerable<StoredSlice> Read(int stream, long from);

    /// <summary>
    /// Why nothing can be appended now, for people; null where nothing stands in the way. It costs little and may be asked
    /// again and again: where an append has failed, something is written to see, at most once a second.
    /// </summary>
    /// <param name="known">Why the last append failed; null where it did not.</param>
    string? Hindrance(string? known) => known;

    /// <summary>
    /// The entries of who did what, in the order of their commits: those of <see cref="SliceKind.Audit"/>, and records that
    /// say it themselves (policy versions, keys, mends, refilings, the clock).
    /// </summary>
    /// <param name="after">The segment after which to begin.</param>
    /// <exception cref="DamagedLedgerException">A segment does not agree with its hash.</exception>
    IEnumerable<AuditedSlice> Audited(long after);

    /// <summary>Takes note of what other nodes have appended.</summary>
    void Refresh();

    /// <summary>
    /// Whether another has appended what is not known here yet. It costs a few microseconds and waits for nobody, so that
    /// it may be asked with every request.
    /// </summary>
    bool IsBehind { get; }

    /// <summary>
    /// When the last append was, by the clock of whoever appended; <see cref="long.MinValue"/> where there was none.
    /// </summary>
    long LastCommitted { get; }

    /// <summary>The snapshot of a stream, or null.</summary>
    Snapshot? SnapshotOf(int stream);

    /// <summary>Of all snapshots, how far they go and when their streams are due; streams without are left out.</summary>
    IReadOnlyList<SnapshotHead> Snapshots();

    /// <summary>Keeps snapshots instead of earlier ones of the same streams.</summary>
    void Keep(IReadOnlyList<Snapshot> snapshots);

    /// <summary>Throws all snapshots away.</summary>
    void DropSnapshots();
}

/// <summary>Which ledger this is, and its secret.</summary>
/// <param name="Id">Made when the ledger was.</param>
/// <param name="Seed">A secret that makes collisions of hashes hard to craft; what is stored depends on it.</param>
public sealed record LedgerIdentity(Guid Id, long Seed);

/// <summary>What one append adds to one stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Expected">How many records the stream holds before it.</param>
/// <param name="Kind">What the records are.</param>
/// <param name="Count">How many records, at least 1.</param>
/// <param name="First">The earliest time of a record.</param>
/// <param name="Last">The latest time of a record.</param>
/// <param name="Payload">The records.</param>
public readonly record struct Slice(
    int Stream,
    long Expected,
    SliceKind Kind,
    int Count,
    long First,
    long Last,
    ReadOnlyMemory<byte> Payload
);

/// <summary>A slice as it was stored.</summary>
/// <param name="From">The sequence of its first record.</param>
/// <param name="Kind">What the records are.</param>
/// <param name="Count">How many.</param>
/// <param name="First">The earliest time of a record.</param>
/// <param name="Last">The latest time of a record.</param>
/// <param name="Committed">When it was appended, by the clock of whoever did.</param>
/// <param name="Payload">The records.</param>
public readonly record struct StoredSlice(
    long From,
    SliceKind Kind,
    int Count,
    long First,
    long Last,
    long Committed,
    ReadOnlyMemory<byte> Payload
);

/// <summary>An entry of who did what.</summary>
/// <param name="Segment">The segment that it stands in; later ones have higher numbers.</param>
/// <param name="Account">The account; empty for the shared stream.</param>
/// <param name="Kind">What the record is.</param>
/// <param name="Committed">When it was appended.</param>
/// <param name="Payload">The record.</param>
public readonly record struct AuditedSlice(
    long Segment,
    string Account,
    SliceKind Kind,
    long Committed,
    ReadOnlyMemory<byte> Payload
);

/// <summary>What the records of a slice are. Numbers are on disk: they are never reused and never change.</summary>
public enum SliceKind : byte
{
    /// <summary>Events of the account; on the shared stream, reference rates.</summary>
    Events = 1,

    /// <summary>A reservation made, settled or released.</summary>
    Reservation = 2,

    /// <summary>Notices and cases that were told.</summary>
    Told = 3,

    /// <summary>The stated statement of a cycle.</summary>
    Stated = 4,

    /// <summary>On the shared stream: the types and fields by which events are stored.</summary>
    Schema = 5,

    /// <summary>On the shared stream: a published policy version.</summary>
    Policy = 6,

    /// <summary>On the shared stream: a key made, rotated or revoked.</summary>
    Key = 7,

    /// <summary>Who did what: entries of the trail, in the commit of what was done.</summary>
    Audit = 8,

    /// <summary>Somebody asked for the account to be folded anew.</summary>
    Mended = 9,

    /// <summary>Events that were filed under another account than theirs: where they are taken from, and where they are now.</summary>
    Refiled = 10,

    /// <summary>On the shared stream: the clock jumped, came back, or was confirmed.</summary>
    Clock = 11,

    /// <summary>On the shared stream: a policy version was taken back before it was in force.</summary>
    Withdrawn = 12,

    /// <summary>How far a consumer of what is told has come with the account; on the shared stream: that one began.</summary>
    Delivered = 13,
}

/// <summary>A state kept to save time: it may be missing or thrown away at any moment.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Sequence">How many records it takes account of.</param>
/// <param name="Due">When something happens to the account by itself; <see cref="long.MaxValue"/> for never.</param>
/// <param name="Body">The state, in a form of the keeper's.</param>
public sealed record Snapshot(int Stream, long Sequence, long Due, ReadOnlyMemory<byte> Body);

/// <summary>How far a snapshot goes.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Sequence">How many records it takes account of.</param>
/// <param name="Due">When something happens to the account by itself.</param>
public readonly record struct SnapshotHead(int Stream, long Sequence, long Due);
