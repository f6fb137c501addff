using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Amending;

/// <summary>A draft, or a version, on its way through the accounts. It changes nothing, and a restart forgets it.</summary>
public sealed class Trial
{
    /// <summary>So many accounts are named at most; all are in the sums.</summary>
    public const int MostNamed = 200;

    private readonly Backtester tester;
    private readonly BacktestTally tally = new(MostNamed);
    private readonly List<string> leftOut = [];
    private readonly Lock gate = new();
    private volatile bool isStopped;

    internal Trial(string id, Backtester tester, int months, int accounts, Doer by) =>
        (Id, this.tester, Months, Accounts, By) = (id, tester, months, accounts, by);

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>The policy.</summary>
    public string Policy => tester.Version.Name;

    /// <summary>The version that is tried.</summary>
    public string Version => tester.Version.Version;

    /// <summary>Headings of its clauses, by slug.</summary>
    public IReadOnlyDictionary<string, string> Titles =>
        tester.Version.Clauses.ToDictionary(each => each.Id.Slug, each => each.Title);

    /// <summary>How words of it are read otherwise; null where they are read as they are.</summary>
    public TriedReading? Otherwise { get; init; }

    /// <summary>That, in a sentence; null where they are read as they are.</summary>
    public string? ReadAs => tester.ReadAs;

    /// <summary>On how many of the last ended cycles.</summary>
    public int Months { get; }

    /// <summary>How many accounts there were when it began, of every policy.</summary>
    public int Accounts { get; }

    /// <summary>Who began it.</summary>
    public Doer By { get; }

    /// <summary>The present of it: cycles that had ended by then are tried.</summary>
    public Moment Begun => tester.Now;

    /// <summary>How it stands.</summary>
    public TrialState State { get; private set; }

    /// <summary>Through how many accounts it has come.</summary>
    public int Tried { get; private set; }

    /// <summary>Accounts whose totals no number holds under it.</summary>
    public IReadOnlyList<string> LeftOut
    {
        get
        {
            lock (gate)
                return [.. leftOut];
        }
    }

    /// <summary>What was found so far.</summary>
    public BacktestReport Report()
    {
        lock (gate)
            return tally.Report(Policy, Version, Months);
    }

    /// <summary>Ends it before the next account; what was found stays.</summary>
    public void Stop()
    {
        isStopped = true;
        if (State == TrialState.Waiting)
            State = TrialState.Stopped;
    }

    /// <summary>Goes through the accounts. For one thread.</summary>
    /// <param name="names">The names of all accounts.</param>
    /// <param name="stop">Ends it.</param>
    internal void Run(IEnumerable<string> names, CancellationToken stop)
    {
        if (isStopped)
            return;
        State = TrialState.Running;
        try
        {
            foreach (var name in names)
            {
                if (isStopped || stop.IsCancellationRequested)
                {
                    State = TrialState.Stopped;
                    return;
                }
                Try(name);
            }
            State = TrialState.Done;
        }
        catch
        {
            State = TrialState.Failed;
            throw;
        }
    }

    private void Try(string name)
    {
        try
        {
            var tried = TriedAccount.Of(new AccountId(name), tester.Of(new AccountId(name)));
            lock (gate)
                tally.Add(tried);
        }
        catch (OverflowException)
        {
            lock (gate)
                leftOut.Add(name);
        }
        Tried++;
    }
}

/// <summary>How a trial stands.</summary>
public enum TrialState
{
    /// <summary>Another is before it.</summary>
    Waiting,

    /// <summary>It goes through the accounts.</summary>
    Running,

    /// <summary>It has been through all of them.</summary>
    Done,

    /// <summary>Somebody stopped it.</summary>
    Stopped,

    /// <summary>Something broke.</summary>
    Failed,
}
