namespace Evenhand.Core.Folding;

/// <summary>
/// The things of which something changed since somebody last looked, so that whoever carries it out on bytes need not look at all
/// of them. Before the first look it is all of them. It is not kept.
/// </summary>
internal sealed class TouchedThings
{
    private readonly HashSet<long> names = [];
    private bool all = true;

    /// <summary>Something changed about a thing.</summary>
    public void Add(long name)
    {
        if (!all)
            names.Add(name);
    }

    /// <summary>Something changed that may be about any.</summary>
    public void AddAll()
    {
        all = true;
        names.Clear();
    }

    /// <summary>The symbols of the names of those that changed since the last look; null for all.</summary>
    public long[]? Take()
    {
        var taken = all ? null : names.ToArray();
        all = false;
        names.Clear();
        return taken;
    }
}
