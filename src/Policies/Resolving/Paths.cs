using System.Globalization;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Resolving;

/// <summary>
/// Finds and replaces values by path: keys and, for lists, places from 0, joined with points. A key may hold
/// points itself (an event type); of the keys that fit, the longest is meant.
/// </summary>
internal static class Paths
{
    /// <summary>The node of a path, or null.</summary>
    public static Node? Find(Node node, string path) =>
        path.Length == 0 ? node
        : Step(node, path) is var (index, rest) && index >= 0 ? Find(Child(node, index), rest)
        : null;

    /// <summary>The tree with another value at a path, or without it where <paramref name="value"/> is null; null when there is no such place.</summary>
    public static Node? Set(Node node, string path, Node? value)
    {
        var (index, rest) = Step(node, path);
        if (index < 0)
            return
                node is MapNode map
                && value is not null
                && !path.Contains('.', StringComparison.Ordinal)
                ? map with
                {
                    Entries = map.Entries.Add(new Entry(new ScalarNode(value.At, path), value)),
                }
                : null;
        var child = rest.Length == 0 ? value : Set(Child(node, index), rest, value);
        if (child is null && rest.Length > 0)
            return null;
        return node switch
        {
            MapNode map when child is null => map with { Entries = map.Entries.RemoveAt(index) },
            MapNode map => map with
            {
                Entries = map.Entries.SetItem(index, map.Entries[index] with { Value = child }),
            },
            ListNode list when child is null => list with { Items = list.Items.RemoveAt(index) },
            ListNode list => list with { Items = list.Items.SetItem(index, child) },
            _ => null,
        };
    }

    private static Node Child(Node node, int index) =>
        node is MapNode map ? map.Entries[index].Value : ((ListNode)node).Items[index];

    private static (int Index, string Beyond) Step(Node node, string path)
    {
        if (node is ListNode list)
            return IntoList(list, path);
        var (found, length) = (-1, -1);
        if (node is MapNode map)
            for (var i = 0; i < map.Entries.Length; i++)
                if (
                    Begins(path, map.Entries[i].Key.Text)
                    && map.Entries[i].Key.Text.Length > length
                )
                    (found, length) = (i, map.Entries[i].Key.Text.Length);
        return (found, found < 0 ? "" : path[length..].TrimStart('.'));
    }

    private static (int Index, string Beyond) IntoList(ListNode list, string path)
    {
        var end = path.IndexOf('.', StringComparison.Ordinal);
        var word = end < 0 ? path : path[..end];
        return
            int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < list.Items.Length
            ? (index, end < 0 ? "" : path[(end + 1)..])
            : (-1, "");
    }

    private static bool Begins(string path, string key) =>
        path.StartsWith(key, StringComparison.Ordinal)
        && (path.Length == key.Length || path[key.Length] == '.');
}
