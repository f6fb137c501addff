using Evenhand.Core.Time;

namespace Evenhand.Core.Typical;

/// <summary>The comparisons of one account that the fold has not come to yet, by the ends of their cycles.</summary>
public sealed class ComparedBook
{
    private readonly List<(Moment To, Compared What)> ahead;
    private int next;

    /// <summary>A book of some comparisons.</summary>
    /// <param name="comparisons">Each with the end of its cycle.</param>
    /// <param name="after">Those of cycles that ended by then are past.</param>
    public ComparedBook(IEnumerable<(Moment To, Compared What)> comparisons, Moment after) =>
        ahead = [.. comparisons.Where(each => each.To > after).OrderBy(each => each.To)];

    /// <summary>A book of none.</summary>
    public static ComparedBook Empty => new([], Moment.Never);

    /// <summary>When the next of their cycles ends; never where none is left.</summary>
    public Moment Next => next < ahead.Count ? ahead[next].To : Moment.Never;

    /// <summary>Takes those of cycles that have ended by an instant.</summary>
    public IReadOnlyList<Compared> Take(Moment by)
    {
        if (Next > by)
            return [];
        var taken = new List<Compared>();
        for (; next < ahead.Count && ahead[next].To <= by; next++)
            taken.Add(ahead[next].What);
        return taken;
    }
}
