using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>Whatever stands there; a later pass reads it.</summary>
/// <param name="name">What the documentation calls it.</param>
public sealed class AnyKind(string name) : Kind<Node>
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override JsonObject Schema() => [];

    /// <inheritdoc/>
    public override object? Resolve(Node node, Scope scope) => node;
}
