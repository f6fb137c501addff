using Evenhand.Core.Time;

namespace Evenhand.Ledger;

/// <summary>How a ledger is copied.</summary>
public sealed record Copying
{
    /// <summary>How many partitions a database's ledger is made with.</summary>
    public int Partitions { get; init; } = Postgres.Preparation.Partitions;

    /// <summary>The role that is to serve a database's ledger; null for none but the owner.</summary>
    public string? Role { get; init; }

    /// <summary>So many bytes of segments are sent to a database in one go, which is stored as a whole; a copy that breaks off loses as much.</summary>
    public long InOneGo { get; init; } = 4 << 20;

    /// <summary>Told how many records are done, and what is done with them.</summary>
    public Action<string, long>? Progress { get; init; }
}

/// <summary>
/// Copies a ledger from one store into another, with its identity: every slice as it is, each account's in order, and none before what
/// preceded it on the shared stream. Broken off at any instant, it goes on where it was. What was copied is compared before it counts.
/// </summary>
public sealed class LedgerCopy
{
    private const int MostSlices = 20_000;
    private const long MostBytes = 4 << 20;

    /// <summary>Progress is told each so many slices.</summary>
    private const int Stride = 100;

    private readonly ICopyWriter target;
    private readonly LedgerPrint had;
    private readonly LedgerPrint source = new();
    private readonly Copying how;
    private readonly List<Slice> waiting = [];
    private Moment committed;
    private long bytes;

    private LedgerCopy(ICopyWriter target, LedgerPrint had, Copying how) =>
        (this.target, this.had, this.how) = (target, had, how);

    /// <summary>Copies a ledger that nobody serves, or goes on with that.</summary>
    /// <param name="from">The one that is copied; it is only read.</param>
    /// <param name="to">Where none is, or a copy of this one that was begun.</param>
    /// <param name="how">How.</param>
    /// <returns>How many records it holds.</returns>
    /// <exception cref="LedgerUnavailableException">Either cannot be used, or the target holds something else.</exception>
    /// <exception cref="DamagedLedgerException">The source is damaged, or the copy is not as the source.</exception>
    public static long Run(LedgerPlace from, LedgerPlace to, Copying how)
    {
        using var alone = from.Guard();
        var target = to.BeginCopy(from.Identity, how);
        var had = Print(target.Place, "looking at what is copied already", how);
        LedgerPrint source;
        using (var writer = target.Open())
        {
            var copy = new LedgerCopy(writer, had, how);
            from.Walk(copy.Take);
            copy.Flush();
            writer.End();
            source = copy.source;
        }
        if (source.Difference(Print(target.Place, "comparing", how)) is { } account)
            throw new DamagedLedgerException(
                $"{to}: the copy is not as {from}: {Named(account)} differs. Nothing serves it; take it away and copy anew"
            );
        target.Finish();
        return source.Records;
    }

    private static LedgerPrint Print(LedgerPlace place, string what, Copying how)
    {
        var print = new LedgerPrint();
        place.Walk(
            (account, slice) =>
            {
                print.Add(account, slice);
                if (print.Slices % Stride == 0)
                    how.Progress?.Invoke(what, print.Records);
            }
        );
        return print;
    }

    private void Take(string account, StoredSlice slice)
    {
        source.Add(account, slice);
        if (source.Slices % Stride == 0)
            how.Progress?.Invoke("copying", source.Records);
        var (sequence, _) = had.Of(account);
        var end = slice.From + slice.Count;
        if (end < sequence)
            return;
        if (end == sequence && source.Of(account) == had.Of(account))
            return;
        if (slice.From < sequence)
            throw new LedgerUnavailableException(
                $"the target holds what is no copy of this ledger: {Named(account)} differs. Name another target"
            );
        Add(StreamName.OrShared(account), slice);
    }

    /// <summary>One append holds what was committed at one time, and either shared records or accounts': so their order stays.</summary>
    private void Add(StreamName stream, in StoredSlice slice)
    {
        if (
            waiting.Count > 0
            && (
                slice.Committed != committed
                || waiting[0].Stream.IsShared != stream.IsShared
                || waiting.Count == MostSlices
                || bytes + slice.Payload.Length > MostBytes
            )
        )
            Flush();
        committed = slice.Committed;
        bytes += slice.Payload.Length;
        waiting.Add(
            new(stream, slice.From, slice.Kind, slice.Count, slice.First, slice.Last, slice.Payload)
        );
    }

    private void Flush()
    {
        if (target.Append(waiting, committed) is [_, ..] conflicts)
            throw new LedgerUnavailableException(
                $"somebody else writes to the target: {Named(conflicts[0].Text)} has grown; see that nothing else does, then try again"
            );
        waiting.Clear();
        bytes = 0;
    }

    private static string Named(string account) =>
        account.Length == 0 ? "the shared stream" : $"account \"{account}\"";
}

/// <summary>A ledger that is being made by copying, and that nobody can serve before it is done.</summary>
internal abstract class CopyTarget
{
    /// <summary>Where it is meanwhile.</summary>
    public abstract LedgerPlace Place { get; }

    /// <summary>Opens it to be appended to.</summary>
    public abstract ICopyWriter Open();

    /// <summary>It is whole now.</summary>
    public abstract void Finish();
}

/// <summary>Appends what a copy is made of.</summary>
internal interface ICopyWriter : IDisposable
{
    /// <summary>Appends what was committed at one time; see <see cref="ILedger.AppendAsync"/>. It may be stored later, with what follows.</summary>
    /// <returns>The streams that another has appended to meanwhile.</returns>
    IReadOnlyList<StreamName> Append(IReadOnlyList<Slice> slices, Moment committed);

    /// <summary>Has stored what is not stored yet.</summary>
    void End();
}
