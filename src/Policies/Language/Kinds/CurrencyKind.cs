using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>An ISO 4217 code, such as <c>EUR</c>.</summary>
public sealed class CurrencyKind : ScalarKind<string>
{
    /// <inheritdoc/>
    public override string Name => "currency";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Pattern("^[A-Z]{3}$");

    /// <inheritdoc/>
    protected override bool TryRead(ScalarNode scalar, Scope scope, out string meaning)
    {
        meaning = scalar.Text;
        return (meaning.Length == 3 && meaning.All(char.IsAsciiLetterUpper))
            || No(scalar, scope, "write the three letters of ISO 4217, such as `EUR`");
    }
}
