using Evenhand.Core.Time;

namespace Evenhand.Node.Mending;

/// <summary>
/// Counts which source reports for which account. Where each account has sources of its own, a few events of one of them
/// under an account of another stand out; where all have one source, nothing can be told from it.
/// </summary>
internal sealed class SourceCensus
{
    /// <summary>Of a source's events, the most that may stand under a wrong account, in per cent.</summary>
    private const int FewPercent = 20;

    /// <summary>Events of one source and account whose places are remembered.</summary>
    private const int Most = 100_000;

    private readonly Dictionary<(int Account, int Source), Reported> reports = [];

    /// <summary>Counts an event.</summary>
    public void Note(int account, int source, long sequence, Moment time, bool isOld)
    {
        if (!reports.TryGetValue((account, source), out var reported))
            reports[(account, source)] = reported = new Reported();
        reported.Count++;
        if (isOld && reported.Old.Count < Most)
            reported.Old.Add((sequence, time));
    }

    /// <summary>
    /// Old events whose source reports almost only for one other account, and of whose account the other sources report
    /// more.
    /// </summary>
    public IEnumerable<(
        int Account,
        int Belongs,
        int Source,
        long Sequence,
        Moment Time
    )> Strangers()
    {
        var totals = reports
            .GroupBy(each => each.Key.Account)
            .ToDictionary(group => group.Key, group => group.Sum(each => each.Value.Count));
        foreach (var group in reports.GroupBy(each => each.Key.Source))
        {
            var main = group.MaxBy(each => each.Value.Count);
            var all = group.Sum(each => each.Value.Count);
            if ((all - main.Value.Count) * 100 > all * FewPercent)
                continue;
            foreach (var ((account, source), reported) in group)
                if (account != main.Key.Account && reported.Count * 2 < totals[account])
                    foreach (var (sequence, time) in reported.Old)
                        yield return (account, main.Key.Account, source, sequence, time);
        }
    }

    private sealed class Reported
    {
        public long Count { get; set; }

        public List<(long Sequence, Moment Time)> Old { get; } = [];
    }
}
