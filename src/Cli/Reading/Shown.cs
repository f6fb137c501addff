using System.Globalization;
using Evenhand.Notation;

namespace Evenhand.Cli.Reading;

/// <summary>Values as people read them.</summary>
internal static class Shown
{
    /// <summary>An instant, to the second.</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>An instant, to the second; nothing where there is none.</summary>
    public static string Instant(DateTimeOffset? instant) =>
        instant is { } there ? Instant(there) : "";

    /// <summary>A day.</summary>
    public static string Day(DateOnly? day) =>
        day?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A decimal string with grouped digits and at most three decimals: programs have the exact one.</summary>
    public static string Quantity(string quantity) => Number(quantity, "#,0.###");

    /// <summary>An amount of money with grouped digits and all its decimals.</summary>
    public static string Money(string amount) =>
        Number(amount, "#,0." + new string('0', Decimals(amount)));

    /// <summary>A word of the wire.</summary>
    public static string Word<T>(T word)
        where T : struct, Enum => word.ToString().ToLowerInvariant();

    /// <summary>So many of something.</summary>
    public static string Count(long count, string one, string many) => Counted.Of(count, one, many);

    /// <summary>Whether a decimal string is nought.</summary>
    public static bool IsZero(string number) =>
        decimal.TryParse(number, NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
        && value == 0;

    private static int Decimals(string number) =>
        number.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point
            ? number.Length - point - 1
            : 0;

    private static string Number(string text, string form) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(form, CultureInfo.InvariantCulture)
            : text;
}
