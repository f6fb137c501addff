using System.Globalization;

namespace Evenhand.Server.Branding;

/// <summary>How well a colour can be told from another (WCAG 2.2, 1.4.3).</summary>
public static class Contrast
{
    /// <summary>What text needs at least, level AA.</summary>
    public const double Least = 4.5;

    /// <summary>Hundredths of the way to black or white, by which a colour that is no good is moved.</summary>
    private const int Step = 2;

    /// <summary>What links and buttons stand on in the light scheme; the style sheet has the same.</summary>
    public static readonly IReadOnlyList<string> Light = ["#fdfcf9", "#f5f2ea"];

    /// <summary>The same in the dark scheme.</summary>
    public static readonly IReadOnlyList<string> Dark = ["#15171a", "#1e2125"];

    /// <summary>The ratio of two colours, from 1 to 21.</summary>
    public static double Of(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>The lowest ratio of a colour to what it stands on.</summary>
    public static double Worst(string colour, IReadOnlyList<string> grounds) =>
        grounds.Min(ground => Of(colour, ground));

    /// <summary>The nearest colour on the way to black, or to white on dark ground, that can be read.</summary>
    public static string Mended(string colour, IReadOnlyList<string> grounds)
    {
        var to = Luminance(grounds[0]) > 0.5 ? "#000000" : "#ffffff";
        for (var share = 0; share < 100; share += Step)
            if (Mixed(colour, to, share) is var mixed && Worst(mixed, grounds) >= Least)
                return mixed;
        return to;
    }

    /// <summary>Whether a text is a colour as <c>#rrggbb</c>.</summary>
    public static bool IsColour(string text) =>
        text is ['#', _, _, _, _, _, _] && text.AsSpan(1).IndexOfAnyExcept(Hex) < 0;

    private static readonly System.Buffers.SearchValues<char> Hex =
        System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    private static string Mixed(string colour, string to, int share)
    {
        var (from, other) = (Parts(colour), Parts(to));
        var mixed = from.Zip(other, (a, b) => a + (b - a) * share / 100);
        return "#"
            + string.Concat(
                mixed.Select(part => part.ToString("x2", CultureInfo.InvariantCulture))
            );
    }

    private static int[] Parts(string colour) =>
        [.. Convert.FromHexString(colour.AsSpan(1)).Select(part => (int)part)];

    private static double Luminance(string colour)
    {
        var parts = Parts(colour).Select(Linear).ToList();
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    private static double Linear(int part)
    {
        var share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
