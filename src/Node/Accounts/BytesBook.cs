using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>
/// What of an account lies in the store, by what was written down of it, and what is to be done with it. Several bytes may be of one
/// name: those of a thing that is gone, and those of the one that came after it.
/// </summary>
internal sealed class BytesBook
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Dictionary<string, KeptBytes> byBlob = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<KeptBytes>> byThing = new(StringComparer.Ordinal);
    private readonly HashSet<KeptBytes> due = [];
    private List<Deletion> deletions = [];

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => byBlob.Count == 0;

    /// <summary>How many bytes there are.</summary>
    public long Bytes { get; private set; }

    /// <summary>All of them, in no order.</summary>
    public IReadOnlyCollection<KeptBytes> All => byBlob.Values;

    /// <summary>Those of which something is to be done.</summary>
    public IReadOnlyCollection<KeptBytes> Due => due;

    /// <summary>When that is tried next: not before an instant after something failed, or waits for a person.</summary>
    public Moment NextTry { get; private set; } = Moment.Earliest;

    /// <summary>How often it has failed one time after the other.</summary>
    public int Failures { get; private set; }

    /// <summary>Why it waits, for people; null where it does not.</summary>
    public string? Why { get; private set; }

    /// <summary>Whether it waits for a person.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>When something of it is due by itself.</summary>
    public Moment NextDue => due.Count == 0 ? Moment.Never : NextTry;

    /// <summary>The bytes of an id; null for none.</summary>
    public KeptBytes? Find(string blob) => byBlob.GetValueOrDefault(blob);

    /// <summary>The bytes of a name, in the order in which they came.</summary>
    public IReadOnlyList<KeptBytes> Of(string thing) => byThing.GetValueOrDefault(thing) ?? [];

    /// <summary>The bytes of what was stored under a name at an instant: those that came with it, else the latest.</summary>
    public KeptBytes? Of(string thing, Moment stored) =>
        Of(thing) is { Count: > 0 } its
            ? its.LastOrDefault(each => each.Stored == stored) ?? its[^1]
            : null;

    /// <summary>What was deleted within the day before an instant, and what people let go on then.</summary>
    public IEnumerable<Deletion> Since(Moment now) => deletions.Where(each => each.At > now - Day);

    /// <summary>Says what is to be done with bytes.</summary>
    public void SetDue(KeptBytes bytes, Carry what)
    {
        bytes.Due = what;
        if (what == Carry.Nothing)
            due.Remove(bytes);
        else
            due.Add(bytes);
    }

    /// <summary>Something failed, or waits for a person.</summary>
    public void Wait(Moment until, string why, bool stopped = false)
    {
        (NextTry, Why, IsStopped) = (until, why, stopped);
        Failures += stopped ? 0 : 1;
    }

    /// <summary>It goes on.</summary>
    public void GoOn() => (NextTry, Why, IsStopped, Failures) = (Moment.Earliest, null, false, 0);

    /// <summary>Takes note of an entry; one that is known changes nothing.</summary>
    public void Learn(BytesEntry entry)
    {
        switch (entry)
        {
            case BytesStored stored:
                Add(new KeptBytes(stored));
                break;
            case BytesCondemned condemned:
                Condemn([.. Known(condemned.Blobs).Where(each => !each.IsCondemned)], entry.At);
                break;
            case BytesSpared spared:
                foreach (var bytes in Known(spared.Blobs))
                    bytes.IsCondemned = false;
                break;
            case BytesDeleted deleted:
                foreach (var bytes in Known(deleted.Items.Select(each => each.Blob)).ToArray())
                    Remove(bytes);
                break;
            case BytesMoved moved:
                foreach (var bytes in Known(moved.Blobs))
                    bytes.IsCold = moved.Cold;
                break;
            case BytesLost lost:
                foreach (var bytes in Known(lost.Blobs))
                    bytes.IsLost = true;
                break;
            case DeletionsAllowed allowed:
                deletions.Add(new Deletion(allowed.At, -allowed.Things, -allowed.Bytes));
                GoOn();
                break;
            default:
                throw new InvalidOperationException($"no entry of this kind: {entry}");
        }
    }

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port)
    {
        List<KeptBytes> all = [.. byThing.Values.SelectMany(its => its)];
        port.List(all, KeptBytes.Exchange);
        port.List(deletions, Deletion.Exchange);
        if (!port.Reads)
            return;
        foreach (var bytes in all)
            Add(bytes);
    }

    private IEnumerable<KeptBytes> Known(IEnumerable<string> blobs) =>
        blobs.Select(Find).OfType<KeptBytes>();

    private void Add(KeptBytes bytes)
    {
        if (!byBlob.TryAdd(bytes.Blob, bytes))
            return;
        if (!byThing.TryGetValue(bytes.Thing, out var its))
            byThing.Add(bytes.Thing, its = []);
        its.Add(bytes);
        Bytes += bytes.Bytes;
    }

    private void Condemn(KeptBytes[] some, Moment at)
    {
        foreach (var bytes in some)
            bytes.IsCondemned = true;
        deletions = [.. Since(at)];
        if (some.Length > 0)
            deletions.Add(new Deletion(at, some.Length, some.Sum(each => each.Bytes)));
    }

    private void Remove(KeptBytes bytes)
    {
        byBlob.Remove(bytes.Blob);
        var its = byThing[bytes.Thing];
        its.Remove(bytes);
        if (its.Count == 0)
            byThing.Remove(bytes.Thing);
        SetDue(bytes, Carry.Nothing);
        Bytes -= bytes.Bytes;
    }
}

/// <summary>What was deleted in one go; less than nothing where a person let so much more go on.</summary>
/// <param name="At">When.</param>
/// <param name="Things">How many.</param>
/// <param name="Bytes">How many bytes they had.</param>
internal sealed record Deletion(Moment At, int Things, long Bytes)
{
    /// <summary>Writes or reads one.</summary>
    public static Deletion Exchange(StatePort port, Deletion? deletion) =>
        new(
            port.Exchange(deletion?.At ?? default),
            (int)port.Exchange((long)(deletion?.Things ?? 0)),
            port.Exchange(deletion?.Bytes ?? 0)
        );
}
