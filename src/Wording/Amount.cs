using Evenhand.Core.Effects;

namespace Evenhand.Wording;

/// <summary>Numbers and amounts as people read them.</summary>
public static class Amount
{
    private const int Group = 3;

    /// <summary>A decimal in plain notation with its digits grouped: <c>1,234.5</c>. Anything else as it is.</summary>
    public static string Number(string value)
    {
        var sign = value.StartsWith('-') ? 1 : 0;
        var point = value.IndexOf('.');
        var end = point < 0 ? value.Length : point;
        if (
            end - sign <= Group
            || value.AsSpan(sign, end - sign).ContainsAnyExceptInRange('0', '9')
        )
            return value;
        var grouped = value;
        for (var at = end - Group; at > sign; at -= Group)
            grouped = grouped.Insert(at, ",");
        return grouped;
    }

    /// <summary>A number with its unit, in the singular where it is one.</summary>
    public static string Of(NamedFigure figure) =>
        figure.Unit.Length == 0 ? Number(figure.Value) : $"{Number(figure.Value)} {UnitOf(figure)}";

    /// <summary>A number with a word that no unit names.</summary>
    public static string Of(string value, string one, string several) =>
        $"{Number(value)} {(value == "1" ? one : several)}";

    /// <summary>A share in hundredths.</summary>
    public static string Share(string ratio) => $"{Hundredths(ratio)} %";

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
        return Number((moved.Length == 0 ? "0" : moved) + (rest.Length == 0 ? "" : $".{rest}"));
    }
}
