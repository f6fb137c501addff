using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>A name that something else declares: a clause, a meter, an add-on and so on.</summary>
/// <param name="name">What the documentation and errors call it.</param>
/// <param name="find">What a name means; null when nothing has it.</param>
/// <param name="known">The names that there are.</param>
public sealed class NameKind<T>(
    string name,
    Func<Names, string, T?> find,
    Func<Names, IEnumerable<string>> known
) : ScalarKind<T>
    where T : class
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Text();

    /// <inheritdoc/>
    protected override bool TryRead(ScalarNode scalar, Scope scope, out T meaning)
    {
        if (find(scope.Names, scalar.Text) is { } found)
        {
            meaning = found;
            return true;
        }
        meaning = default!;
        scope.Report.SayUnknown(scalar.At, name, scalar.Text, known(scope.Names));
        return false;
    }
}
