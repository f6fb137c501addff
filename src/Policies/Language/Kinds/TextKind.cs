using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>Free words, or a name that is declared here.</summary>
/// <param name="name">What the documentation calls it.</param>
public sealed class TextKind(string name) : ScalarKind<string>
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Number();

    /// <inheritdoc/>
    protected override bool TryRead(ScalarNode scalar, Scope scope, out string meaning)
    {
        meaning = scalar.Text;
        return true;
    }
}
