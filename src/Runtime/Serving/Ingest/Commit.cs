using Evenhand.Core;
using Evenhand.Core.Codes;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Runtime.Serving.Accounts;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Runtime.Serving.Ingest;

/// <summary>
/// One commit: jobs are admitted account by account, appended together, and counted. Nothing has happened until the
/// ledger has them; if it does not take them, nothing is left of the attempt. For one thread.
/// </summary>
internal sealed class Commit(NodeContext context, AccountDirectory accounts, Packers packers)
{
    private const int MostAttempts = 10;

    private readonly List<Share> shares = [];
    private readonly Stack<Share> unused = new();
    private readonly List<Slice> slices = [];
    private readonly List<Addition> unwanted = [];
    private long now;

    /// <summary>What this commit added, by account; until the next one.</summary>
    public IReadOnlyList<Share> Shares => shares;

    /// <summary>Stores jobs and counts their events.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger did not take them.</exception>
    public void Run(IReadOnlyList<Job> jobs)
    {
        for (var attempt = 1; ; attempt++)
        {
            now = context.Clock.Now;
            Admit(jobs);
            try
            {
                var conflicts = slices.Count == 0 ? [] : context.Ledger.Append(slices, now);
                if (conflicts.Count == 0)
                    break;
                TakeBack();
                CatchUp(conflicts, attempt);
            }
            catch
            {
                TakeBack();
                throw;
            }
        }
        foreach (var share in shares)
            Count(share);
        foreach (var addition in unwanted)
            addition.Complete(false);
    }

    private void Admit(IReadOnlyList<Job> jobs)
    {
        foreach (var share in shares)
            unused.Push(share);
        shares.Clear();
        slices.Clear();
        unwanted.Clear();
        foreach (var job in jobs)
            if (job is BatchJob batch)
                Admit(batch);
            else
                Admit((Addition)job);
        foreach (var share in shares)
        {
            share.Account.Share = null;
            share.Pack(packers, slices);
        }
    }

    private void Admit(Addition addition)
    {
        var share = ShareOf(addition.Account);
        bool wanted;
        lock (share.Account.Gate)
            wanted = addition.IsWanted(share.Account);
        if (wanted)
            share.Add(addition);
        else
            unwanted.Add(addition);
    }

    private void Admit(BatchJob job)
    {
        job.Begin();
        var records = job.Batch.Records;
        for (var offset = 0; offset < records.Length; )
        {
            ref readonly var head = ref Record.Head(records, offset);
            var share = ShareOf(job.Batch.Names, head.Account);
            offset = Admit(job, share, head.Account, offset);
        }
    }

    /// <summary>Admits the events of one account that follow each other; returns where the next ones begin.</summary>
    private int Admit(BatchJob job, Share share, int number, int offset)
    {
        var records = job.Batch.Records;
        lock (share.Account.Gate)
            while (offset < records.Length)
            {
                ref readonly var head = ref Record.Head(records, offset);
                if (head.Account != number)
                    break;
                Admit(job, share, records, offset, head);
                offset += head.Length;
            }
        return offset;
    }

    private void Admit(BatchJob job, Share share, byte[] records, int offset, in RecordHead head)
    {
        var content = Record.ContentHash(records, offset, context.Seed);
        var seen = share.Account.Seen.Add(head.Key, content, now);
        if (seen == Seen.Same)
        {
            job.Duplicates++;
            return;
        }
        if (seen == Seen.Other)
        {
            job.Reject(head.Line, Replay.Conflict);
            return;
        }
        if (FaultOf(job.Batch, share, offset, head) is { } fault)
        {
            share.Account.Seen.Remove(head.Key);
            job.Reject(head.Line, fault);
            return;
        }
        share.Add(job.Batch, offset);
        job.Accepted++;
    }

    /// <summary>
    /// Why an event is no good for its account. What comes before the opening is not looked at yet: the fold will.
    /// </summary>
    private Fault? FaultOf(EventBatch batch, Share share, int offset, in RecordHead head)
    {
        var account = share.Account;
        if (head.Account == 0)
            return null;
        var live = account.Live;
        if (account.IsStale && (live is null || live.Fault(batch.Records, offset) is not null))
            live = account.At(now);
        if (live is not null)
            return live.Fault(batch.Records, offset);
        if (share.Opening is { } opening)
            return opening.Fault(batch.Records, offset);
        if (head.Type != (int)Kind.Opened)
            return null;
        var record = batch.Records.AsSpan(offset, head.Length).ToArray();
        share.Opening = AccountReplay.Opened(
            context.Rules,
            batch.Names.Accounts,
            batch.Names.Sources,
            record,
            context.Seed,
            out var fault
        );
        return fault;
    }

    /// <summary>What is added to the account of a number, which is mostly known from the last time.</summary>
    private Share ShareOf(ParsedNames names, int number)
    {
        if (number == 0)
            return ShareOf("");
        if (names.Served(number) is { } known)
        {
            if (known.Share is { } under)
                return under;
            if (known.IsLoaded && known.TryPin())
                return NewShare(known);
        }
        var share = ShareOf(names.Accounts.Text(number));
        names.Note(number, share.Account);
        return share;
    }

    /// <summary>What is added to an account, which stays in memory meanwhile.</summary>
    private Share ShareOf(string name)
    {
        var account = accounts.Get(name);
        while (account.Share is null && !account.TryPin())
            account = accounts.Get(name);
        return account.Share ?? NewShare(account);
    }

    private Share NewShare(ServedAccount account)
    {
        account.LastUsed = now;
        if (!unused.TryPop(out var share))
            share = new Share();
        share.Begin(account);
        account.Share = share;
        shares.Add(share);
        return share;
    }

    private void CatchUp(IReadOnlyList<int> conflicts, int attempt)
    {
        if (attempt == MostAttempts)
            throw new LedgerUnavailableException(
                "other nodes keep appending to the same accounts; try again",
                new TimeoutException()
            );
        context.Ledger.Refresh();
        foreach (var stream in conflicts)
        {
            var account = accounts.Get(context.Ledger.AccountOf(stream));
            lock (account.Gate)
                account.CatchUp();
        }
    }

    private void TakeBack()
    {
        foreach (var share in shares)
        {
            lock (share.Account.Gate)
                foreach (var (batch, offset) in share.Events)
                    share.Account.Seen.Remove(Record.Head(batch.Records, offset).Key);
            share.Account.Share = null;
            share.Account.Unpin();
        }
        shares.Clear();
    }

    private void Count(Share share)
    {
        var account = share.Account;
        lock (account.Gate)
        {
            var (from, length) = share.Slices.GetOffsetAndLength(slices.Count);
            for (var i = from; i < from + length; i++)
                account.Appended(Stored(slices[i]));
            if (account.Name.Length == 0)
                return;
            foreach (var (batch, offset) in share.Events)
                account.Count(batch.Records, offset, now);
            foreach (var addition in share.Additions)
                account.Learn(addition.Kind, addition.Payload);
        }
    }

    private StoredSlice Stored(in Slice slice) =>
        new(slice.Expected, slice.Kind, slice.Count, slice.First, slice.Last, now, slice.Payload);
}
