using System.Globalization;
using Evenhand.Policies.Language.Kinds;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Policies.Publishing;

/// <summary>Dates, quantities and names as people write them.</summary>
internal static class Wording
{
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture(
        "d MMMM uuuu"
    );

    /// <summary>An instant as a date, with its time in UTC where it is not midnight.</summary>
    public static string Of(Instant instant)
    {
        var utc = instant.InUtc().LocalDateTime;
        return utc.TimeOfDay == LocalTime.Midnight
            ? Date.Format(utc.Date)
            : $"{Date.Format(utc.Date)}, {utc.TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC";
    }

    /// <summary>A date that was written as <c>2026-01-05</c>, or with a time after it; anything else as it stands.</summary>
    public static string Day(string text)
    {
        var blank = text.IndexOfAny([' ', 'T']);
        var day = blank < 0 ? text : text[..blank];
        if (!LocalDatePattern.Iso.Parse(day).TryGetValue(default, out var date))
            return text;
        return blank < 0 ? Date.Format(date) : $"{Date.Format(date)}, {text[(blank + 1)..]}";
    }

    /// <summary>A quantity with its digits in groups of three: <c>7,000 GB</c>.</summary>
    public static string Quantity(string text)
    {
        if (!QuantityKind.TrySplit(text, out var number, out var unit))
            return text;
        var digits = text.Split(' ')[0];
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var places = point < 0 ? 0 : digits.Length - point - 1;
        var grouped = number.ToString($"N{places}", CultureInfo.InvariantCulture);
        return unit.Length == 0 ? grouped : $"{grouped} {unit}";
    }

    /// <summary>A name of the catalogue in words: <c>object.stored</c> is “Object stored”.</summary>
    public static string Name(string name)
    {
        var words = Plain(name);
        return words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>The same without a capital.</summary>
    public static string Plain(string name) =>
        name.Replace('.', ' ').Replace('_', ' ').Replace('-', ' ');

    /// <summary>A count of something.</summary>
    public static string Count(int count, string one, string several) =>
        count == 1 ? $"1 {one}" : $"{count.ToString("N0", CultureInfo.InvariantCulture)} {several}";
}
