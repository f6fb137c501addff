using System.Runtime.InteropServices;

namespace Evenhand.Core.Keeping;

/// <summary>
/// A dictionary for states of which there are many and most have little: nothing at all until something is put in, an array
/// as long as there are few, a hash table beyond. It is a value: keep it in a field, and do not copy it.
/// </summary>
/// <typeparam name="TKey">The keys, compared as themselves; texts as they are written.</typeparam>
/// <typeparam name="TValue">What belongs to them.</typeparam>
public struct SmallMap<TKey, TValue>
    where TKey : notnull
{
    /// <summary>Beyond so many looking through all costs more than hashing.</summary>
    private const int Few = 8;

    private object? store;
    private int few;

    /// <summary>How many there are.</summary>
    public readonly int Count => store is Dictionary<TKey, TValue> many ? many.Count : few;

    /// <summary>What belongs to a key; setting puts it in where it is not.</summary>
    /// <exception cref="KeyNotFoundException">Nothing does.</exception>
    public TValue this[TKey key]
    {
        readonly get =>
            TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"no {key}");
        set => At(key, out _) = value;
    }

    /// <summary>All keys; in the order in which they came, where none was taken out.</summary>
    public readonly IEnumerable<TKey> Keys => All().Select(each => each.Key);

    /// <summary>All values, in the order of the keys.</summary>
    public readonly IEnumerable<TValue> Values => All().Select(each => each.Value);

    /// <summary>Whether there is something of a key.</summary>
    public readonly bool ContainsKey(TKey key) => TryGetValue(key, out _);

    /// <summary>What belongs to a key, or the default.</summary>
    public readonly TValue? GetValueOrDefault(TKey key) =>
        TryGetValue(key, out var value) ? value : default;

    /// <summary>What belongs to a key.</summary>
    public readonly bool TryGetValue(
        TKey key,
        [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value
    )
    {
        if (store is Dictionary<TKey, TValue> many)
            return many.TryGetValue(key, out value);
        var place = PlaceOf(key);
        value = place < 0 ? default : Entries[place].Value;
        return place >= 0;
    }

    /// <summary>Puts something in, unless there is something of its key.</summary>
    public bool TryAdd(TKey key, TValue value)
    {
        ref var place = ref At(key, out var isThere);
        if (!isThere)
            place = value;
        return !isThere;
    }

    /// <summary>Where what belongs to a key is kept, put in as the default where it is not. Good until something is put in or taken out.</summary>
    public ref TValue At(TKey key, out bool isThere)
    {
        if (store is not Dictionary<TKey, TValue> many)
        {
            var place = PlaceOf(key);
            isThere = place >= 0;
            if (!isThere && few < Few)
                place = Room(key);
            if (place >= 0)
                return ref Entries[place].Value;
            store = many = ToMany();
        }
        return ref CollectionsMarshal.GetValueRefOrAddDefault(many, key, out isThere)!;
    }

    /// <summary>Takes out what belongs to a key.</summary>
    public bool Remove(TKey key)
    {
        if (store is Dictionary<TKey, TValue> many)
            return many.Remove(key);
        var place = PlaceOf(key);
        if (place < 0)
            return false;
        var entries = Entries;
        Array.Copy(entries, place + 1, entries, place, --few - place);
        entries[few] = default;
        return true;
    }

    /// <summary>Takes all out.</summary>
    public void Clear() => (store, few) = (null, 0);

    /// <summary>Takes out what answers to a description.</summary>
    public void RemoveWhere(Func<TKey, TValue, bool> goes)
    {
        foreach (var (key, value) in All().ToList())
            if (goes(key, value))
                Remove(key);
    }

    /// <summary>Everything, as it is now.</summary>
    public readonly IEnumerable<(TKey Key, TValue Value)> All()
    {
        if (store is Dictionary<TKey, TValue> many)
            return many.Select(each => (each.Key, each.Value));
        if (few == 0)
            return [];
        return new ArraySegment<(TKey, TValue)>(Entries, 0, few);
    }

    private readonly (TKey Key, TValue Value)[] Entries => ((TKey, TValue)[])store!;

    private readonly int PlaceOf(TKey key)
    {
        if (few == 0)
            return -1;
        var entries = Entries;
        for (var place = 0; place < few; place++)
            if (EqualityComparer<TKey>.Default.Equals(entries[place].Key, key))
                return place;
        return -1;
    }

    /// <summary>Room for one more of the few.</summary>
    private int Room(TKey key)
    {
        var entries = store is null ? [] : Entries;
        if (few == entries.Length)
            Array.Resize(ref entries, few == 0 ? 1 : few * 2);
        entries[few].Key = key;
        store = entries;
        return few++;
    }

    private Dictionary<TKey, TValue> ToMany()
    {
        var many = new Dictionary<TKey, TValue>(2 * Few);
        foreach (var (key, value) in Entries)
            many.Add(key, value);
        few = 0;
        return many;
    }
}
