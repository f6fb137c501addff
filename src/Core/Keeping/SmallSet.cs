namespace Evenhand.Core.Keeping;

/// <summary>A set that is nothing until something is put in; see <see cref="SmallMap{TKey, TValue}"/>.</summary>
/// <typeparam name="T">What is in it.</typeparam>
public struct SmallSet<T>
    where T : notnull
{
    private SmallMap<T, bool> items;

    /// <summary>How many there are.</summary>
    public readonly int Count => items.Count;

    /// <summary>Whether something is in it.</summary>
    public readonly bool Contains(T item) => items.ContainsKey(item);

    /// <summary>Puts something in; false where it was.</summary>
    public bool Add(T item) => items.TryAdd(item, true);

    /// <summary>Takes something out; false where it was not in.</summary>
    public bool Remove(T item) => items.Remove(item);

    /// <summary>Takes all out.</summary>
    public void Clear() => items.Clear();

    /// <summary>Everything, as it is now.</summary>
    public readonly IEnumerable<T> All() => items.Keys;
}
