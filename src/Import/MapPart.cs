using System.Collections.Immutable;
using Evenhand.Notation;

namespace Evenhand.Import;

/// <summary>
/// A mapping of a map's YAML. The keys that are asked for are the ones that are valid here, so <see cref="Close"/> can name
/// the nearest of them for a key that nobody asked for.
/// </summary>
internal sealed class MapPart(MapNode node, MapProblems problems)
{
    private readonly HashSet<string> known = [];

    public Place At => node.At;

    public Node Node => node;

    public bool Has(string key) => Take(key) is not null;

    public Node? Take(string key)
    {
        known.Add(key);
        return node[key];
    }

    /// <summary>The keys of a mapping whose keys are the user's own, with their nodes.</summary>
    public IEnumerable<(string Key, Node Node)> Entries()
    {
        foreach (var entry in node.Entries)
        {
            known.Add(entry.Key.Text);
            yield return (entry.Key.Text, entry.Value);
        }
    }

    public string? Text(string key) => Take(key) is { } child ? problems.TextOf(child, key) : null;

    public int? WholeNumber(string key, int least)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, out int number) && number >= least)
        {
            return number;
        }

        problems.Add(
            Take(key)!,
            $"`{key}` is '{text}'; a whole number of at least {least} is needed"
        );
        return null;
    }

    public bool? Flag(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (text is "true" or "false")
        {
            return text == "true";
        }

        problems.Add(Take(key)!, $"`{key}` is '{text}'; it can be true or false");
        return null;
    }

    /// <summary>One text or a list of texts; none if the key is absent.</summary>
    public ImmutableArray<string> Texts(string key) =>
        Take(key) switch
        {
            null => [],
            ListNode list =>
            [
                .. list.Items.Select(item => problems.TextOf(item, key)).OfType<string>(),
            ],
            { } single => problems.TextOf(single, key) is { } text ? [text] : [],
        };

    public MapPart? Child(string key) =>
        Take(key) is { } child ? problems.MappingOf(child, key) : null;

    public IEnumerable<MapPart> Children(string key)
    {
        if (Take(key) is not { } child)
        {
            return [];
        }

        if (child is ListNode list)
        {
            return list.Items.Select(item => problems.MappingOf(item, key)).OfType<MapPart>();
        }

        problems.Add(child, $"`{key}` is a list: each entry begins with a dash");
        return [];
    }

    /// <summary>To be called when all valid keys have been asked for: any other is a problem.</summary>
    public void Close()
    {
        foreach (var (key, _) in node.Entries)
            if (!known.Contains(key.Text))
                problems.Add(key, $"unknown key `{key.Text}`{Nearest.Hint(key.Text, known)}");
    }
}
