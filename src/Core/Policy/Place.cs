using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>
/// Where something of a version stands in its list: rules refer to clauses, meters and covers by it, and what is kept of
/// each lies in an array by it. The place of a meter is of another type than that of a clause, so that they cannot be mixed up.
/// </summary>
/// <typeparam name="T">What stands there.</typeparam>
/// <param name="Index">From 0; below it for no place.</param>
public readonly record struct Place<T>(int Index) : IComparable<Place<T>>
{
    /// <summary>No place: there is no such thing.</summary>
    public static Place<T> None => new(-1);

    /// <summary>Whether there is no such thing.</summary>
    public bool IsNone => Index < 0;

    /// <inheritdoc/>
    public int CompareTo(Place<T> other) => Index.CompareTo(other.Index);
}

/// <summary>Lists by place.</summary>
public static class Places
{
    /// <summary>What stands at a place.</summary>
    public static T At<T>(this ImmutableArray<T> list, Place<T> place) => list[place.Index];
}
