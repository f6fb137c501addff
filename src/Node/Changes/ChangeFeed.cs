using System.Runtime.InteropServices;
using Evenhand.Core.Stream;
using Evenhand.Ledger;

namespace Evenhand.Node.Changes;

/// <summary>The latest changes, for whoever shows them. Safe to use from many threads.</summary>
public sealed class ChangeFeed
{
    /// <summary>Changes that are kept: whoever is further behind reads everything anew.</summary>
    public const int Kept = 1 << 14;

    private const Changed OfAccount =
        Changed.Events
        | Changed.Reservations
        | Changed.Told
        | Changed.Statements
        | Changed.Said
        | Changed.Deliveries
        | Changed.Other;

    private const Changed OfAll =
        Changed.Deliveries
        | Changed.Policies
        | Changed.Keys
        | Changed.People
        | Changed.Clock
        | Changed.Other;

    private readonly Change[] ring = new Change[Kept];
    private readonly Lock gate = new();
    private TaskCompletionSource? waiting;
    private long end;
    private ChangeCursor cursor;
    private ChangeCursor? reached;
    private bool isCommitting;

    /// <summary>An empty feed.</summary>
    /// <param name="from">How far the ledger was known as it began.</param>
    internal ChangeFeed(ChangeCursor from) => cursor = from;

    /// <summary>Up to where all changes are noted.</summary>
    public ChangeMark End
    {
        get
        {
            lock (gate)
                return new(end, cursor);
        }
    }

    /// <summary>What changed after a place; null where that is not known any more, or never was.</summary>
    /// <param name="place">The place, at which an earlier page ended.</param>
    public ChangePage? After(long place)
    {
        lock (gate)
        {
            if (place > end || place < 0 || end - place > Kept)
                return null;
            var (order, places) = (new List<Change>(), new Dictionary<AccountId, int>());
            for (; place < end; place++)
            {
                var change = ring[place % Kept];
                if (places.TryAdd(change.Account, order.Count))
                    order.Add(change);
                else
                    CollectionsMarshal.AsSpan(order)[places[change.Account]] = change with
                    {
                        What = order[places[change.Account]].What | change.What,
                    };
            }
            return new ChangePage(order, new(end, cursor));
        }
    }

    /// <summary>The accounts of which something changed last, the latest first; of before the server started nothing is known.</summary>
    /// <param name="what">What changed.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<AccountId> Latest(Changed what, int most)
    {
        lock (gate)
        {
            var found = new List<AccountId>();
            for (
                var place = end - 1;
                place >= Math.Max(0, end - Kept) && found.Count < most;
                place--
            )
            {
                var change = ring[place % Kept];
                if (change.What.HasFlag(what) && !change.Account.IsNone)
                    if (!found.Contains(change.Account))
                        found.Add(change.Account);
            }
            return found;
        }
    }

    /// <summary>Ends as soon as there is something after a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="stop">Ends the waiting.</param>
    public Task WaitAsync(long place, CancellationToken stop)
    {
        lock (gate)
        {
            if (place != end)
                return Task.CompletedTask;
            waiting ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return waiting.Task.WaitAsync(stop);
        }
    }

    /// <summary>What may have changed of a stream of which it is only known that something was appended to it.</summary>
    public static Change Any(StreamName stream) =>
        new(stream.IsShared ? AccountId.None : stream.Account, stream.IsShared ? OfAll : OfAccount);

    /// <summary>A commit begins: what it stores is in the ledger before it is noted here.</summary>
    internal void Begin()
    {
        lock (gate)
            isCommitting = true;
    }

    /// <summary>A commit is over, and what it stored is noted.</summary>
    internal void EndCommit()
    {
        lock (gate)
        {
            isCommitting = false;
            cursor = reached ?? cursor;
            reached = null;
        }
    }

    /// <summary>What others stored before a place of the ledger is noted here.</summary>
    internal void Reach(ChangeCursor upTo)
    {
        lock (gate)
            if (isCommitting)
                reached = upTo;
            else
                cursor = upTo;
    }

    /// <summary>Takes note of what was stored of accounts; of what they share see <see cref="Note(in StoredSlice)"/>.</summary>
    internal void Note(IReadOnlyList<Slice> slices)
    {
        TaskCompletionSource? told;
        lock (gate)
        {
            foreach (var slice in slices)
                if (!slice.Stream.IsShared)
                    Add(slice.Stream.Account, Of(slice.Kind));
            told = Told();
        }
        told?.SetResult();
    }

    /// <summary>Takes note of a slice that all accounts share, whoever stored it.</summary>
    internal void Note(in StoredSlice shared) => Note(AccountId.None, Of(shared.Kind));

    /// <summary>Takes note that another process has stored something of an account.</summary>
    internal void Note(StreamName stream) => Note(stream.Account, Changed.Other);

    private void Note(AccountId account, Changed what)
    {
        TaskCompletionSource? told;
        lock (gate)
        {
            Add(account, what);
            told = Told();
        }
        told?.SetResult();
    }

    private void Add(AccountId account, Changed what)
    {
        if (what != Changed.Nothing)
            ring[end++ % Kept] = new Change(account, what);
    }

    private TaskCompletionSource? Told()
    {
        var told = waiting;
        waiting = null;
        return told;
    }

    private static Changed Of(SliceKind kind) =>
        kind switch
        {
            SliceKind.Events or SliceKind.Mended or SliceKind.Refiled => Changed.Events,
            SliceKind.Reservation => Changed.Reservations,
            SliceKind.Told or SliceKind.Impact => Changed.Told,
            SliceKind.Stated => Changed.Statements,
            SliceKind.Noted => Changed.Said,
            SliceKind.Sending => Changed.Deliveries,
            SliceKind.Policy or SliceKind.Withdrawn or SliceKind.Standing or SliceKind.Draft =>
                Changed.Policies,
            SliceKind.Key => Changed.Keys,
            SliceKind.Person or SliceKind.SignIn => Changed.People,
            SliceKind.Clock => Changed.Clock,
            SliceKind.Schema or SliceKind.Audit or SliceKind.Delivered => Changed.Nothing,
            _ => Changed.Other,
        };
}
