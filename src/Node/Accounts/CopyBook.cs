using Evenhand.Core.Replaying;
using Evenhand.Core.Time;

namespace Evenhand.Node.Accounts;

/// <summary>
/// The copies of an account's things that are to be made, a queue for each target. What is due is the fold's; it is found there again by whoever
/// comes after this memory.
/// </summary>
internal sealed class CopyBook
{
    private readonly SortedDictionary<string, CopyQueue> byTarget = new(StringComparer.Ordinal);

    /// <summary>The queues, by the names of targets.</summary>
    public IEnumerable<CopyQueue> All => byTarget.Values;

    /// <summary>How many copies are to be made.</summary>
    public int Count => byTarget.Values.Sum(each => each.Count);

    /// <summary>When somebody should look at it.</summary>
    /// <param name="targets">The targets that are set: what is to go to another waits until it is.</param>
    public Moment NextLook(CopyTargetBook targets) =>
        byTarget
            .Values.Where(each => targets.Find(each.Target) is not null)
            .Select(each => each.NextLook)
            .DefaultIfEmpty(Moment.Never)
            .Min();

    /// <summary>The queue of a target; null where nothing ever was to be copied there.</summary>
    public CopyQueue? Find(string target) => byTarget.GetValueOrDefault(target);

    /// <summary>Looks at what came to be due. In the account's turn.</summary>
    /// <param name="live">The account.</param>
    /// <param name="targets">Its targets: one that failed is left alone for as long as was written down.</param>
    /// <param name="now">The present.</param>
    public void Look(LiveAccount live, CopyTargetBook targets, Moment now)
    {
        foreach (var copy in OffloadReading.TakeDue(live))
        {
            if (!byTarget.TryGetValue(copy.Target, out var queue))
            {
                byTarget.Add(copy.Target, queue = new CopyQueue(copy.Target));
                if (targets.Failing(copy.Target) is { Until: { } until } wrong)
                    queue.GoOn(until, wrong.Failed);
            }
            queue.Add(copy.Thing, now);
        }
    }
}
