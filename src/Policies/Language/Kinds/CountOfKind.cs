using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>A whole number of something that is no unit of usage, such as <c>20 accounts</c>.</summary>
/// <param name="one">The singular.</param>
/// <param name="many">The plural.</param>
public sealed class CountOfKind(string one, string many) : ScalarKind<decimal>
{
    /// <inheritdoc/>
    public override string Name => $"number of {many}";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Pattern($@"^\d+ ({one}|{many})$");

    /// <inheritdoc/>
    protected override bool TryRead(ScalarNode scalar, Scope scope, out decimal meaning) =>
        (
            QuantityKind.TrySplit(scalar.Text, out meaning, out var word)
            && (word == one || word == many)
            && meaning == decimal.Truncate(meaning)
        ) || No(scalar, scope, $"write a number and `{many}`");

    /// <inheritdoc/>
    protected override IEnumerable<string> Variants(ScalarNode scalar, Scope scope) =>
        Steps.Around(scalar.Text);
}
