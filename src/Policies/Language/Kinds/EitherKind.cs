using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>One word of a closed set, or else a value of another kind.</summary>
/// <param name="words">The words.</param>
/// <param name="other">What it is when it is none of them.</param>
public sealed class EitherKind<T>(ChoiceKind<T> words, Kind<T> other) : Kind<T>
    where T : notnull
{
    /// <inheritdoc/>
    public override string Name => $"{words.Name} | {other.Name}";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Any(words.Schema(), other.Schema());

    /// <inheritdoc/>
    public override object? Resolve(Node node, Scope scope) =>
        node is ScalarNode scalar && words.Words.Contains(scalar.Text)
            ? words.Resolve(node, scope)
            : other.Resolve(node, scope);
}
