using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>
/// What of an account lies in the store, by what was written down of it, and what is to become of it. Several bytes may be of one
/// name: those of a thing that is gone, and those of the one that came after it.
/// </summary>
internal sealed class BytesBook
{
    /// <summary>An end that is known for so long before its purge was seen by whoever could object: nobody is asked once more.</summary>
    private static readonly TimeSpan GoodTime = TimeSpan.FromDays(7);

    private readonly TimeSpan delay;
    private readonly Dictionary<string, KeptBytes> byBlob = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<KeptBytes>> byThing = new(StringComparer.Ordinal);
    private readonly BytesQueue queue;
    private readonly List<PurgeDone> purges = [];
    private bool isLooked;

    /// <summary>Whether what is gone now is so by an end that was known in good time.</summary>
    private bool isForeseen;
    private object? freed;

    /// <summary>A book with nothing in it.</summary>
    /// <param name="delay">How long bytes stay after their thing is gone.</param>
    /// <param name="percent">What share of the account may leave at once without a person being asked.</param>
    public BytesBook(TimeSpan delay, int percent)
    {
        (this.delay, queue) = (delay, new(delay, percent));
        Retrievals = new(queue);
        Exports = new(queue);
    }

    /// <summary>All of them, in no order.</summary>
    public IReadOnlyCollection<KeptBytes> All => byBlob.Values;

    /// <summary>What is to be done with them.</summary>
    public BytesQueue Queue => queue;

    /// <summary>Those of them that lie cold and are asked for.</summary>
    public RetrievalBook Retrievals { get; }

    /// <summary>What was made of exports.</summary>
    public ExportBook Exports { get; }

    /// <summary>What of them is to be copied to targets of the account's own.</summary>
    public CopyBook Copies { get; } = new();

    /// <summary>The certificates of what was purged, in order.</summary>
    public IReadOnlyList<PurgeDone> Purges => purges;

    /// <summary>Whether bytes left the store since the last certificate of a purge.</summary>
    public bool IsUncertified { get; private set; }

    /// <summary>The bytes of an id; null for none.</summary>
    public KeptBytes? Find(string blob) => byBlob.GetValueOrDefault(blob);

    /// <summary>The bytes that came with what was stored under a name at an instant; null for none.</summary>
    public KeptBytes? Of(string thing, Moment stored) =>
        byThing.TryGetValue(thing, out var its)
            ? its.FindLast(each => each.Stored == stored && !each.IsLeaving)
            : null;

    /// <summary>Takes note of an entry; one that is known changes nothing.</summary>
    public void Learn(BytesEntry entry)
    {
        if (entry is BytesStored stored)
            Add(new KeptBytes(stored));
        else if (entry is BytesLost lost)
            foreach (var bytes in lost.Blobs.Select(Find).OfType<KeptBytes>())
                bytes.IsLost = true;
        else if (entry is BytesMoved moved)
            queue.Move(moved, moved.Blobs.Select(Find).OfType<KeptBytes>());
        else if (entry is BytesGone gone)
            queue.Note(gone, gone.Blobs.Select(Find).OfType<KeptBytes>());
        else if (entry is BytesLeaving leaving)
            queue.Leave(leaving, leaving.Blobs.Select(Find).OfType<KeptBytes>());
        else if (entry is BytesRemoved removed)
            foreach (var bytes in removed.Blobs.Select(Find).OfType<KeptBytes>())
                Remove(bytes);
        else if (entry is PurgeDone done)
            Certify(done);
        else if (entry is BytesAsked asked)
            With(asked.Blob, bytes => Retrievals.Ask(asked, bytes));
        else if (entry is BytesBack back)
            With(back.Blob, bytes => Retrievals.Bring(back, bytes));
        else if (entry is BytesReturned returned)
            foreach (var bytes in returned.Blobs.Select(Find).OfType<KeptBytes>())
                Retrievals.Return(bytes);
        else if (entry is BrakeStopped stopped)
            queue.Tell(stopped);
        else if (entry is BrakeReleased released)
            queue.Release(released.At);
        else
            throw new InvalidOperationException($"no entry of this kind: {entry}");
    }

    /// <summary>Takes note of an entry about an export: bytes that are in a part of it stay as long as it may be fetched, and those that lie cold stay brought back.</summary>
    public void Learn(ExportEntry entry)
    {
        Exports.Learn(entry);
        if (entry is ExportPart part)
            foreach (var bytes in part.Things.Select(each => Find(each.Blob)).OfType<KeptBytes>())
                Retrievals.Export(bytes, part.Until);
    }

