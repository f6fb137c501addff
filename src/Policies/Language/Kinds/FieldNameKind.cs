using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Evenhand.Core.Stream;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>The name of a field that all of the event types at hand have.</summary>
/// <param name="bearers">Whose field.</param>
/// <param name="kinds">Of which kinds it may be; empty for any.</param>
public sealed class FieldNameKind(Bearers bearers, params ImmutableArray<FieldKind> kinds)
    : ScalarKind<string>
{
    /// <inheritdoc/>
    public override string Name => "field";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Text();

    /// <inheritdoc/>
    protected override bool TryRead(ScalarNode scalar, Scope scope, out string meaning)
    {
        meaning = scalar.Text;
        var good = true;
        foreach (var bearer in bearers(scope))
            if (!bearer.Fields.TryGetValue(scalar.Text, out var bound) || !Fits(bound.Field))
            {
                var known = bearer.Known.Where(name => Fits(bearer.Fields[name].Field));
                scope.Report.Say(
                    scalar.At,
                    $"{bearer.Name} has no {What()} `{scalar.Text}`",
                    Nearest.Suggestion(scalar.Text, known)
                );
                good = false;
            }
        return good;
    }

    private bool Fits(Field field) => kinds.IsEmpty || kinds.Contains(field.Kind);

    private string What() =>
        kinds.Length == 1 ? $"{kinds[0].ToString().ToLowerInvariant()} field" : "field";
}
