using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>A number that may be negative, such as a balance.</summary>
public sealed class SignedKind : ScalarKind<decimal>
{
    /// <inheritdoc/>
    public override string Name => "number";

    /// <inheritdoc/>
    public override JsonObject Schema() => new() { ["type"] = "number" };

    /// <inheritdoc/>
    protected override bool TryRead(ScalarNode scalar, Scope scope, out decimal meaning)
    {
        var negative = scalar.Text.StartsWith('-');
        var read = Numbers.TryParse(negative ? scalar.Text[1..] : scalar.Text, out meaning);
        meaning = negative ? -meaning : meaning;
        return read || No(scalar, scope);
    }
}
