using System.Globalization;

namespace Evenhand.Notation;

/// <summary>How many of something, as people read it: <c>1 event</c>, <c>1,467 events</c>.</summary>
public static class Counted
{
    /// <summary>A number with its digits grouped.</summary>
    /// <param name="count">How many.</param>
    public static string Of(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number with its noun.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The noun in the singular.</param>
    /// <param name="several">The noun in the plural; by default the singular with an s.</param>
    public static string Of(long count, string one, string? several = null) =>
        $"{Of(count)} {Word(count, one, several ?? $"{one}s")}";

    /// <summary>The word that agrees with a number, such as <c>is</c> or <c>are</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="several">The word for none and for several.</param>
    public static string Word(long count, string one, string several) => count == 1 ? one : several;
}
