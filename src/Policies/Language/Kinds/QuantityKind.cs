using System.Text.Json.Nodes;
using Evenhand.Core.Stream;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>A number and a unit; the number may stand alone.</summary>
public sealed class QuantityKind : ScalarKind<Quantity>
{
    private const int MostNamed = 5;

    /// <inheritdoc/>
    public override string Name => "quantity";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Number();

    /// <summary>Splits <c>70 GB</c> into its number and its unit's name.</summary>
    public static bool TrySplit(string text, out decimal number, out string unit)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        unit = blank < 0 ? "" : text[(blank + 1)..].Trim();
        return Numbers.TryParse(blank < 0 ? text : text[..blank], out number);
    }

    /// <inheritdoc/>
    protected override bool TryRead(ScalarNode scalar, Scope scope, out Quantity meaning)
    {
        meaning = new Quantity(0, Unit.One);
        if (!TrySplit(scalar.Text, out var number, out var name))
            return No(scalar, scope, "write a number and a unit, such as `70 GB`");
        var catalogue = scope.Names.Catalogue;
        if (Quantity.UnitOf(name, catalogue) is not { } unit)
        {
            scope.Report.Say(scalar.At, $"unknown unit `{name}`", Units(name, catalogue));
            return false;
        }
        meaning = new Quantity(number, unit);
        if (!meaning.IsCountable)
            scope.Report.Say(scalar.At, $"{scalar.Sort} is no whole number that can be counted");
        return meaning.IsCountable;
    }

    /// <summary>Which unit was probably meant, else the nearest ones, and where others are declared.</summary>
    private static string Units(string name, Catalogue catalogue)
    {
        var near = Nearest.Suggestion(
            name,
            catalogue.Units.SelectMany(each => new[] { each.Name, each.Plural })
        );
        var few = Nearest
            .InOrder(name, catalogue.Units.Select(each => each.Plural))
            .Take(MostNamed)
            .Select(each => $"`{each}`");
        return near
            ?? $"near are {string.Join(", ", few)}; a name of your own stands under `units` of the catalogue";
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Variants(ScalarNode scalar, Scope scope) =>
        Steps.Around(scalar.Text);
}
