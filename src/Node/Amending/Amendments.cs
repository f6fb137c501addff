using System.Collections.Concurrent;
using Evenhand.Core.Backtesting;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Policies;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using Evenhand.Policies.Comparing;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Amending;

/// <summary>
/// Tells accounts of versions to come, one account after the other beside all else. What was found of an account is stored with its
/// notice; interrupted, it goes on with those of whom nothing is stored yet. An account that opens meanwhile is told too.
/// </summary>
internal sealed partial class Amendments(
    NodeContext context,
    Committer committer,
    Func<Task> foldedAhead
)
{
    /// <summary>Accounts whose rows are read in one go.</summary>
    private const int InAPage = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, ImpactIndex> indexes = new();
    private readonly ConcurrentDictionary<string, bool> done = new();
    private readonly TakingBack takingBack = new(context, committer);
    private UInt128 print;
    private int accounts;
    private bool isWhole;
    private Moment next = Moment.Earliest;
    private Task running = Task.CompletedTask;

    /// <summary>Ends when what it does now is done.</summary>
    public Task Running => running;

    /// <summary>Looks whether somebody is to be told of something, and begins with it.</summary>
    public void Begin()
    {
        if (!running.IsCompleted || !IsDue())
            return;
        (print, accounts) = (context.Rules.Print, context.Ledger.AccountCount);
        next = context.Clock.Now + Pause;
        running = Task.Run(RunAsync);
    }

    /// <summary>What a version means for those that were looked at.</summary>
    public ImpactIndex IndexOf(PublishedPolicy policy)
    {
        var index = indexes.GetOrAdd(policy.Publication, _ => new ImpactIndex());
        if (!done.ContainsKey(policy.Publication))
            foreach (var page in Pages())
                TakeKept(page, policy, index);
        return index;
    }

    /// <summary>Whether all accounts that there were have been looked at.</summary>
    public bool IsDone(PublishedPolicy policy) => done.ContainsKey(policy.Publication);

    /// <summary>At once when a version was published; else now and then, while accounts are added or something failed.</summary>
    private bool IsDue()
    {
        if (print != context.Rules.Print)
            return true;
        if (isWhole && accounts == context.Ledger.AccountCount)
            return false;
        var now = context.Clock.Now;
        return now >= next || next - now > Pause;
    }

    private async Task RunAsync()
    {
        try
        {
            // What will be in force soon is folded first; both read whole lives.
            await foldedAhead();
            var whole = true;
            foreach (var policy in context.Shelf.All.Where(IsToCome))
                whole &= await TellAsync(policy);
            foreach (var policy in context.Shelf.TakenBack.Where(takingBack.IsWanted))
                whole &= await TakeBackAsync(policy);
            isWhole = whole;
        }
        catch (OperationCanceledException)
        {
            // The node stops. What is stored stays.
        }
        catch (Exception failure)
        {
            isWhole = false;
            Failed(context.Log, failure);
        }
    }

    private bool IsToCome(PublishedPolicy policy)
    {
        var version = policy.Version;
        var last =
            version.ForExisting is { } later && later > version.Effective
                ? later
                : version.Effective;
        return Moment.Of(last) > context.Clock.Now
            && context.Rules.Shelf.Versions(version.Name)[0] != version;
    }

    /// <summary>Tells everybody of a version; whether nobody is left.</summary>
    private async Task<bool> TellAsync(PublishedPolicy policy)
    {
        var (changes, index) = (new VersionChanges(context.Shelf, policy), IndexOf(policy));
        var whole = true;
        foreach (var page in Pages())
        foreach (var name in page)
            if (!index.Has(name.Account))
            {
                context.Stop.Token.ThrowIfCancellationRequested();
                whole &= await TryTellAsync(name, changes, index);
            }
        if (whole)
            done[policy.Publication] = true;
        return whole;
    }

    /// <summary>Tells everybody who was told of a version that it was taken back; what could not be told is tried again.</summary>
    private async Task<bool> TakeBackAsync(PublishedPolicy policy)
    {
        try
        {
            foreach (var page in Pages())
                await takingBack.TellAsync(policy, page);
            takingBack.End(policy);
            return true;
        }
        catch (RequestException fault)
        {
            WaitsToBeTakenBack(context.Log, policy.Version.Version, fault.Message);
            return false;
        }
    }

    /// <summary>What breaks over one account keeps nobody else waiting.</summary>
    private async Task<bool> TryTellAsync(
        StreamName stream,
        VersionChanges changes,
        ImpactIndex index
    )
    {
        try
        {
            return await TellAsync(stream, changes, index);
        }
        catch (Exception fault) when (fault is RequestException or OverflowException)
        {
            Waits(context.Log, stream.Account, changes.Policy.Version.Version, fault.Message);
            return false;
        }
    }

    private async Task<bool> TellAsync(StreamName stream, VersionChanges changes, ImpactIndex index)
    {
        var (name, policy) = (stream.Account, changes.Policy);
        var last = AccountTrial.Stored(context, name, policy.Version.Version);
        var entry = last?.At >= policy.Published ? last : null;
        if (
            entry is null
            && AccountTrial.Run(context, name, changes, last, context.Clock.Now) is { } found
        )
        {
            if (!IsThere(policy))
                return true;
            await StoreAsync(name, found);
            entry = found;
        }
        var row = entry is null ? null : RowOf(name, entry);
        index.Put(name, row);
        Keep(stream, policy.Publication, row);
        return true;
    }

    private Task<bool> StoreAsync(AccountId account, ImpactEntry entry) =>
        committer.StoreAsync(
            new Addition(
                account,
                SliceKind.Impact,
                entry.Written(),
                entry.At,
                its => its.Told.IsWanted(entry.Told)
            )
        );

    private bool IsThere(PublishedPolicy policy) =>
        context.Shelf.Find(policy.Version.Name, policy.Version.Version) == policy;

    private void Keep(StreamName stream, string publication, ImpactRow? row)
    {
        var before = context
            .Ledger.SnapshotsOf([stream], Snapshot.Impact)
            .SelectMany(ImpactSlot.Read)
            .Where(each => each.Publication != publication);
        context.Ledger.Keep([ImpactSlot.Of(stream, before.Append((publication, row)))]);
    }

    private void TakeKept(IReadOnlyList<StreamName> page, PublishedPolicy policy, ImpactIndex index)
    {
        foreach (var kept in context.Ledger.SnapshotsOf(page, Snapshot.Impact))
        foreach (var (publication, row) in ImpactSlot.Read(kept))
            if (publication == policy.Publication)
                index.Put(kept.Stream.Account, row);
    }

    private IEnumerable<IReadOnlyList<StreamName>> Pages()
    {
        for (var after = StreamName.Shared; ; )
        {
            var page = context.Ledger.Accounts(after, InAPage);
            if (page.Count > 0)
                yield return page;
            if (page.Count < InAPage)
                yield break;
            after = page[^1];
        }
    }

    private static ImpactRow RowOf(AccountId account, ImpactEntry entry)
    {
        var clauses = entry.Cycles.SelectMany(cycle => cycle.Clauses).ToList();
        return new ImpactRow(
            account,
            entry.Currency,
            new Owed(clauses.Sum(each => each.Due), clauses.Sum(each => each.Proposed)),
            new Owed(clauses.Sum(each => each.DueOther), clauses.Sum(each => each.ProposedOther)),
            new Apart(clauses.Sum(each => each.Acts), clauses.Sum(each => each.ActsOther)),
            entry.Changes.Length,
            entry.Changes.Select(change => change.Leaning).DefaultIfEmpty(Leaning.None).Max()
        );
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Account {Account} is not told of version {Version} yet: {Why}. It is tried again."
    )]
    private static partial void Waits(ILogger log, AccountId account, string version, string why);

    [LoggerMessage(
        LogLevel.Warning,
        "That version {Version} was taken back is not told to all yet: {Why}. It is tried again."
    )]
    private static partial void WaitsToBeTakenBack(ILogger log, string version, string why);

    [LoggerMessage(
        LogLevel.Warning,
        "Telling accounts of a version to come failed; it goes on by itself."
    )]
    private static partial void Failed(ILogger log, Exception failure);
}
