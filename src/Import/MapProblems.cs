using System.Collections.Immutable;
using Evenhand.Notation;

namespace Evenhand.Import;

/// <summary>Collects what is wrong in one mapping file, so that all of it can be said at once.</summary>
internal sealed class MapProblems(string file)
{
    private readonly Problems found = new();

    public ImmutableArray<Problem> Found => [.. found.InOrder];

    /// <summary>Where the reader of YAML tells what is wrong with the form.</summary>
    public Reporter Reporter => new(found, file);

    public void Add(Place at, string message) => Reporter.Say(at, message);

    public void Add(Node node, string message) => Add(node.At, message);

    public string? TextOf(Node node, string key)
    {
        if (node is ScalarNode { Text: var text })
            return text;
        Add(node, $"`{key}` is a single value here");
        return null;
    }

    public MapPart? MappingOf(Node node, string key)
    {
        if (node is MapNode mapping)
            return new MapPart(mapping, this);
        Add(node, $"`{key}` has keys of its own, as in `{{ column: NAME }}`");
        return null;
    }

    /// <summary>The entry of a closed set that a text names; null, and a problem with the nearest name, if none.</summary>
    public T? Choice<T>(Node node, string key, string text, IReadOnlyDictionary<string, T> choices)
        where T : class
    {
        if (choices.TryGetValue(text, out var chosen))
            return chosen;
        Add(
            node,
            $"`{key}` is '{text}'; it can be {string.Join(", ", choices.Keys)}{Nearest.Hint(text, choices.Keys)}"
        );
        return null;
    }
}
