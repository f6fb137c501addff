using System.Globalization;
using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Refusals;
using Evenhand.Server.Problems;

namespace Evenhand.Server.Routes;

/// <summary>Texts of query parameters as values.</summary>
internal static class Query
{
    private const int UsualLimit = 100;
    private const int LargestLimit = 1_000;

    /// <summary>How many items a page has, 1 to 1,000.</summary>
    /// <exception cref="RequestException">It is no such number.</exception>
    public static int Limit(string? text)
    {
        if (text is null)
            return UsualLimit;
        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is > 0 and <= LargestLimit
            ? limit
            : throw Refusal.Malformed($"limit is a whole number from 1 to {LargestLimit:N0}");
    }

    /// <summary>An instant, or the beginning of a day of UTC; null where it was not given.</summary>
    /// <exception cref="RequestException">It is neither.</exception>
    public static Moment? Instant(string name, string? text)
    {
        if (text is null)
            return null;
        var whole = text.Length == "2026-01-31".Length ? text + "T00:00:00Z" : text;
        return Rfc3339.TryParse(Encoding.UTF8.GetBytes(whole), out var moment)
            ? moment
            : throw Refusal.Malformed(
                $"{name} is an instant such as 2026-01-31T12:00:00Z, or a date"
            );
    }

    /// <summary>Yes or no; no where it was not given.</summary>
    /// <exception cref="RequestException">It is neither.</exception>
    public static bool Flag(string name, string? text) =>
        text switch
        {
            null or "false" => false,
            "true" or "" => true,
            _ => throw Refusal.Malformed($"{name} is true or false"),
        };
}
