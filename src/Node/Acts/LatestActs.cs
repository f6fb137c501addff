namespace Evenhand.Node.Acts;

/// <summary>What people of the vendor decided last through this node, since it started. Safe to use from many threads.</summary>
public sealed class LatestActs
{
    /// <summary>So many are remembered.</summary>
    public const int Most = 20;

    private readonly Queue<ActDone> acts = new();
    private readonly Lock gate = new();

    /// <summary>The latest first.</summary>
    public IReadOnlyList<ActDone> All
    {
        get
        {
            lock (gate)
                return [.. acts.Reverse()];
        }
    }

    /// <summary>Takes note of one; what an account says for itself is no decision of the vendor's.</summary>
    internal void Add(ActDone done)
    {
        if (done.By is null)
            return;
        lock (gate)
        {
            acts.Enqueue(done);
            if (acts.Count > Most)
                acts.Dequeue();
        }
    }
}
