using System.Globalization;

namespace Evenhand.Pages.Drawing;

/// <summary>Where things stand on a runway, in hundredths of its width.</summary>
public sealed class RunwayScale
{
    /// <summary>A little room on the right, so that the last mark can be seen.</summary>
    private const decimal Room = 1.04m;

    /// <summary>What is used at all is seen.</summary>
    private const decimal Least = 0.4m;

    /// <summary>Half the width of the mark of an even pace.</summary>
    private const decimal HalfWedge = 0.8m;

    private readonly decimal used;
    private readonly decimal included;
    private readonly decimal? expected;
    private readonly decimal whole;

    /// <summary>The scale on which everything that is given has its place.</summary>
    /// <param name="used">What is used.</param>
    /// <param name="included">What is included or allowed.</param>
    /// <param name="expected">What it will have come to; null where that is not known.</param>
    /// <param name="even">What would be used by now at an even pace; null where that means nothing.</param>
    public RunwayScale(decimal used, decimal included, decimal? expected, decimal? even = null)
    {
        (this.used, this.included, this.expected) = (used, included, expected);
        var most = Math.Max(Math.Max(used, included), expected ?? 0);
        whole = most <= 0 ? 1 : most;
        Even = even is { } pace && pace > 0 && pace < included ? Wedge(At(pace)) : null;
    }

    /// <summary>The width of what is used within what is included.</summary>
    public string Within => Text(Seen(Math.Min(used, included)));

    /// <summary>The width of what is used beyond.</summary>
    public string Beyond => Text(used > included ? At(used) - At(Math.Max(0, included)) : 0);

    /// <summary>Where what is included ends.</summary>
    public string Included => Text(At(Math.Max(0, included)));

    /// <summary>The width of what is expected by the end of the window.</summary>
    public string Expected => Text(At(Math.Max(0, expected ?? 0)));

    /// <summary>The outline of the mark of an even pace, as the path of an SVG; null where there is none.</summary>
    public string? Even { get; }

    /// <summary>Whether anything is beyond what is included.</summary>
    public bool IsBeyond => used > included;

    private decimal Seen(decimal value) => value <= 0 ? 0 : Math.Max(Least, At(value));

    // Divided first: what is counted may be near the end of what a decimal holds.
    private decimal At(decimal value) => value / whole * (100 / Room);

    /// <summary>A wedge that points down, its tip at a place.</summary>
    private static string Wedge(decimal place) =>
        $"M{Text(place - HalfWedge)} 0H{Text(place + HalfWedge)}L{Text(place)} 4Z";

    private static string Text(decimal place) =>
        place.ToString("0.##", CultureInfo.InvariantCulture);
}
