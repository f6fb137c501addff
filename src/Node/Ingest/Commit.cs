using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;

namespace Evenhand.Node.Ingest;

/// <summary>
/// One commit: jobs are admitted account by account, appended together, and counted. Nothing has happened until the
/// ledger has them; if it does not take them, nothing is left of the attempt. Once it has them, nothing that fails can
/// make them undone. For one thread.
/// </summary>
internal sealed class Commit(NodeContext context, AccountDirectory accounts, Packers packers)
{
    private const int MostAttempts = 10;

    private readonly Dictionary<Door, AccountCommit> parts = [];
    private readonly List<Slice> slices = [];
    private long now;

    /// <summary>Stores jobs and counts their events. Jobs that wait for an account afterwards are stored but for that part.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger did not take them.</exception>
    public void Run(IReadOnlyList<Job> jobs)
    {
        try
        {
            for (var attempt = 1; !TryAppend(jobs, out var conflicts); attempt++)
                CatchUp(conflicts, attempt);
            foreach (var part in parts.Values)
                part.Count(slices, now);
            foreach (var part in parts.Values)
                part.Tell();
            foreach (var job in jobs)
                (job as BatchJob)?.GoOn();
        }
        finally
        {
            parts.Clear();
            slices.Clear();
        }
    }

    private bool TryAppend(IReadOnlyList<Job> jobs, out IReadOnlyList<StreamName> conflicts)
    {
        var isStored = false;
        try
        {
            now = context.Clock.Now;
            foreach (var job in jobs)
                Admit(job);
            foreach (var part in parts.Values)
                part.Pack(packers, slices);
            CheckSums();
            conflicts = slices.Count == 0 ? [] : context.Ledger.Append(slices, now);
            return isStored = conflicts.Count == 0;
        }
        finally
        {
            if (!isStored)
                TakeBack();
        }
    }

    private void Admit(Job job)
    {
        job.Begin();
        if (job is BatchJob batch)
            Admit(batch);
        else if (job is Addition addition)
            PartOf(accounts.Get(addition.Account)).Admit(addition);
    }

    private void Admit(BatchJob job)
    {
        var (records, names) = (job.Batch.Records, job.Batch.Names);
        foreach (var range in job.Left)
        {
            var (offset, length) = range.GetOffsetAndLength(records.Length);
            for (var until = offset + length; offset < until; )
                offset = PartOf(names, Record.Head(records, offset).Account)
                    .Admit(job, offset, until);
        }
    }

    /// <summary>What is added to the account of a number, whose door is mostly known from the last time.</summary>
    private AccountCommit PartOf(ParsedNames names, int number)
    {
        if (number == 0)
            return PartOf(accounts.Get(""));
        if (names.Served(number) is { } known && TryPartOf(known) is { } part)
            return part;
        var door = accounts.Get(names.Accounts.Text(number));
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
        var begun = new AccountCommit(door, account);
        begun.Begin(context, now);
        return parts[door] = begun;
    }

    /// <summary>What was accepted, account by account, is what was packed for that account: else nothing is stored.</summary>
    private void CheckSums()
    {
        var next = 0;
        foreach (var part in parts.Values)
        {
            var packed = 0;
            for (; next < slices.Count && part.Has(next); next++)
                packed += slices[next].Kind == SliceKind.Events ? slices[next].Count : 0;
            if (packed != part.Accepted)
                throw new InvalidOperationException(
                    $"{part.Accepted} events were accepted for an account, but {packed} packed"
                );
        }
        if (next != slices.Count)
            throw new InvalidOperationException("slices were packed for no account");
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
            accounts.Get(stream.Text).CatchUpOrPark();
    }

    private void TakeBack()
    {
        foreach (var part in parts.Values)
            part.TakeBack();
        parts.Clear();
        slices.Clear();
    }
}
