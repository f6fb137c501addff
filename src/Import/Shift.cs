using System.Globalization;

namespace Evenhand.Import;

/// <summary>A shift in time as people write it: <c>627 weeks</c>, <c>-3 days</c>.</summary>
public static class Shift
{
    public const string Expected =
        "a shift is a whole number of weeks or days, such as `627 weeks` or `-3 days`";

    /// <summary>A thousand years either way.</summary>
    private const int MostDays = 365_000;

    /// <summary>The days of a shift; null if the text is none.</summary>
    public static int? Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (
            words.Length != 2
            || !int.TryParse(
                words[0],
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out int count
            )
        )
        {
            return null;
        }

        long days = (long)count * DaysEach(words[1]);
        return DaysEach(words[1]) > 0 && Math.Abs(days) <= MostDays ? (int)days : null;
    }

    /// <summary>A number of days in the same words, in weeks where they are whole.</summary>
    public static string Describe(int days) =>
        days % 7 == 0
            ? $"{days / 7} {(Math.Abs(days) == 7 ? "week" : "weeks")}"
            : $"{days} {(Math.Abs(days) == 1 ? "day" : "days")}";

    private static int DaysEach(string unit) =>
        unit switch
        {
            "week" or "weeks" => 7,
            "day" or "days" => 1,
            _ => 0,
        };
}
