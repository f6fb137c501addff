using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>A mapping of a known shape.</summary>
/// <param name="shape">The shape.</param>
/// <param name="defined">Whether the schema defines it once, under the name of the shape.</param>
public sealed class PartKind(Shape shape, bool defined = false) : Kind<Part>
{
    /// <summary>The shape.</summary>
    public Shape Shape => shape;

    /// <inheritdoc/>
    public override string Name =>
        $"{{ {string.Join(", ", shape.Keys.Select(key => $"`{key.Name}`{(key.Required ? "*" : "")}: {key.Kind.Name}"))} }}";

    /// <inheritdoc/>
    public override JsonObject Schema() => defined ? Schemas.Ref(shape.Name) : Schemas.Of(shape);

    /// <inheritdoc/>
    public override object? Resolve(Node node, Scope scope)
    {
        if (node is not MapNode map)
        {
            scope.Report.Say(node.At, $"expected a mapping of {Keys()}, not {node.Sort}");
            return null;
        }
        var part = new Part(shape, map);
        var inside = scope.Inside(part);
        foreach (var entry in map.Entries.Where(entry => !IsKnown(entry.Key.Text)))
            scope.Report.SayUnknown(
                entry.Key.At,
                $"key of {shape.Name}",
                entry.Key.Text,
                shape.Keys.Select(key => key.Name)
            );
        foreach (var key in shape.Keys)
            if (map[key.Name] is { } value)
                Resolve(key, value, part, inside);
            else if (key.Required)
                scope.Report.Say(node.At, $"{shape.Name} needs `{key.Name}`");
        CountKeys(part, map, scope);
        return part;
    }

    private bool IsKnown(string key) => shape.Key(key) is not null || shape.Former.Contains(key);

    private static void Resolve(Key key, Node value, Part part, Scope inside)
    {
        if (key.Kind.Resolve(value, inside.Under(key.Name, !key.Later, key.Told)) is { } meaning)
            part.Add(key.Name, meaning);
    }

    private void CountKeys(Part part, MapNode map, Scope scope)
    {
        var one = shape.ExactlyOne.Where(key => map[key] is not null).ToList();
        if (shape.ExactlyOne.Length > 0 && one.Count != 1)
            scope.Report.Say(
                (one.Count > 1 ? map[one[1]]! : part.Node).At,
                $"{shape.Name} needs exactly one of {Quoted(shape.ExactlyOne)}"
            );
        var some = shape.AtMostOne.Where(key => map[key] is not null).ToList();
        if (some.Count > 1)
            scope.Report.Say(
                map[some[1]]!.At,
                $"{shape.Name} takes only one of {Quoted(shape.AtMostOne)}"
            );
    }

    private string Keys() => Quoted(shape.Keys.Select(key => key.Name));

    private static string Quoted(IEnumerable<string> names) =>
        string.Join(", ", names.Select(name => $"`{name}`"));
}
