using System.Collections.Immutable;

namespace Evenhand.Core.Keeping;

/// <summary>
/// Collections go through a port item by item. Those without an order go out sorted, so that the same state makes the
/// same bytes; what is there already when they come in is forgotten.
/// </summary>
public static class Collections
{
    /// <summary>A list in its order.</summary>
    public static void List<T>(this StatePort port, List<T> list, Exchanging<T> item)
    {
        var count = port.Count(list.Count);
        if (port.Reads)
            list.Clear();
        for (var i = 0; i < count; i++)
            if (port.Reads)
                list.Add(item(port, default));
            else
                item(port, list[i]);
    }

    /// <summary>A list in its order; null where there is nothing in it.</summary>
    public static void Few<T>(this StatePort port, ref List<T>? list, Exchanging<T> item)
    {
        var all = list ?? [];
        port.List(all, item);
        if (port.Reads)
            list = all.Count == 0 ? null : all;
    }

    /// <summary>A list in its order.</summary>
    public static ImmutableArray<T> Array<T>(
        this StatePort port,
        ImmutableArray<T> array,
        Exchanging<T> item
    )
    {
        List<T> list = array.IsDefault ? [] : [.. array];
        port.List(list, item);
        return [.. list];
    }

    /// <summary>A set.</summary>
    public static void Set<T>(
        this StatePort port,
        HashSet<T> set,
        Exchanging<T> item,
        IComparer<T>? order = null
    )
    {
        List<T> list = port.Reads ? [] : [.. set.Order(order)];
        port.List(list, item);
        if (!port.Reads)
            return;
        set.Clear();
        foreach (var each in list)
            if (!set.Add(each))
                throw new BadSnapshotException("an item of a set comes twice");
    }

    /// <summary>A set of numbers; those near each other take few bytes.</summary>
    public static void Set(this StatePort port, HashSet<long> set)
    {
        long last = 0;
        port.Set(set, (port, number) => last = port.After(last, number));
    }

    /// <summary>A set.</summary>
    public static void Set<T>(
        this StatePort port,
        ref SmallSet<T> set,
        Exchanging<T> item,
        IComparer<T>? order = null
    )
        where T : notnull
    {
        List<T> list = port.Reads ? [] : [.. set.All().Order(order)];
        port.List(list, item);
        if (!port.Reads)
            return;
        set.Clear();
        foreach (var each in list)
            if (!set.Add(each))
                throw new BadSnapshotException("an item of a set comes twice");
    }

    /// <summary>A set of numbers; those near each other take few bytes.</summary>
    public static void Set(this StatePort port, ref SmallSet<long> set)
    {
        long last = 0;
        port.Set(ref set, (port, number) => last = port.After(last, number));
    }

    /// <summary>A dictionary by number; numbers near each other take few bytes.</summary>
    public static void Map<TValue>(
        this StatePort port,
        ref SmallMap<long, TValue> map,
        Exchanging<TValue> value
    )
    {
        long last = 0;
        port.Map(ref map, (port, key) => last = port.After(last, key), value);
    }

    /// <summary>A dictionary.</summary>
    public static void Map<TKey, TValue>(
        this StatePort port,
        ref SmallMap<TKey, TValue> map,
        Exchanging<TKey> key,
        Exchanging<TValue> value
    )
        where TKey : notnull
    {
        List<TKey> keys = port.Reads ? [] : [.. map.Keys.Order()];
        var count = port.Count(keys.Count);
        if (port.Reads)
            map.Clear();
        for (var i = 0; i < count; i++)
        {
            var at = key(port, port.Reads ? default : keys[i]);
            if (!port.Reads)
                value(port, map[at]);
            else if (!map.TryAdd(at, value(port, default)))
                throw new BadSnapshotException("a key of a dictionary comes twice");
        }
    }

    /// <summary>A dictionary by number; numbers near each other take few bytes.</summary>
    public static void Map<TValue>(
        this StatePort port,
        Dictionary<long, TValue> map,
        Exchanging<TValue> value
    )
    {
        long last = 0;
        port.Map(map, (port, key) => last = port.After(last, key), value);
    }

    /// <summary>A dictionary.</summary>
    public static void Map<TKey, TValue>(
        this StatePort port,
        Dictionary<TKey, TValue> map,
        Exchanging<TKey> key,
        Exchanging<TValue> value
    )
        where TKey : struct
    {
        List<TKey> keys = port.Reads ? [] : [.. map.Keys.Order()];
        var count = port.Count(keys.Count);
        if (port.Reads)
            map.Clear();
        for (var i = 0; i < count; i++)
        {
            var at = key(port, port.Reads ? default : keys[i]);
            if (!port.Reads)
                value(port, map[at]);
            else if (!map.TryAdd(at, value(port, default)))
                throw new BadSnapshotException("a key of a dictionary comes twice");
        }
    }

    /// <summary>One of several things that both ways know, by its place among them.</summary>
    public static T OneOf<T>(this StatePort port, ImmutableArray<T> among, T? value)
        where T : class
    {
        var place = 0;
        while (!port.Reads && !ReferenceEquals(among[place], value))
            place++;
        return among[(int)port.Exchange(place, 0, among.Length - 1)];
    }

    /// <summary>An array whose length both ways know.</summary>
    public static void Each<T>(this StatePort port, T[] array, Exchanging<T> item)
    {
        for (var i = 0; i < array.Length; i++)
            array[i] = item(port, array[i]);
    }
}
