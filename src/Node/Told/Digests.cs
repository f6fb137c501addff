using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Told;

/// <summary>
/// Steps beyond an allowance: the first is told at once, those of the day that follows are gathered, and the latest of
/// them is told when the day is over.
/// </summary>
internal sealed class Digests
{
    private static readonly TimeSpan Apart = TimeSpan.FromDays(1);

    private SmallMap<string, Moment> told;
    private SmallMap<string, ToldRecord> held;

    /// <summary>Whether nothing was told or is held.</summary>
    public bool IsEmpty => told.Count == 0 && held.Count == 0;

    /// <summary>When a gathered one is due.</summary>
    public Moment NextDue =>
        held.Count == 0
            ? Moment.Never
            : held.Keys.Min(clause => told.GetValueOrDefault(clause)) + Apart;

    /// <summary>
    /// Holds a step back, where one of the clause was told within a day. Whatever tells how far the allowance is used
    /// overtakes what was held of it before.
    /// </summary>
    public bool TryHold(ToldRecord record, Moment now)
    {
        if (record.Notice is not { } notice || !OlderTold.IsOfShares(record.Key.Series))
            return false;
        held.Remove(notice.Clause);
        if (
            record.Steps is null
            || !told.TryGetValue(notice.Clause, out var at)
            || now - at >= Apart
        )
            return false;
        held[notice.Clause] = record;
        return true;
    }

    /// <summary>Takes what is due.</summary>
    public IEnumerable<ToldRecord> Take(Moment now)
    {
        if (now < NextDue)
            yield break;
        foreach (var (clause, record) in held.All().ToArray())
            if (now - told.GetValueOrDefault(clause) >= Apart)
            {
                held.Remove(clause);
                yield return record;
            }
    }

    /// <summary>Whether a record is of such a step.</summary>
    public static bool Counts(ToldRecord record) => record is { Steps: not null, Notice: not null };

    /// <summary>Takes note of a step that is told.</summary>
    public void Note(ToldRecord record)
    {
        var notice = record.Notice!;
        told[notice.Clause] = Moment.Max(
            told.GetValueOrDefault(notice.Clause),
            record.At ?? notice.Time
        );
    }

    /// <summary>A step could not be told after all.</summary>
    public void TakeBack(ToldRecord record)
    {
        if (record is { Steps: not null, Notice: { } notice })
            told.Remove(notice.Clause);
    }

    /// <summary>Forgets what is held: the fold says it again.</summary>
    public void BeginAnew() => held.Clear();

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port)
    {
        List<(string Clause, Moment At)> times =
        [
            .. told.All().OrderBy(each => each.Key, StringComparer.Ordinal),
        ];
        List<ToldRecord> records =
        [
            .. held.All()
                .OrderBy(each => each.Key, StringComparer.Ordinal)
                .Select(each => each.Value),
        ];
        port.List(times, (port, each) => (port.Exchange(each.Clause), port.Exchange(each.At)));
        port.List(records, ToldRecord.Exchange);
        if (!port.Reads)
            return;
        foreach (var (clause, at) in times)
            told[clause] = at;
        foreach (var record in records)
            held[record.Notice!.Clause] = record;
    }
}
