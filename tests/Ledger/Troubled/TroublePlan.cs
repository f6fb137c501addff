namespace Evenhand.Tests.Ledger.Troubled;

/// <summary>Which calls of a ledger meet which trouble, and which calls there were. Safe from many threads.</summary>
internal sealed class TroublePlan
{
    private readonly Lock gate = new();
    private readonly List<LedgerCall> calls = [];
    private readonly List<(Func<LedgerCall, bool> When, Trouble Trouble)> rules = [];
    private readonly TaskCompletionSource waits = new();
    private readonly TaskCompletionSource mended = new();
    private bool watches;

    /// <summary>The calls that were made while it watched, in order.</summary>
    public IReadOnlyList<LedgerCall> Calls
    {
        get
        {
            lock (gate)
                return [.. calls];
        }
    }

    /// <summary>The calls that met trouble.</summary>
    public IReadOnlyList<LedgerCall> Struck { get; private set; } = [];

    /// <summary>Ends once a call waits.</summary>
    public Task Waits => waits.Task;

    /// <summary>A ledger that follows the plan: what stands between a node and its ledger.</summary>
    public Evenhand.Ledger.ILedger Between(Evenhand.Ledger.ILedger ledger) =>
        new TroubledLedger(ledger, this);

    /// <summary>From now on calls are noted and may meet trouble.</summary>
    public void Watch()
    {
        lock (gate)
            watches = true;
    }

    /// <summary>From now on all is well; what waits goes on.</summary>
    public void Mend()
    {
        lock (gate)
            watches = false;
        mended.TrySetResult();
    }

    /// <summary>The call of some number meets a trouble.</summary>
    public TroublePlan At(int number, Trouble trouble) =>
        Where(call => call.Number == number, trouble);

    /// <summary>A call that was seen in another run meets a trouble.</summary>
    public TroublePlan At(LedgerCall point, Trouble trouble) => Where(point.IsAs, trouble);

    /// <summary>From the call of some number on there is trouble until it is mended.</summary>
    public TroublePlan From(int number, Trouble trouble) =>
        Where(call => call.Number >= number, trouble);

    /// <summary>From a call that was seen in another run on there is trouble until it is mended.</summary>
    public TroublePlan From(LedgerCall point, Trouble trouble)
    {
        var begun = false;
        return Where(call => begun |= point.IsAs(call), trouble);
    }

    /// <summary>All calls of a member that concern an account meet a trouble.</summary>
    public TroublePlan On(LedgerMember member, string account, Trouble trouble) =>
        Where(call => call.Member == member && call.Concerns(account), trouble);

    /// <summary>Calls meet a trouble where it fits them.</summary>
    public TroublePlan Where(Func<LedgerCall, bool> when, Trouble trouble)
    {
        lock (gate)
            rules.Add((call => when(call) && trouble.Fits(call.Member), trouble));
        return this;
    }

    /// <summary>Notes a call, throws or waits where that is planned; true where what it returns is to be spoilt.</summary>
    internal bool Meet(LedgerMember member, Func<string> accounts)
    {
        if (Note(member, accounts) is not ({ } call, { } trouble))
            return false;
        if (trouble == Trouble.Flipped)
            return true;
        if (trouble != Trouble.Slow)
            throw trouble.Exception(call);
        waits.TrySetResult();
        mended.Task.Wait();
        return false;
    }

    private (LedgerCall Call, Trouble? Trouble)? Note(LedgerMember member, Func<string> accounts)
    {
        lock (gate)
        {
            if (!watches)
                return null;
            var names = accounts();
            var before = calls.Count(each => each.Member == member && each.Accounts == names);
            var call = new LedgerCall(calls.Count + 1, member, names, before + 1);
            calls.Add(call);
            foreach (var (when, trouble) in rules)
                if (when(call))
                {
                    Struck = [.. Struck, call];
                    return (call, trouble);
                }
            return (call, null);
        }
    }
}
