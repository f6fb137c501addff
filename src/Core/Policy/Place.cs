namespace Evenhand.Core.Policy;

/// <summary>
/// Where something of a version stands in its list: rules refer to clauses, meters and covers by it, and what is kept of
/// each lies in an array by it. The place of a meter is of another type than that of a clause, so that they cannot be mixed up.
/// </summary>
/// <typeparam name="T">What stands there.</typeparam>
public readonly record struct Place<T> : IComparable<Place<T>>
{
    /// <summary>Counted from 1, so that the default is no place.</summary>
    private readonly int number;

    /// <summary>A place.</summary>
    /// <param name="index">From 0; -1 for none.</param>
    public Place(int index) => number = index + 1;

    /// <summary>Where in its list, from 0; -1 for none.</summary>
    public int Index => number - 1;

    /// <summary>Whether there is no such thing.</summary>
    public bool IsNone => number == 0;

    /// <inheritdoc/>
    public int CompareTo(Place<T> other) => number.CompareTo(other.number);

    /// <summary>Whether one stands before the other.</summary>
    public static bool operator <(Place<T> one, Place<T> other) => one.number < other.number;

    /// <summary>Whether one does not stand after the other.</summary>
    public static bool operator <=(Place<T> one, Place<T> other) => one.number <= other.number;

    /// <summary>Whether one stands after the other.</summary>
    public static bool operator >(Place<T> one, Place<T> other) => one.number > other.number;

    /// <summary>Whether one does not stand before the other.</summary>
    public static bool operator >=(Place<T> one, Place<T> other) => one.number >= other.number;
}
