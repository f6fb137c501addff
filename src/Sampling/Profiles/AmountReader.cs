using Evenhand.Sampling.Fields;

namespace Evenhand.Sampling.Profiles;

/// <summary>Reads distributions of numbers: uniform, or log_normal between bounds.</summary>
internal static class AmountReader
{
    // Doubles hold every whole number up to here, in whatever unit the decimals make.
    private const double Exact = 9e15;

    /// <summary>A number with the decimals that the section gives.</summary>
    public static Amount Read(Section section, ErrorList errors)
    {
        var decimals = section.Whole("decimals", 0, 9, otherwise: 0);
        var bound = Exact;
        for (var i = 0; i < decimals; i++)
            bound /= 10;
        return Read(section, decimals, -bound, bound, errors);
    }

    /// <summary>A whole number between bounds; a curve is cut off there.</summary>
    public static Amount ReadWhole(Section section, double least, double most, ErrorList errors) =>
        Read(section, 0, least, most, errors);

    private static Amount Read(
        Section section,
        int decimals,
        double least,
        double most,
        ErrorList errors
    )
    {
        if (section.Map("log_normal") is not { } curve)
        {
            var (low, high) = section.Range("uniform", least, most);
            return new Amount(false, low, high, low, high, decimals);
        }
        var (mu, sigma) = (curve.Number("mu", -50, 50), curve.Number("sigma", 0, 10));
        curve.Close();
        var from = section.Number("min", least, most, otherwise: least);
        var to = section.Number("max", least, most, otherwise: most);
        if (from > to)
            errors.Add(section.Node, "min should not be greater than max");
        return new Amount(true, mu, sigma, from, Math.Max(from, to), decimals);
    }
}
