using System.Text;
using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Postgres;

/// <summary>Finds how much of a ledger in a database is sound, partition by partition.</summary>
internal sealed class DatabaseVerification(Session session, Known known)
{
    /// <summary>Progress is told each so many segments.</summary>
    private const int Stride = 1024;

    private readonly List<byte[]> names = [];
    private readonly List<long> sequences = [];
    private List<byte[]> stored = [];
    private long segments;
    private long records;
    private long all;

    /// <summary>Walks until the first damage.</summary>
    /// <param name="progress">Told how many segments of how many are done.</param>
    public async Task<Verdict> RunAsync(Action<long, long>? progress)
    {
        var ends = await session.ListAsync(
            "SELECT p.segment, p.chain FROM evenhand.partition p ORDER BY p.partition",
            row => (Segment: row.GetInt64(0), Hash: row.GetFieldValue<byte[]>(1))
        );
        all = ends.Sum(end => end.Segment);
        foreach (var partition in known.Partitions)
            if (await DamageAsync(partition.Number, ends, progress) is { } damage)
                return new(segments, records, damage);
        return new(segments, records, null);
    }

    private async Task<LedgerDamage?> DamageAsync(
        int partition,
        List<(long Segment, byte[] Hash)> ends,
        Action<long, long>? progress
    )
    {
        using var walk = new PartitionWalk(session, known.Identity, partition);
        try
        {
            await BeginAsync(partition);
            if (partition >= ends.Count)
                throw new DamagedLedgerException(
                    $"it does not say where it ends. {WayOut.OfDatabase.Text}"
                );
            while (await NextAsync(walk, progress)) { }
            CheckEnd(walk, ends[partition].Segment, ends[partition].Hash);
            return null;
        }
        catch (DamagedLedgerException wrong)
        {
            return new(
                walk.Sound + 1,
                walk.Next?.Head.Committed,
                Accounts(walk),
                $"partition {partition}: {wrong.Message}"
            );
        }
        finally
        {
            (segments, records) = (segments + walk.Sound, records + walk.Records);
        }
    }

    private async Task BeginAsync(int partition)
    {
        stored = await session.ListAsync(
            "SELECT s.account FROM evenhand.stream s WHERE s.partition = $1 ORDER BY s.number",
            row => row.GetFieldValue<byte[]>(0),
            partition
        );
        names.Clear();
        names.Add([]);
        sequences.Clear();
        sequences.Add(0);
    }

    private async Task<bool> NextAsync(PartitionWalk walk, Action<long, long>? progress)
    {
        await walk.MoveAsync();
        if (walk.Next is not { } segment)
            return false;
        foreach (var slot in walk.Slots)
            Check(segment, slot);
        if (walk.Sound % Stride == 0)
            progress?.Invoke(segments + walk.Sound, Math.Max(all, segments + walk.Sound));
        return true;
    }

    private void Check(StoredSegment segment, in Slot slot)
    {
        var number = segment.Head.Number;
        if (slot.Name is { } name)
        {
            if (
                slot.Stream != names.Count
                || slot.Stream > stored.Count
                || !stored[slot.Stream - 1].AsSpan().SequenceEqual(name)
            )
                throw WayOut.OfDatabase.Damage(
                    number,
                    "names an account that the table of names does not have"
                );
            names.Add(name);
            sequences.Add(0);
        }
        if (slot.Stream >= names.Count)
            throw WayOut.OfDatabase.Damage(number, "has records of an account without a name");
        var frame = segment.Payload.AsSpan(slot.Offset, slot.Length);
        if (!SliceFrame.IsSound(frame, slot.Stream, sequences[slot.Stream]))
            throw WayOut.OfDatabase.Damage(
                number,
                "has a slice that does not agree with its checksum"
            );
        var kind = AuditedKinds.KindOf(frame);
        if (AuditedKinds.Has(kind) && !segment.Audited)
            throw WayOut.OfDatabase.Damage(
                number,
                "holds an entry of who did what, but is not among those that do"
            );
        if (
            PaperSlots.Has(kind)
            && (segment.Papers.Length == 0 || !PaperSlots.Agrees(segment.Papers, slot.Offset, kind))
        )
            throw WayOut.OfDatabase.Damage(number, "holds a paper, but is not noted for it");
        sequences[slot.Stream] += slot.Count;
    }

    private static void CheckEnd(PartitionWalk walk, long end, byte[] hash)
    {
        if (walk.Sound < end)
            throw new DamagedLedgerException(
                $"it should end with segment {end} but ends with {walk.Sound}. {WayOut.OfDatabase.Text}"
            );
        // A server may have gone on meanwhile.
        if (walk.Sound == end && !hash.AsSpan().SequenceEqual(walk.Hash))
            throw new DamagedLedgerException(
                $"the hash of the last segment, {end}, is not the one noted. {WayOut.OfDatabase.Text}"
            );
    }

    private List<string> Accounts(PartitionWalk walk) =>
        [
            .. walk
                .Slots.Select(slot => slot.Name ?? names.ElementAtOrDefault(slot.Stream))
                .OfType<byte[]>()
                .Where(name => name.Length > 0)
                .Select(Encoding.UTF8.GetString)
                .Distinct(),
        ];
}
