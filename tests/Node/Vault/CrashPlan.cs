using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Stores;
using Evenhand.Tests.Ledger;

namespace Evenhand.Tests.Node.Vault;

/// <summary>
/// A process that dies at one of its calls to store, ledger or clock, before or after it was made: from then on nothing that it does
/// reaches anything. Safe from many threads.
/// </summary>
/// <param name="at">The number of the call, from 1 while it watches; 0 for none.</param>
/// <param name="after">Whether the call is made first.</param>
internal sealed class CrashPlan(int at = 0, bool after = false)
{
    private readonly Lock gate = new();
    private readonly List<string> calls = [];
    private bool watches;
    private bool isDown;

    /// <summary>The calls that were made while it watched, in order.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (gate)
                return [.. calls];
        }
    }

    /// <summary>Whether it died.</summary>
    public bool IsDown
    {
        get
        {
            lock (gate)
                return isDown;
        }
    }

    /// <summary>From now on calls are counted.</summary>
    public void Watch() => watches = true;

    /// <summary>Another process begins.</summary>
    public void Mend()
    {
        lock (gate)
            (watches, isDown) = (false, false);
    }

    /// <summary>Meets a call; whether it dies after it.</summary>
    /// <param name="name">What is called.</param>
    /// <param name="died">What the caller meets where the process is dead.</param>
    public bool Meet(string name, Func<Exception> died)
    {
        lock (gate)
        {
            if (isDown)
                throw died();
            if (!watches)
                return false;
            calls.Add(name);
            if (calls.Count != at)
                return false;
            if (after)
                return true;
            isDown = true;
            throw died();
        }
    }

    /// <summary>It dies.</summary>
    public void Die()
    {
        lock (gate)
            isDown = true;
    }

    /// <summary>A look at the clock, after which the process may be dead.</summary>
    public void Look()
    {
        lock (gate)
            if (watches && !isDown)
            {
                calls.Add("clock");
                isDown |= calls.Count == at;
            }
    }

    /// <summary>A ledger of the process.</summary>
    public ILedger Between(ILedger ledger) => new CrashingLedger(ledger, this);

    /// <summary>A store of the process.</summary>
    public IStore Between(IStore store)
    {
        var dies = new AsyncLocal<bool>();
        return new FaultyStore(store)
        {
            Before = name =>
            {
                dies.Value = Meet(name, Dead);
                return 0;
            },
            After = _ =>
            {
                if (!dies.Value && !IsDown)
                    return 0;
                Die();
                throw Dead();
            },
        };
    }

    private static StoreException Dead() => new("the process is dead");

    private sealed class CrashingLedger(ILedger ledger, CrashPlan plan) : LedgerDouble(ledger)
    {
        public override async ValueTask<IReadOnlyList<StreamName>> AppendAsync(
            IReadOnlyList<Slice> slices,
            Moment committed
        )
        {
            var dies = plan.Meet("append", Dead);
            var conflicts = await base.AppendAsync(slices, committed);
            if (dies)
                plan.Die();
            return dies ? throw Dead() : conflicts;
        }

        public override async ValueTask KeepAsync(IReadOnlyList<Snapshot> snapshots)
        {
            var dies = plan.Meet("keep", Dead);
            await base.KeepAsync(snapshots);
            if (!dies)
                return;
            plan.Die();
            throw Dead();
        }

        public override ValueTask<Snapshot?> SnapshotAsync(
            StreamName stream,
            long slot = Snapshot.Live
        )
        {
            MeetRead("snapshot");
            return base.SnapshotAsync(stream, slot);
        }

        public override IAsyncEnumerable<StoredSlice> ReadAsync(
            StreamName stream,
            long from,
            SliceKinds kinds = default,
            CancellationToken cancel = default
        )
        {
            MeetRead("read");
            return base.ReadAsync(stream, from, kinds, cancel);
        }

        public override IAsyncEnumerable<SnapshotHead> DueAsync(Moment from, Moment to)
        {
            MeetRead("due");
            return base.DueAsync(from, to);
        }

        /// <summary>Before and after a read are one: it changes nothing.</summary>
        private void MeetRead(string name)
        {
            if (!plan.Meet(name, Dead))
                return;
            plan.Die();
            throw Dead();
        }

        private static LedgerUnavailableException Dead() =>
            new("the process is dead", new IOException());
    }
}
