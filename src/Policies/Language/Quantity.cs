using System.Collections.Frozen;
using Evenhand.Core.Stream;

namespace Evenhand.Policies.Language;

/// <summary>A number of a unit, such as <c>70 GB</c>; a bare number has <see cref="Unit.One"/>.</summary>
/// <param name="Number">How many, not negative.</param>
/// <param name="Unit">Of what.</param>
public sealed record Quantity(decimal Number, Unit Unit)
{
    /// <summary>Common short forms, with the unit that each stands for.</summary>
    public static readonly FrozenDictionary<string, string> Short = new Dictionary<string, string>
    {
        ["ms"] = "millisecond",
        ["s"] = "second",
        ["min"] = "minute",
        ["h"] = "hour",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>More than anything: where there is no bound.</summary>
    public static readonly Quantity Unbounded = new(decimal.MaxValue, Unit.One);

    /// <summary>In whole base units.</summary>
    public long BaseUnits => (long)(Number * Unit.Factor);

    /// <summary>Whether it is a whole number of base units that can be counted.</summary>
    public bool IsCountable =>
        Number * Unit.Factor is var units
        && units <= long.MaxValue
        && units == decimal.Truncate(units);

    /// <summary>The unit of a name or a common short form, or null.</summary>
    public static Unit? UnitOf(string name, Catalogue catalogue) =>
        name.Length == 0 ? Unit.One : catalogue.Unit(Short.GetValueOrDefault(name, name));

    /// <inheritdoc/>
    public override string ToString() =>
        Unit.Name.Length == 0 ? Numbers.Plain(Number)
        : Number == 1 ? $"1 {Unit.Name}"
        : $"{Numbers.Plain(Number)} {Unit.Plural}";
}
