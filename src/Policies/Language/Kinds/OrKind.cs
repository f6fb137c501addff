using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>A value of the first of two kinds where it looks like one, else of the second.</summary>
/// <param name="first">The first kind.</param>
/// <param name="looksLike">Whether a node is meant to be of the first kind.</param>
/// <param name="second">The second kind.</param>
public sealed class OrKind<T>(Kind<T> first, Predicate<Node> looksLike, Kind<T> second) : Kind<T>
    where T : notnull
{
    /// <inheritdoc/>
    public override string Name => $"{second.Name} | {first.Name}";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Any(second.Schema(), first.Schema());

    /// <inheritdoc/>
    public override object? Resolve(Node node, Scope scope) =>
        looksLike(node) ? first.Resolve(node, scope) : second.Resolve(node, scope);
}
