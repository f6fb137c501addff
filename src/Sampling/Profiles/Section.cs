using System.Globalization;
using Evenhand.Notation;

namespace Evenhand.Sampling.Profiles;

/// <summary>
/// A mapping in a profile. Whoever reads it asks for the keys it may have; closing it reports every other key. A getter
/// that finds something wrong reports it and returns a value that lets reading go on.
/// </summary>
internal sealed class Section
{
    private readonly ErrorList errors;
    private readonly Dictionary<string, (Node Key, Node Value)> entries = new(
        StringComparer.Ordinal
    );
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public Section(Node node, ErrorList errors)
    {
        Node = node;
        this.errors = errors;
        if (node is not MapNode mapping)
        {
            errors.Add(node, "a mapping (key: value) should stand here");
            return;
        }
        foreach (var (key, value) in mapping.Entries)
            entries[key.Text] = (key, value);
    }

    public Node Node { get; }

    public IEnumerable<string> Keys => entries.Keys;

    public bool Has(string key)
    {
        asked.Add(key);
        return entries.ContainsKey(key);
    }

    public Node? Optional(string key)
    {
        asked.Add(key);
        return entries.TryGetValue(key, out var entry) ? entry.Value : null;
    }

    public Node? Required(string key)
    {
        if (Optional(key) is { } node)
            return node;
        errors.Add(Node, $"'{key}' is missing");
        return null;
    }

    public Section? Map(string key) => Optional(key) is { } node ? new Section(node, errors) : null;

    /// <summary>The entries of a mapping whose keys are free names, with the place of each key.</summary>
    public IEnumerable<(string Name, Node Key, Node Value)> Entries()
    {
        foreach (var (name, (key, value)) in entries)
        {
            asked.Add(name);
            yield return (name, key, value);
        }
    }

    public string Text(string key) => Required(key) is { } node ? Scalars.Text(node, errors) : "";

    public double Number(string key, double least, double most, double? otherwise = null)
    {
        var node = otherwise is null ? Required(key) : Optional(key);
        return node is null ? otherwise ?? least : Scalars.Number(node, least, most, errors);
    }

    public int Whole(string key, int least, int most, int otherwise)
    {
        var number = Number(key, least, most, otherwise);
        if (number != Math.Floor(number))
            errors.Add(
                Optional(key)!,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{key}' should be a whole number, not {number}"
                )
            );
        return (int)number;
    }

    /// <summary>One number, or two in rising order: [least, most].</summary>
    public (double Least, double Most) Range(
        string key,
        double least,
        double most,
        double? otherwise = null
    )
    {
        var node = otherwise is null ? Required(key) : Optional(key);
        return node is null
            ? (otherwise ?? least, otherwise ?? least)
            : Scalars.Range(node, n => Scalars.Number(n, least, most, errors), errors);
    }

    /// <summary>Values with their weights; null when the key is absent.</summary>
    public Weighted<T>? Choice<T>(string key, Func<Node, T> value)
    {
        if (Optional(key) is not { } node)
            return null;
        var entriesRead = new List<(T, double)>();
        if (node is ScalarNode single)
            entriesRead.Add((value(single), 1));
        else
            foreach (var (_, keyNode, weight) in new Section(node, errors).Entries())
                entriesRead.Add((value(keyNode), Scalars.Number(weight, 0, 1e9, errors)));
        if (entriesRead.Sum(entry => entry.Item2) > 0)
            return new Weighted<T>(entriesRead);
        errors.Add(node, $"'{key}' should give at least one value a positive weight");
        return null;
    }

    /// <summary>Reports what nobody asked for.</summary>
    public void Close()
    {
        foreach (var (name, (key, _)) in entries)
            if (!asked.Contains(name))
                errors.Add(key, $"'{name}' is not known here{Nearest.Hint(name, asked)}");
    }
}
