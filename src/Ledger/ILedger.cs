using Evenhand.Core.Time;

namespace Evenhand.Ledger;

/// <summary>
/// Append-only streams of records: one for each account, and one that all accounts share. What was appended is on disk when
/// the append ends. Any number of threads may read; appends wait for each other.
/// </summary>
/// <remarks>
/// What is answered from memory is asked synchronously, with every request. What may wait for a disk or a network is
/// asynchronous; a store for which that is no wait ends it before it returns.
/// </remarks>
public interface ILedger : IDisposable
{
    /// <summary>Which ledger this is.</summary>
    LedgerIdentity Identity { get; }

    /// <summary>
    /// The number that this holder of the ledger took when it opened it, and that each of its appends proves; null for a guest,
    /// who holds nothing and only looks, or appends now and then beside the holder.
    /// </summary>
    long? Epoch { get; }

    /// <summary>How many records a stream holds, as far as is known here: what the next append must expect. 0 for none.</summary>
    long SequenceOf(StreamName stream);

    /// <summary>How many accounts have records, as far as is known here.</summary>
    int AccountCount { get; }

    /// <summary>
    /// Whether <see cref="RefreshAsync"/> would find something: that another has appended, or holds the ledger now. It costs a
    /// few microseconds and waits for nobody, so that it may be asked with every request.
    /// </summary>
    bool IsBehind { get; }

    /// <summary>How far the ledger is known here.</summary>
    ChangeCursor Position { get; }

    /// <summary>Takes note of what others have appended.</summary>
    /// <exception cref="FencedException">Another holds the ledger now.</exception>
    ValueTask RefreshAsync();

    /// <summary>
    /// The streams that others have appended to after a cursor, as far as is known here, each once. After a cursor of a time before
    /// this opening they are all that anybody appended to since. It may name streams too many, and never too few.
    /// </summary>
    IAsyncEnumerable<StreamName> ChangedAsync(ChangeCursor since);

    /// <summary>The streams that anybody has appended to after a cursor, as far as is known here, each once.</summary>
    IAsyncEnumerable<StreamName> AppendedAsync(ChangeCursor since);

    /// <summary>
    /// A number that tells the past of this ledger up to a cursor from any other past; null where it has not come so far, or has other
    /// partitions. So a cursor is known again, and one of another ledger, or of what a restore has undone, is not.
    /// </summary>
    ValueTask<ulong?> ProofAsync(ChangeCursor upTo);

    /// <summary>Appends slices to their streams, all or none, in one commit.</summary>
    /// <param name="slices">Slices; several of one stream follow each other in their expected sequences.</param>
    /// <param name="committed">When, by the clock of whoever appends.</param>
    /// <returns>The streams that another has appended to meanwhile; nothing is written unless it is empty.</returns>
    /// <exception cref="FencedException">Another holds the ledger now: nothing is written.</exception>
    /// <exception cref="LedgerUnavailableException">
    /// The disk is full, read-only or failing, or the file is not where it was. It does not count as appended; where it is found
    /// later nevertheless, it is found as another's.
    /// </exception>
    ValueTask<IReadOnlyList<StreamName>> AppendAsync(IReadOnlyList<Slice> slices, Moment committed);

    /// <summary>A stream's slices from a sequence on, in order. What is appended while reading may be missed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="from">The sequence of the first record wanted; the slice that holds it comes whole.</param>
    /// <param name="kinds">Which are wanted; the others are not read.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="DamagedStreamException">From some record on, this stream cannot be read; others may be sound.</exception>
    IAsyncEnumerable<StoredSlice> ReadAsync(
        StreamName stream,
        long from,
        SliceKinds kinds = default,
        CancellationToken cancel = default
    );

    /// <summary>Accounts that have records, in the order of their UTF-8 names.</summary>
    /// <param name="after">The one after which to begin; <see cref="StreamName.Shared"/> for the first.</param>
    /// <param name="limit">How many at most.</param>
    ValueTask<IReadOnlyList<StreamName>> AccountsAsync(StreamName after, int limit);

    /// <summary>
    /// When the last append was, by the clock of whoever appended; <see cref="long.MinValue"/> where there was none.
    /// </summary>
    ValueTask<Moment> LastCommittedAsync();

    /// <summary>
    /// Why nothing can be appended now, for people; null where nothing stands in the way. It costs little and may be asked
    /// again and again: where an append has failed, something is written to see, at most once a second.
    /// </summary>
    /// <param name="known">Why the last append failed; null where it did not.</param>
    ValueTask<string?> HindranceAsync(string? known);

    /// <summary>
    /// The entries of who did what, in the order of their commits: those of <see cref="SliceKind.Audit"/>, and records that
    /// say it themselves (policy versions, keys, mends, refilings, the clock).
    /// </summary>
    /// <param name="partition">The partition whose entries are wanted.</param>
    /// <param name="after">The segment after which to begin.</param>
    /// <exception cref="DamagedLedgerException">A segment does not agree with its hash.</exception>
    IAsyncEnumerable<AuditedSlice> AuditedAsync(int partition, long after);

    /// <summary>The snapshot of a stream in a slot, or null.</summary>
    ValueTask<Snapshot?> SnapshotAsync(StreamName stream, long slot = Snapshot.Live);

    /// <summary>The snapshots of some streams in a slot, of those that have one; in no order.</summary>
    ValueTask<IReadOnlyList<Snapshot>> SnapshotsAsync(IReadOnlyList<StreamName> streams, long slot);

    /// <summary>Of a stream's snapshots, how far they go, in the order of their slots.</summary>
    ValueTask<IReadOnlyList<SnapshotHead>> SlotsAsync(StreamName stream);

    /// <summary>
    /// The heads of live states to which something happens by itself in a while, in the order of time. Others are not read.
    /// </summary>
    /// <param name="from">The first instant of the while.</param>
    /// <param name="to">The end of it, which is not in it.</param>
    IAsyncEnumerable<SnapshotHead> DueAsync(Moment from, Moment to);

    /// <summary>
    /// The accounts whose live state has no snapshot, or one that does not take account of all that is known here to be stored: when
    /// something happens to them is not known.
    /// </summary>
    IAsyncEnumerable<StreamName> UnkeptAsync();

    /// <summary>Keeps snapshots instead of earlier ones in the same slots; streams without records are passed over.</summary>
    ValueTask KeepAsync(IReadOnlyList<Snapshot> snapshots);

    /// <summary>Throws all snapshots away.</summary>
    ValueTask DropSnapshotsAsync();

    /// <summary>Throws those of a stream away that are named by an instant from one on; the live state's stays.</summary>
    ValueTask DropSnapshotsAsync(StreamName stream, long from);
}
