using System.Security.Cryptography;
using Evenhand.Core.Codes;
using Evenhand.Languages;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Amending;

/// <summary>
/// Trials that people began, one after the other, off everybody's way: out of the ledger, so that no ask waits for them. Safe to
/// use from many threads.
/// </summary>
public sealed partial class Trials
{
    /// <summary>So many of the last ended cycles are tried at most.</summary>
    public const int MostMonths = 24;

    /// <summary>All readings of a version may be tried at once, so that they can be put in order by money.</summary>
    private const int MostKept = 100;

    private const int MostWaiting = 50;
    private const int NamesAtOnce = 1_000;

    private readonly NodeContext context;
    private readonly Func<int> accounts;
    private readonly Lock gate = new();
    private readonly List<Trial> all = [];
    private Task running = Task.CompletedTask;

    internal Trials(NodeContext context, Func<int> accounts) =>
        (this.context, this.accounts) = (context, accounts);

    /// <summary>Ends when none is under way any more.</summary>
    public Task Running
    {
        get
        {
            lock (gate)
                return running;
        }
    }

    /// <summary>Those that are remembered of a policy, the latest first.</summary>
    public IReadOnlyList<Trial> Of(string policy)
    {
        lock (gate)
            return [.. all.Where(each => each.Policy == policy).Reverse()];
    }

    /// <summary>A trial; null where it is not remembered.</summary>
    public Trial? Find(string id)
    {
        lock (gate)
            return all.FirstOrDefault(each => each.Id == id);
    }

    /// <summary>Begins a trial.</summary>
    /// <param name="name">The name by which problems tell the document.</param>
    /// <param name="text">The document.</param>
    /// <param name="months">On how many of the last ended cycles, from 1 to <see cref="MostMonths"/>.</param>
    /// <param name="by">Who begins it.</param>
    /// <param name="id">Its id, which makes a repeat recognisable; null for one of its own.</param>
    /// <param name="otherwise">How words of it are read otherwise; null for as they are.</param>
    /// <exception cref="RequestException">The document does not pass the check, or too many wait.</exception>
    public Trial Begin(
        string name,
        string text,
        int months,
        Doer by,
        string? id = null,
        TriedReading? otherwise = null
    )
    {
        if (months is < 1 or > MostMonths)
            throw new RequestException(
                Code.Malformed,
                Language.Key("months is a whole number from 1 to {0}"),
                MostMonths
            );
        if (id is not null && Find(id) is { } same)
            return same;
        var tester = Backtester.Of(context, name, text, months, null, otherwise);
        var trial = new Trial(id ?? NewId(), tester, months, accounts(), by)
        {
            Otherwise = otherwise,
        };
        lock (gate)
        {
            if (all.Count(each => each.State == TrialState.Waiting) >= MostWaiting)
                throw new RequestException(
                    Code.Refused,
                    Language.Key(
                        "other trials wait already: stop one, or come back once they are done"
                    )
                );
            all.Add(trial);
            if (all.Count > MostKept)
                all.Remove(all.First(each => each.State > TrialState.Running));
            running = GoOnAsync(running, trial);
        }
        return trial;
    }

    private async Task GoOnAsync(Task before, Trial trial)
    {
        await before;
        await Task.Yield();
        try
        {
            trial.Run(Names(), context.Stop.Token);
        }
        // One account that cannot be read is no reason for the node to fail; whoever looks sees that the trial did.
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            TellBroken(context.Log, error, trial.Id);
        }
    }

    private IEnumerable<string> Names()
    {
        for (var after = ""; ; )
        {
            var page = context.Ledger.Accounts(StreamName.OrShared(after), NamesAtOnce);
            foreach (var name in page)
                yield return name.Text;
            if (page.Count < NamesAtOnce)
                yield break;
            after = page[^1].Text;
        }
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    [LoggerMessage(
        EventId = 71,
        Level = LogLevel.Error,
        Message = "Trial {Id} of a policy version ended with an error"
    )]
    private static partial void TellBroken(ILogger log, Exception error, string id);
}
