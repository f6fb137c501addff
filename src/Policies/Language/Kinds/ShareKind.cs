using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>A percentage, as a ratio: <c>10 %</c> is 0.10.</summary>
public sealed class ShareKind : ScalarKind<decimal>
{
    /// <inheritdoc/>
    public override string Name => "share";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Pattern(@"^\d+(\.\d+)? ?%$");

    /// <summary>Reads <c>10 %</c> as 0.10.</summary>
    public static bool TryParse(string text, out decimal ratio)
    {
        ratio = 0;
        if (!text.EndsWith('%') || !Numbers.TryParse(text[..^1].TrimEnd(), out var percent))
            return false;
        ratio = percent / 100;
        return true;
    }

    /// <inheritdoc/>
    protected override bool TryRead(ScalarNode scalar, Scope scope, out decimal meaning) =>
        TryParse(scalar.Text, out meaning)
        || No(scalar, scope, "write a number and a percent sign, such as `10 %`");

    /// <inheritdoc/>
    protected override IEnumerable<string> Variants(ScalarNode scalar, Scope scope) =>
        Steps.Around(scalar.Text);
}
