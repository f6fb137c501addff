using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>Amounts of base units as figures that are told.</summary>
internal static class Printed
{
    /// <summary>A named amount in a unit.</summary>
    public static NamedFigure As(string name, Rational baseUnits, Unit unit) =>
        new(name, Number(baseUnits, unit), unit.Name, unit.Plural);

    /// <summary>The amount in the unit.</summary>
    public static Quantity Of(Rational baseUnits, Unit unit) => new(baseUnits / unit.Factor);

    /// <summary>Its number as a text.</summary>
    public static string Number(Rational baseUnits, Unit unit) => Of(baseUnits, unit).ToString();
}
