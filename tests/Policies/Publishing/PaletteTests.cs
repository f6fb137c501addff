using System.Globalization;
using Evenhand.Policies.Publishing;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Publishing;

/// <summary>Every text can be told from what it stands on, by day and by night.</summary>
public sealed class PaletteTests
{
    // WCAG 2.2, success criterion 1.4.3, level AA.
    private const double Least = 4.5;

    [Fact]
    public void Text_contrasts_with_what_is_behind_it()
    {
        foreach (var palette in new[] { Palette.Light, Palette.Dark })
        foreach (var (text, behind) in palette.Pairs)
            Contrast(text, behind).ShouldBeGreaterThanOrEqualTo(Least, $"{text} on {behind}");
    }

    [Fact]
    public void Black_on_white_is_the_greatest_contrast_there_is() =>
        Contrast("#000000", "#ffffff").ShouldBe(21, 0.001);

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var channels = Enumerable
            .Range(0, 3)
            .Select(i =>
                int.Parse(
                    colour.AsSpan(1 + 2 * i, 2),
                    NumberStyles.HexNumber,
                    CultureInfo.InvariantCulture
                ) / 255.0
            )
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))
            .ToArray();
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    }
}
