using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;

namespace Evenhand.Node.Ingest;

/// <summary>
/// What one commit adds to one account: made for that commit, reachable from it alone, and gone with it. Nothing is said
/// of an event before the commit is over; whatever breaks here turns this account's part of the commit away.
/// </summary>
internal sealed class AccountCommit(Door door, ServedAccount account)
{
    private static readonly List<Addition> None = [];

    private readonly List<(Job Job, int Offset, int Until)> brought = new(1);
    private readonly List<AdmittedEvent> events = [];
    private List<Addition> additions = None;
    private List<(AdmittedEvent Event, Fault Doubt)>? doubts;
    private Admission? admission;
    private Fault? broken;
    private bool waits;
    private bool bringsBytes;
    private bool hasEnded;
    private int first;
    private int end;

    /// <summary>How many events it takes in.</summary>
    public int Accepted { get; private set; }

    /// <summary>Whether a slice of the commit is one of its own.</summary>
    public bool Has(int slice) => slice >= first && slice < end;

    /// <summary>Whether it is what all accounts share.</summary>
    public bool IsShared => account.Name.IsNone;

    private bool IsEmpty => first == end;

    /// <summary>How many records were brought to it.</summary>
    public int Brought { get; private set; }

    /// <summary>Takes the events of this account that follow each other in a batch; they are admitted later.</summary>
    /// <returns>Where the events of the next account begin.</returns>
    public int Take(BatchJob job, int offset, int until)
    {
        var (records, next) = (job.Batch.Records, offset);
        var number = Record.Head(records, offset).Account;
        for (; next < until && Record.Head(records, next).Account == number; Brought++)
            next += Record.Head(records, next).Length;
        brought.Add((job, offset, next));
        bringsBytes |= job.Batch.Bytes is not null;
        return next;
    }

    /// <summary>Takes another record; it is admitted later.</summary>
    public void Take(Addition addition)
    {
        brought.Add((addition, 0, 0));
        Brought++;
    }

    /// <summary>Looks whether the account is ready, and admits what was brought, in that order.</summary>
    public void Admit(NodeContext context, Moment now)
    {
        admission = new Admission(context, account, now);
        try
        {
            waits = door.LetsWait(now);
        }
        catch (Exception fault) when (AccountFault.Is(fault))
        {
            Break(fault);
        }
        events.EnsureCapacity(Brought);
        foreach (var (job, offset, until) in brought)
            if (job is BatchJob batch)
                Admit(batch, offset, until);
            else
                Admit((Addition)job);
    }

    private void Admit(BatchJob job, int offset, int until)
    {
        if (broken is null && !waits)
            offset = AdmitInTurn(job, offset, until);
        if (offset < until)
            TurnAway(job, offset, until);
    }

    private void Admit(Addition addition)
    {
        if (broken is null && !waits && TryEnter())
            try
            {
                if (admission!.Aside is { } aside)
                    addition.Refusal = aside;
                else if (!IsOvertaken(addition) && addition.Ask(account))
                    (additions = additions == None ? [] : additions).Add(addition);
                return;
            }
            catch (Exception fault) when (AccountFault.Is(fault))
            {
                Break(fault);
            }
            finally
            {
                door.Exit();
            }
        if (broken is null && !addition.HasWaited)
            addition.Wait(door);
        else
            addition.Refusal = broken ?? NotReady;
    }

    /// <summary>Of several statements that were made at once only one can follow those before.</summary>
    private bool IsOvertaken(Addition addition) =>
        addition.Kind == SliceKind.Stated
        && additions.Exists(other => other.Kind == SliceKind.Stated);

    /// <summary>Lays it down as slices; where that breaks, nothing of it is laid down.</summary>
    public void Pack(Packers packers, List<Slice> slices)
    {
        (first, end) = (slices.Count, slices.Count);
        if (broken is not null)
            return;
        try
        {
            Lay(packers, slices);
            end = slices.Count;
        }
        catch (Exception fault) when (AccountFault.Is(fault))
        {
            slices.RemoveRange(first, slices.Count - first);
            packers.Clear();
            Break(fault);
        }
    }

