using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>Lists by place.</summary>
public static class Places
{
    /// <summary>What stands at a place.</summary>
    public static T At<T>(this ImmutableArray<T> list, Place<T> place) => list[place.Index];
}
