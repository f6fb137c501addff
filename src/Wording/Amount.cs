using Evenhand.Core.Effects;
using Evenhand.Languages;

namespace Evenhand.Wording;

/// <summary>Numbers and amounts as people read them.</summary>
public static class Amount
{
    /// <summary>A decimal in plain notation with its digits grouped: <c>1,234.5</c>. Anything else as it is.</summary>
    public static string Number(string value) => Language.English.Number(value);

    /// <summary>A number with its unit, in the singular where it is one.</summary>
    public static string Of(NamedFigure figure) => Of(figure, Language.English);

    /// <summary>A number with a word that no unit names.</summary>
    public static string Of(string value, string one, string several) =>
        $"{Number(value)} {(value == "1" ? one : several)}";

    /// <summary>The same in a language.</summary>
    public static string Of(NamedFigure figure, Language say) =>
        figure.Unit.Length == 0
            ? say.Number(figure.Value)
            : $"{say.Number(figure.Value)} {UnitOf(figure)}";

    /// <summary>A share in hundredths.</summary>
    public static string Share(string ratio) => Share(ratio, Language.English);

    /// <summary>The same in a language.</summary>
    public static string Share(string ratio, Language say) => $"{say.Number(Hundredths(ratio))} %";

    /// <summary>The verb that goes with a number.</summary>
    public static string Is(NamedFigure figure) => figure.Value == "1" ? "is" : "are";

    private static string UnitOf(NamedFigure figure) =>
        figure.Value == "1" ? figure.Unit : figure.Units;

    /// <summary>The point two places to the right: no digit is lost, whatever their number.</summary>
    private static string Hundredths(string ratio)
    {
        var point = ratio.IndexOf('.');
        var (whole, part) = point < 0 ? (ratio, "") : (ratio[..point], ratio[(point + 1)..]);
        part = part.PadRight(2, '0');
        var moved = (whole + part[..2]).TrimStart('0');
        var rest = part[2..].TrimEnd('0');
        return (moved.Length == 0 ? "0" : moved) + (rest.Length == 0 ? "" : $".{rest}");
    }
}
