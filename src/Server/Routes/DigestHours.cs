using System.Globalization;
using Evenhand.Node.Refusals;
using Evenhand.Server.Problems;

namespace Evenhand.Server.Routes;

/// <summary>The hour of a digest, as people write it.</summary>
internal static class DigestHours
{
    private const string None = "none";

    /// <summary>The hour that is said; that of before where nothing is.</summary>
    /// <exception cref="RequestException">It is none.</exception>
    public static int? Read(string? text, int? before) =>
        text switch
        {
            null => before,
            None => null,
            [var tens, var ones, ':', '0', '0']
                when int.TryParse([tens, ones], CultureInfo.InvariantCulture, out var hour)
                    && hour is >= 0 and <= 23 => hour,
            _ => throw Refusal.Malformed(
                "a digest goes at a full hour such as 08:00, or is none",
                "/digest"
            ),
        };

    /// <summary>An hour in text; null where there is none.</summary>
    public static string? Text(int? hour) =>
        hour is { } its ? string.Create(CultureInfo.InvariantCulture, $"{its:00}:00") : null;
}
