using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Outbox;

/// <summary>The consumers of a node, and since when each is given what is told.</summary>
internal sealed class ConsumerTable
{
    private readonly Dictionary<string, Moment> since = [];

    /// <summary>Consumers by the names that they have.</summary>
    public ConsumerTable(IReadOnlyList<Consumer> all)
    {
        All = all;
        if (all.DistinctBy(each => each.Name).Count() != all.Count)
            throw new ArgumentException("two consumers have one name", nameof(all));
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Consumer> All { get; }

    /// <summary>Those of which the ledger does not know yet.</summary>
    public IEnumerable<Consumer> New => All.Where(each => !since.ContainsKey(each.Name));

    /// <summary>From which instant on one is given what is told.</summary>
    public Moment Since(Consumer consumer) => since.GetValueOrDefault(consumer.Name, Moment.Never);

    /// <summary>Takes note that one began; the first time counts.</summary>
    public void Learn(DeliveredRecord began) => since.TryAdd(began.Consumer, began.At);

    /// <summary>When an account is to be looked at for one of them; never where it has nothing for any.</summary>
    public Moment NextDue(DeliveryBook book)
    {
        var next = Moment.Never;
        foreach (var consumer in All)
            next = Moment.Min(next, book.DueAt(consumer.Name, Since(consumer)));
        return next;
    }
}
