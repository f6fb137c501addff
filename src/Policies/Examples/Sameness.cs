using System.Collections;
using System.Reflection;
using Evenhand.Core.Policy;

namespace Evenhand.Policies.Examples;

/// <summary>
/// Whether two compiled policies are the same in all that runs, whatever was written. A mutant that compiles to what it was
/// made of (the count of licences that nothing multiplies, a started block of the least there is) changes nothing, and
/// no example could notice it.
/// </summary>
internal static class Sameness
{
    /// <summary>Whether they are.</summary>
    public static bool Holds(PolicyVersion one, PolicyVersion other)
    {
        var (left, right) = (Plain(one), Plain(other));
        return Properties(typeof(PolicyVersion))
            .Where(property => property.Name != nameof(PolicyVersion.Hash))
            .All(property => Same(property.GetValue(left), property.GetValue(right)));
    }

    /// <summary>Where there are no plans, everybody is on the same.</summary>
    private static PolicyVersion Plain(PolicyVersion version) =>
        version.Plans.IsEmpty
            ? version with
            {
                Comparisons =
                [
                    .. version.Comparisons.Select(each => each with { SamePlan = false }),
                ],
            }
            : version;

    private static bool Same(object? one, object? other)
    {
        if (ReferenceEquals(one, other))
            return true;
        if (one is null || other is null || one.GetType() != other.GetType())
            return false;
        if (one is IDictionary dictionary)
            return SameEntries(dictionary, (IDictionary)other);
        if (one is IEnumerable items and not string)
            return SameItems([.. items.Cast<object?>()], [.. ((IEnumerable)other).Cast<object?>()]);
        var type = one.GetType();
        return type.Assembly != typeof(PolicyVersion).Assembly || type.IsEnum
            ? one.Equals(other)
            : Properties(type)
                .All(property => Same(property.GetValue(one), property.GetValue(other)));
    }

    private static bool SameItems(object?[] one, object?[] other) =>
        one.Length == other.Length && one.Zip(other).All(pair => Same(pair.First, pair.Second));

    private static bool SameEntries(IDictionary one, IDictionary other) =>
        one.Count == other.Count
        && one.Keys.Cast<object>().All(key => other.Contains(key) && Same(one[key], other[key]));

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetIndexParameters().Length == 0);
}
