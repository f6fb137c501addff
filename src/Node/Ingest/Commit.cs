using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;

namespace Evenhand.Node.Ingest;

/// <summary>
/// One commit: jobs are admitted account by account, appended together, and counted. Nothing has happened until the
/// ledger has them; if it does not take them, nothing is left of the attempt. Once it has them, nothing that fails can
/// make them undone. For one thread.
/// </summary>
internal sealed class Commit(NodeContext context, AccountDirectory accounts, Func<Packers> packers)
    : IDisposable
{
    private const int MostAttempts = 10;

    private readonly Dictionary<Door, AccountCommit> parts = [];
    private readonly Shares shares = new(context, packers);
    private Moment now;

    /// <summary>Stores jobs and counts their events. Jobs that wait for an account afterwards are stored but for that part.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger did not take them.</exception>
    public void Run(IReadOnlyList<Job> jobs)
    {
        context.Changes.Begin();
        try
        {
            for (var attempt = 1; !TryAppend(jobs, out var conflicts); attempt++)
                CatchUp(conflicts, attempt);
            shares.Count(now);
            context.Changes.Note(shares.Slices);
            foreach (var part in parts.Values)
                part.Tell();
            foreach (var job in jobs)
                (job as BatchJob)?.GoOn();
        }
        finally
        {
            Clear();
            context.Changes.EndCommit();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => shares.Dispose();

    private bool TryAppend(IReadOnlyList<Job> jobs, out IReadOnlyList<StreamName> conflicts)
    {
        var isStored = false;
        try
        {
            now = context.Clock.Now;
            // Acts come first: what is tried must see all that is counted before it.
            foreach (var job in jobs)
                if (job is BatchJob { Batch.Attempt: not null })
                    Take(job);
            foreach (var job in jobs)
                if (job is not BatchJob { Batch.Attempt: not null })
                    Take(job);
            shares.Deal(parts.Values);
            shares.Admit(now);
            conflicts = shares.Slices.Count == 0 ? [] : context.Ledger.Append(shares.Slices, now);
            return isStored = conflicts.Count == 0;
        }
        finally
        {
            if (!isStored)
                TakeBack();
        }
    }

    private void Take(Job job)
    {
        job.Begin();
        if (job is BatchJob batch)
            Take(batch);
        else if (job is Addition addition)
            PartOf(accounts.Get(addition.Account)).Take(addition);
    }

    private void Take(BatchJob job)
    {
        var (records, names) = (job.Batch.Records, job.Batch.Names);
        foreach (var range in job.Left)
        {
            var (offset, length) = range.GetOffsetAndLength(records.Length);
            for (var until = offset + length; offset < until; )
                offset = PartOf(names, Record.Head(records, offset).Account)
                    .Take(job, offset, until);
        }
    }

    /// <summary>What is added to the account of a number, whose door is mostly known from the last time.</summary>
    private AccountCommit PartOf(ParsedNames names, int number)
    {
        if (number == 0)
            return PartOf(accounts.Get(AccountId.None));
        if (names.Served(number) is { } known && TryPartOf(known) is { } part)
            return part;
        var door = accounts.Get(new AccountId(names.Accounts.Text(number)));
        part = PartOf(ref door);
        names.Note(number, door);
        return part;
    }

    private AccountCommit PartOf(Door door) => PartOf(ref door);

    /// <summary>What is added to an account, which is in memory from now on; its door may be another by then.</summary>
    private AccountCommit PartOf(ref Door door)
    {
        AccountCommit? part;
        while ((part = TryPartOf(door)) is null)
            door = accounts.Get(door.Name);
        return part;
    }

    /// <summary>What is added to an account; null where the door is one that nobody passes any more.</summary>
    private AccountCommit? TryPartOf(Door door)
    {
        if (parts.TryGetValue(door, out var part))
            return part;
        if (door.Begin(now) is not { } account)
            return null;
        return parts[door] = new AccountCommit(door, account);
    }

    private void CatchUp(IReadOnlyList<StreamName> conflicts, int attempt)
    {
        if (attempt == MostAttempts)
            throw new LedgerUnavailableException(
                "other nodes keep appending to the same accounts; try again",
                new TimeoutException()
            );
        context.Ledger.Refresh();
        foreach (var stream in conflicts)
            accounts.Get(stream.Account).CatchUpOrPark();
    }

    private void TakeBack()
    {
        foreach (var part in parts.Values)
            part.TakeBack();
        Clear();
    }

    private void Clear()
    {
        parts.Clear();
        shares.Clear();
    }
}
