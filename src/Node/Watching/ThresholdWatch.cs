using System.Collections.Concurrent;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Reads;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Watching;

/// <summary>
/// Holds the thresholds of accounts against their figures after they have changed. What is reached is told once a cycle, and once
/// that it is no longer.
/// </summary>
internal sealed partial class ThresholdWatch(
    NodeContext context,
    AccountDirectory accounts,
    AccountReads reading,
    Committer committer
)
{
    /// <summary>An account is looked at at most so often: what its cycle would be stated as costs a fold.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Time alone changes figures too: an account in memory is looked at after it all the same.</summary>
    private static readonly TimeSpan LooksAgain = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<AccountId, Mark> marks = new();
    private readonly ConcurrentDictionary<AccountId, byte> waiting = new();

    /// <summary>Takes note of an account as it is now. In its turn; of one without thresholds it costs a look.</summary>
    public void Look(ServedAccount account)
    {
        if (account.Sending.State.Thresholds.IsEmpty || account.Live is null)
            return;
        if (
            !marks.TryGetValue(account.Name, out var mark)
            || mark.Sequence != account.Sequence
            || mark.Rules != context.Rules
            || context.Clock.Now - mark.At > LooksAgain
        )
            waiting.TryAdd(account.Name, 0);
    }

    /// <summary>Looks at those that have changed and were not looked at just before.</summary>
    public async Task RunAsync()
    {
        if (!context.Clock.IsTrusted)
            return;
        var now = context.Clock.Now;
        foreach (var name in waiting.Keys)
        {
            if (marks.TryGetValue(name, out var mark) && now - mark.At < Pause && mark.At <= now)
                continue;
            waiting.TryRemove(name, out _);
            await LookAtAsync(name);
        }
    }

    /// <summary>An account's thresholds, with what it was told of each in the present cycle; null where it is not open.</summary>
    public Watched? Find(AccountId account) =>
        accounts.LookAfter(
            account,
            its =>
            {
                if (its.Live is not { } live)
                    return null;
                var all = its.Sending.State.Thresholds;
                var cycle = live.CycleAt(context.Clock.Now).From;
                return new Watched(
                    its.Sequence,
                    all,
                    cycle,
                    [.. all.Select(each => Told(its, each, cycle))]
                );
            }
        );

    private static ThresholdWord Told(ServedAccount its, Threshold threshold, Moment cycle) =>
        (ThresholdWord)
            its.Told.OfThreshold(threshold.Clause ?? ThresholdFigures.Money, threshold, cycle);

    private async Task LookAtAsync(AccountId account)
    {
        try
        {
            if (Find(account) is not { Thresholds.Count: > 0 } watched)
                return;
            marks[account] = new Mark(watched.Sequence, context.Rules, context.Clock.Now);
            var allowances = reading.Allowances(account) ?? [];
            var statement = watched.Thresholds.Any(each => each.Amount is not null)
                ? reading.Running(account)?.Statement
                : null;
            for (var place = 0; place < watched.Thresholds.Count; place++)
                if (
                    ThresholdFigures.Of(watched.Thresholds[place], allowances, statement) is { } its
                )
                    await TellAsync(account, watched, place, its);
        }
        catch (Exception fault) when (fault is RequestException or LedgerException)
        {
            // It is set aside, or the ledger takes nothing now: it is looked at again.
            Waits(context.Log, account, fault.Message);
            waiting.TryAdd(account, 0);
        }
    }

    private async Task TellAsync(
        AccountId account,
        Watched watched,
        int place,
        ThresholdFigures its
    )
    {
        var told = (watched.Told[place], its.IsReached) switch
        {
            (ThresholdWord.Nothing, true) => ThresholdWord.Reached,
            (ThresholdWord.Reached, false) => ThresholdWord.Resolved,
            _ => ThresholdWord.Nothing,
        };
        if (told == ThresholdWord.Nothing)
            return;
        var now = context.Clock.Now;
        var series = ToldRecord.SeriesOfThreshold(watched.Thresholds[place]);
        var words = told == ThresholdWord.Reached ? its.Reached : its.Resolved;
        var record = new ToldRecord(
            new ToldNotice(
                its.Clause,
                told == ThresholdWord.Reached ? "threshold-reached" : "threshold-resolved",
                words.English,
                now,
                account.Text,
                its.Policy,
                its.Version,
                its.Title
            )
            {
                Others = words.Others,
            },
            null,
            watched.Cycle,
            new Saying(its.Clause, series, watched.Cycle, (long)told).Id(account),
            series,
            (long)told,
            At: now
        );
        await committer.StoreAsync(
            new Addition(
                account,
                SliceKind.Told,
                StoredJson.Write(record, StoredJson.Default.ToldRecord),
                now,
                at => at.Told.IsWanted(record)
            )
        );
    }

    /// <summary>How an account was when it was looked at.</summary>
    private sealed record Mark(long Sequence, Rulebook Rules, Moment At);

    [LoggerMessage(
        LogLevel.Information,
        "The thresholds of account {Account} are looked at later: {Why}"
    )]
    private static partial void Waits(ILogger log, AccountId account, string why);
}
