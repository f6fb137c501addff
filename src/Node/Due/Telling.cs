using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Ingest;
using Evenhand.Node.Reasons;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;
using Evenhand.Node.Told;

namespace Evenhand.Node.Due;

/// <summary>Has what an account says stored; what tells of a step together with its statement of reasons, in one commit.</summary>
internal sealed class Telling(
    AccountDirectory accounts,
    Committer committer,
    ReasonsDesk reasons,
    StepsGone gone
)
{
    private readonly Lock gate = new();

    /// <summary>One after the other: each is held against the last that is kept.</summary>
    private Task later = Task.CompletedTask;
    private bool hasEnded;

    /// <summary>Has the account's news stored. In its turn.</summary>
    /// <returns>Ends when it is.</returns>
    public Task Tell(ServedAccount account)
    {
        var news = account.TakeNews();
        return news.Count == 0 ? Task.CompletedTask
            : news.Any(each => StepOff(each) is not null) ? TellWithCausesAsync(account, news)
            : TellAllAsync(account, news);
    }

    /// <summary>Why a step is off is looked for once the account's turn is over; the rest is told after it.</summary>
    private async Task TellWithCausesAsync(ServedAccount account, IReadOnlyList<ToldRecord> news)
    {
        await Task.Yield();
        await TellAllAsync(account, [.. news.Select(each => WithCause(account.Name, each))]);
    }

    private ToldRecord WithCause(AccountId account, ToldRecord record) =>
        StepOff(record) is { } step
            ? ToldSteps.Because(record, step, gone.CauseOf(account, step, record.At!.Value))
            : record;

    private static string? StepOff(ToldRecord record) =>
        StepSeries.Read(record.Series) is { State: StepSeries.Gone } its ? its.Step : null;

    private Task TellAllAsync(ServedAccount account, IReadOnlyList<ToldRecord> news) =>
        Task.WhenAll(
            news.Select(each =>
                each.IsAgain ? KeepNext(account.Name, each) : TellAsync(account, each)
            )
        );

    /// <summary>An account stays in memory for as long as something that it says is on its way.</summary>
    private async Task TellAsync(ServedAccount its, ToldRecord record)
    {
        var account = its.Name;
        var kept = record.Grounds is { } grounds
            ? reasons.Make(account, grounds, its.Reasons.Of(grounds.Step))
            : null;
        var payload = StoredJson.Write(Naming(record, kept), StoredJson.Default.ToldRecord);
        var time = (record.Notice?.Time ?? record.Case?.Time)!.Value;
        try
        {
            await committer.StoreAsync(
                new Addition(account, SliceKind.Told, payload, time, at => at.Told.IsWanted(record))
                {
                    With = kept is null ? null : (SliceKind.Reasons, Stored(record, kept)),
                }
            );
        }
        catch (RequestException)
        {
            accounts
                .Find(account)
                ?.Note(its =>
                {
                    its.Told.TakeBack(record);
                    its.MakeStale();
                });
        }
    }

    private Task KeepNext(AccountId account, ToldRecord again)
    {
        lock (gate)
            return hasEnded ? Task.CompletedTask : later = KeepAsync(later, account, again);
    }

    /// <summary>
    /// Begins with no later statement any more, and ends when those that were begun with are done. An account of which one was left is kept
    /// in no snapshot, so that the next start looks again.
    /// </summary>
    public Task EndAsync()
    {
        lock (gate)
        {
            hasEnded = true;
            return later;
        }
    }

    /// <summary>
    /// Has a later statement of the reasons of a step kept beside the first, where it was taken again on other facts. Nobody is told
    /// of it. Not in the account's turn, for what is kept is read; what cannot be stored is seen to with the next fold anew.
    /// </summary>
    private async Task KeepAsync(Task before, AccountId account, ToldRecord again)
    {
        await before.ConfigureAwait(
            ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing
        );
        var isStored = true;
        try
        {
            if (reasons.Later(account, again.Grounds!) is { } kept)
                await committer.StoreAsync(
                    new Addition(
                        account,
                        SliceKind.Reasons,
                        Stored(again, kept),
                        again.Notice!.Time,
                        _ => true
                    )
                );
        }
        catch (Exception fault)
            when (fault is RequestException or LedgerUnavailableException or IOException)
        {
            isStored = false;
        }
        catch (LedgerException)
        {
            // Whoever reads what is damaged is told so; nothing is added to it.
        }
        accounts
            .Find(account)
            ?.Note(its =>
            {
                its.Told.Settle(again);
                if (!isStored)
                    its.MakeStale();
            });
    }

    /// <summary>A notice of a step names the statement of its reasons.</summary>
    private static ToldRecord Naming(ToldRecord record, KeptReasons? kept) =>
        kept is null
            ? record
            : record with
            {
                Notice = record.Notice! with
                {
                    Reasons = new ToldReasons(record.Grounds!.Step, kept.Sha256),
                },
            };

    private static byte[] Stored(ToldRecord record, KeptReasons kept) =>
        StoredJson.Write(
            ReasonsRecord.Of(record.Grounds!.Step, record.Grounds.Terms.Announced, kept),
            StoredJson.Default.ReasonsRecord
        );
}
