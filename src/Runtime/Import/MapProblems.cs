using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Evenhand.Runtime.Import;

/// <summary>Collects what is wrong in one mapping file, so that all of it can be said at once.</summary>
internal sealed class MapProblems(string file)
{
    private readonly List<MapProblem> _found = [];

    public ImmutableArray<MapProblem> Found =>
        [
            .. _found
                .Distinct()
                .OrderBy(problem => problem.At.Line)
                .ThenBy(problem => problem.At.Column),
        ];

    public static Position PositionOf(YamlNode node) => new(node.Start.Line, node.Start.Column);

    public void Add(Position at, string message) => _found.Add(new MapProblem(file, at, message));

    public void Add(YamlNode node, string message) => Add(PositionOf(node), message);

    public void Add(Mark mark, string message) =>
        Add(new Position(mark.Line, mark.Column), message);

    public string? TextOf(YamlNode node, string key)
    {
        if (node is YamlScalarNode { Value: { } text })
        {
            return text;
        }

        Add(node, $"`{key}` is a single value here");
        return null;
    }

    public MapNode? MappingOf(YamlNode node, string key)
    {
        if (node is YamlMappingNode mapping)
        {
            return new MapNode(mapping, this);
        }

        Add(node, $"`{key}` has keys of its own, as in `{{ column: NAME }}`");
        return null;
    }

    /// <summary>The entry of a closed set that a text names; null, and a problem with the nearest name, if none.</summary>
    public T? Choice<T>(
        YamlNode node,
        string key,
        string text,
        IReadOnlyDictionary<string, T> choices
    )
        where T : class
    {
        if (choices.TryGetValue(text, out var chosen))
        {
            return chosen;
        }

        Add(
            node,
            $"`{key}` is '{text}'; it can be {string.Join(", ", choices.Keys)}{Nearest.Hint(text, choices.Keys)}"
        );
        return null;
    }
}