    /// <summary>The commit is durable: the account takes note of its part. It never fails.</summary>
    public void Count(List<Slice> slices, Moment now)
    {
        door.Enter();
        try
        {
            if (!IsEmpty && HasAppended(slices, now) && !account.Name.IsNone)
                CountAll(now);
        }
        catch (Exception fault) when (AccountFault.Is(fault))
        {
            // The ledger has it; what is known here is doubtful, and is read from there again.
            account.Forget();
        }
        finally
        {
            EndInTurn(stored: !IsEmpty);
            door.Exit();
        }
    }

    /// <summary>Says to every job what became of its events and records here.</summary>
    public void Tell()
    {
        foreach (var each in events)
            each.Job.Count(each.Index, broken ?? each.Fault, each.IsRepeat);
        foreach (var (each, doubt) in doubts ?? [])
            each.Job.Warn(each.Index, doubt);
        foreach (var addition in additions)
            addition.Refusal = broken;
    }

    /// <summary>Nothing was stored: what was noted on the way is forgotten again.</summary>
    public void TakeBack()
    {
        door.Enter();
        try
        {
            Unsee();
            EndInTurn(stored: false);
        }
        finally
        {
            door.Exit();
        }
    }

    /// <summary>What bytes came with events that are stored.</summary>
    private IEnumerable<BytesAttempt> StoredBytes =>
        bringsBytes
            ? events
                .Where(each => each.IsNew)
                .Select(each => each.Job.Batch.Bytes)
                .OfType<BytesAttempt>()
            : [];

    private static Fault NotReady =>
        Fault.Told(
            Code.Parked,
            "the account is being brought from the ledger, which takes long; send it again"
        );

    /// <summary>Admits events up to the first one for which the account is not ready; returns where that lies.</summary>
    private int AdmitInTurn(BatchJob job, int offset, int next)
    {
        if (!TryEnter())
            return offset;
        try
        {
            for (
                ;
                offset < next
                    && !IsBehindOthers(job)
                    && admission!.TryAdmit(job, offset, out var admitted);

            )
            {
                events.Add(admitted);
                Accepted += admitted.IsNew ? 1 : 0;
                offset += Record.Head(job.Batch.Records, offset).Length;
            }
            waits = offset < next;
        }
        catch (Exception fault) when (AccountFault.Is(fault))
        {
            Break(fault);
        }
        finally
        {
            door.Exit();
        }
        return offset;
    }

    /// <summary>What is tried against what is counted waits for what came before it in the same commit, and is not counted yet.</summary>
    private bool IsBehindOthers(BatchJob job) =>
        (job.Batch.Attempt is not null || job.Batch.Bytes is not null)
        && events.Exists(each => each.IsNew);

    private bool TryEnter()
    {
        waits = !door.TryEnter();
        return !waits;
    }

    /// <summary>Has events wait for the account; where it is broken, or they have waited, they are refused.</summary>
    private void TurnAway(BatchJob job, int offset, int next)
    {
        if (broken is null && !job.HasWaited)
        {
            job.Wait(door, offset..next);
            return;
        }
        for (; offset < next; offset += Record.Head(job.Batch.Records, offset).Length)
            events.Add(new AdmittedEvent(job, offset, NotReady, IsRepeat: false));
    }

    private void Break(Exception fault)
    {
        Unsee();
        door.Park(fault, admission!.Now);
        broken = account.Parked!.Fault;
        Accepted = 0;
    }

    private void Unsee()
    {
        if (!account.IsLoaded)
            return;
        foreach (var each in events)
            if (each.IsNew)
                account.Seen.Remove(Record.Head(each.Job.Batch.Records, each.Offset).Key);
    }

