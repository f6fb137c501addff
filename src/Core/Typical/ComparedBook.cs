using Evenhand.Core.Time;

namespace Evenhand.Core.Typical;

/// <summary>The comparisons of one account that the fold has not come to yet, by the ends of their cycles.</summary>
public sealed class ComparedBook
{
    private (Moment To, Compared What)[] ahead = [];
    private int next;

    /// <summary>Takes down comparisons in the place of what is in it.</summary>
    /// <param name="comparisons">Each with the end of its cycle.</param>
    /// <param name="after">Those of cycles that ended by then are past.</param>
    public void Fill(IEnumerable<(Moment To, Compared What)> comparisons, Moment after)
    {
        ahead = [.. comparisons.Where(each => each.To > after).OrderBy(each => each.To)];
        next = 0;
    }

    /// <summary>When the next of their cycles ends; never where none is left.</summary>
    public Moment Next => next < ahead.Length ? ahead[next].To : Moment.Never;

    /// <summary>Those that are left, by the ends of their cycles.</summary>
    public IEnumerable<(Moment To, Compared What)> Ahead => ahead.Skip(next);

    /// <summary>Takes those of cycles that have ended by an instant.</summary>
    public IReadOnlyList<Compared> Take(Moment by)
    {
        if (Next > by)
            return [];
        var taken = new List<Compared>();
        for (; next < ahead.Length && ahead[next].To <= by; next++)
            taken.Add(ahead[next].What);
        return taken;
    }
}
