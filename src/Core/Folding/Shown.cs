using Evenhand.Core.Rating;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>Amounts of base units as people read them.</summary>
internal static class Shown
{
    /// <summary>The number in a unit, and the unit's name.</summary>
    public static string Of(Rational baseUnits, Unit unit) =>
        $"{Number(baseUnits, unit)} {(baseUnits == unit.Factor ? unit.Name : unit.Plural)}".TrimEnd();

    /// <summary>The number alone.</summary>
    public static string Number(Rational baseUnits, Unit unit) =>
        (baseUnits / unit.Factor).ToString();

    /// <summary>A share in hundredths.</summary>
    public static string Share(Rational ratio) => $"{ratio * 100} %";
}