    private void Lay(Packers packers, List<Slice> slices)
    {
        var expected = account.Sequence;
        EventPacker? packer = null;
        foreach (var each in events)
        {
            if (!each.IsNew)
                continue;
            var batch = each.Job.Batch;
            CheckName(batch, each.Offset);
            var own = packers.Of(batch.Names);
            if (packer is not null && packer != own)
                slices.Add(SliceOf(packer, ref expected));
            packer = own;
            packer.Add(batch.Records, each.Offset);
        }
        if (packer is not null)
            slices.Add(SliceOf(packer, ref expected));
        foreach (var entry in AuditPack.Of(events, admission!.Catalogue))
            slices.Add(SliceOf(SliceKind.Audit, entry, admission.Now, ref expected));
        foreach (var bytes in StoredBytes)
            slices.Add(SliceOf(SliceKind.Bytes, bytes.Entry, admission.Now, ref expected));
        foreach (var addition in additions)
        {
            slices.Add(SliceOf(addition.Kind, addition.Payload, addition.Time, ref expected));
            if (addition.With is { } with)
                slices.Add(SliceOf(with.Kind, with.Payload, addition.Time, ref expected));
        }
    }

    /// <summary>An event goes to the account that it names, or nowhere.</summary>
    private void CheckName(EventBatch batch, int offset)
    {
        var number = Record.Head(batch.Records, offset).Account;
        var its = number == 0 ? [] : batch.Names.Accounts.Bytes(number);
        if (
            !Ascii.Equals(its, account.Name.Text)
            && Encoding.UTF8.GetString(its) != account.Name.Text
        )
            throw new InvalidOperationException("an event was admitted to another account");
    }

    private Slice SliceOf(EventPacker packer, ref long expected)
    {
        var (count, first, last) = (packer.Count, packer.First, packer.Last);
        var slice = new Slice(
            account.Stream,
            expected,
            SliceKind.Events,
            count,
            first,
            last,
            packer.Take()
        );
        expected += count;
        return slice;
    }

    private Slice SliceOf(SliceKind kind, byte[] payload, Moment time, ref long expected) =>
        new(account.Stream, expected++, kind, 1, time, time, payload);

    private bool HasAppended(List<Slice> slices, Moment now)
    {
        var brought = new Brought(events);
        for (var i = first; i < end; i++)
        {
            var slice = slices[i];
            var stored = new StoredSlice(
                slice.Expected,
                slice.Kind,
                slice.Count,
                slice.First,
                slice.Last,
                now,
                slice.Payload
            );
            if (!account.Appended(stored, brought.Brings(slice)))
                return false;
        }
        return true;
    }

    private void CountAll(Moment now)
    {
        foreach (var each in events)
            if (each.IsNew)
                account.Count(each.Job.Batch.Records, each.Offset, now);
        foreach (var each in events)
            if (each.IsNew && admission!.DoubtOf(each.Job.Batch.Records, each.Offset) is { } doubt)
                (doubts ??= []).Add((each, doubt));
        foreach (var bytes in StoredBytes)
            account.Learn(SliceKind.Bytes, bytes.Entry);
        foreach (var addition in additions)
        {
            account.Learn(addition.Kind, addition.Payload);
            if (addition.With is { } with)
                account.Learn(with.Kind, with.Payload);
        }
    }

    private void EndInTurn(bool stored)
    {
        if (hasEnded)
            return;
        hasEnded = true;
        door.End(stored);
    }
}

/// <summary>An event as a commit found it.</summary>
/// <param name="Job">The job that brings it.</param>
/// <param name="Offset">Where it lies in the job's batch.</param>
/// <param name="Fault">Why it is turned away; null where it is not.</param>
/// <param name="IsRepeat">Whether it was there already.</param>
internal readonly record struct AdmittedEvent(BatchJob Job, int Offset, Fault? Fault, bool IsRepeat)
{
    /// <summary>Whether it is to be stored.</summary>
    public bool IsNew => Fault is null && !IsRepeat;

    /// <summary>Its place in the body.</summary>
    public int Index => Record.Head(Job.Batch.Records, Offset).Line;
}