    /// <summary>
    /// Looks at what came, went or moved since the last time: whose thing is gone, and whose is there again. In the account's turn; one
    /// that is to be folded anew is looked at after that.
    /// </summary>
    public static void Look(ServedAccount account, Moment now)
    {
        if (account.Live is not { } live || account.IsStale)
            return;
        var touched = VaultReading.TakeTouched(live);
        if (account.Bytes is not { } bytes)
            return;
        bytes.isForeseen =
            VaultReading.HasEnded(live, now) && account.EndKnown <= live.Ends - GoodTime;
        bytes.Look(live, now, touched);
        foreach (var promised in VaultReading.TakePromised(live))
            if (
                VaultReading.Find(live, now, promised.Thing) is { } its
                && bytes.Of(its.Name, its.Stored) is { IsLost: false } kept
            )
                bytes.Retrievals.Promise(kept, promised);
        bytes.Exports.Look(live, now);
        bytes.Copies.Look(live, account.CopyTargets, now);
        bytes.queue.CertificateDue =
            bytes.IsUncertified && VaultReading.HasEnded(live, now) && bytes.queue.AllIsKept
                ? Moment.Earliest
                : Moment.Never;
    }

    private void Look(
        LiveAccount live,
        Moment now,
        IReadOnlyList<(string Name, bool ByAccount)>? touched
    )
    {
        if (touched is null || !isLooked)
            foreach (var bytes in byBlob.Values)
                Look(live, now, bytes, byAccount: false);
        else
            foreach (var (name, byAccount) in touched)
            foreach (var bytes in byThing.GetValueOrDefault(name) ?? [])
                Look(live, now, bytes, byAccount);
        isLooked = true;
        LookAtKept(live, now, isAnew: touched is null);
    }

    /// <summary>What kept things may keep them no more: those that wait for that are looked at at once, and not in a while.</summary>
    private void LookAtKept(LiveAccount live, Moment now, bool isAnew)
    {
        var mark = VaultReading.Freed(live, now);
        if (isAnew || !ReferenceEquals(mark, freed))
            queue.LookAgain();
        freed = mark;
    }

    /// <summary>Whether bytes may be deleted now: their thing is gone for long enough, nothing keeps it, and no brake stops it.</summary>
    public bool MayLeave(LiveAccount live, Moment now, string blob) =>
        Find(blob) is { IsLeaving: false, IsNoted: true } bytes
        && bytes.DueAfter(delay) <= now
        && ThingOf(live, now, bytes) is null
        && WhatStops(live, now, bytes) is null;

    /// <summary>What stands in the way of deleting bytes whose thing is gone; null for nothing.</summary>
    public string? WhatStops(LiveAccount live, Moment now, KeptBytes bytes) =>
        VaultReading.IsKept(live, now, bytes.Thing) ? BytesQueue.Kept
        : bytes.ExportedUntil > now ? BytesQueue.Exported
        : queue.IsBraked(bytes, now) ? BytesQueue.Brake
        : null;

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port)
    {
        List<KeptBytes> all = [.. byThing.Values.SelectMany(its => its)];
        isLooked = port.Exchange(isLooked);
        IsUncertified = port.Exchange(IsUncertified);
        port.List(purges, BytesEntry.Exchange);
        queue.Exchange(port);
        Exports.Exchange(port);
        port.List(all, KeptBytes.Exchange);
        if (!port.Reads)
            return;
        foreach (var bytes in all)
            Add(bytes);
    }

    private void Look(LiveAccount live, Moment now, KeptBytes bytes, bool byAccount)
    {
        // What is stored only later, by its event, is not gone.
        if (bytes.IsLeaving || bytes.Stored > Moment.Max(now, live.Present))
            return;
        if (ThingOf(live, now, bytes) is { } its)
            queue.Keep(bytes, its.IsCold);
        else if (bytes.Gone == Moment.Never)
            queue.Lose(bytes, now, byAccount, foreseen: isForeseen && !byAccount);
    }

    private static StoredFigures? ThingOf(LiveAccount live, Moment now, KeptBytes bytes) =>
        VaultReading.Find(live, now, bytes.Thing) is { } its && its.Stored == bytes.Stored
            ? its
            : null;

    private void Certify(PurgeDone done)
    {
        IsUncertified = false;
        if (!purges.Contains(done))
            purges.Add(done);
    }

    private void Add(KeptBytes bytes)
    {
        if (!byBlob.TryAdd(bytes.Blob, bytes))
            return;
        if (!byThing.TryGetValue(bytes.Thing, out var its))
            byThing.Add(bytes.Thing, its = []);
        its.Add(bytes);
        queue.Add(bytes);
        Retrievals.Add(bytes);
    }

    private void With(string blob, Action<KeptBytes> act)
    {
        if (Find(blob) is { } bytes)
            act(bytes);
    }

    private void Remove(KeptBytes bytes)
    {
        IsUncertified = true;
        queue.Remove(bytes);
        Retrievals.Remove(bytes);
        byBlob.Remove(bytes.Blob);
        var its = byThing[bytes.Thing];
        if (its.Remove(bytes) && its.Count == 0)
            byThing.Remove(bytes.Thing);
    }
}
