using Evenhand.Core.Time;

namespace Evenhand.Core.Metering;

/// <summary>The acts that go on under one bound: of each, when its reservation ends by itself, the first to end first.</summary>
internal sealed class GoingOn
{
    private readonly List<Moment> ends = [];

    /// <summary>How many go on.</summary>
    public int Count => ends.Count;

    /// <summary>
    /// When one more may begin at the latest, where so many may go on; <see cref="Moment.Never"/> where none may, or nothing
    /// is in its way.
    /// </summary>
    public Moment FreeAt(decimal most) =>
        most >= 1 && most <= ends.Count ? ends[ends.Count - (int)most] : Moment.Never;

    /// <summary>An act begins, that ends by itself at an instant.</summary>
    public void Begin(Moment end)
    {
        var place = ends.BinarySearch(end);
        ends.Insert(place < 0 ? ~place : place, end);
    }

    /// <summary>An act that would have ended by itself at an instant is over.</summary>
    public void End(Moment end) => ends.RemoveAt(ends.BinarySearch(end));
}
