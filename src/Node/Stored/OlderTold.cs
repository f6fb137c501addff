using System.Globalization;

namespace Evenhand.Node.Stored;

/// <summary>Records of what was told that an older release wrote, which kept no series and no level.</summary>
internal static class OlderTold
{
    /// <summary>The series of thresholds, of whatever size the allowance was.</summary>
    public const string Shares = "share";

    /// <summary>Whether a series is one of thresholds.</summary>
    public static bool IsOfShares(string series) =>
        series.StartsWith($"{Shares} of ", StringComparison.Ordinal);

    /// <summary>The series of a notice.</summary>
    public static string SeriesOf(ToldNotice notice) =>
        notice.What is "near-allowance" or "allowance-reached" or "beyond-allowance"
            ? Shares
            : notice.What;

    /// <summary>The numbers in a sentence, however their digits are grouped.</summary>
    public static string NumbersIn(string message) =>
        string.Join(
            ' ',
            message
                .Split(' ')
                .Select(word => string.Concat(word.Where(char.IsAsciiDigit)))
                .Where(number => number.Length > 0)
        );

    /// <summary>The threshold that a record told, which its sentence begins with; null where it tells none.</summary>
    public static long? LevelOf(ToldRecord record)
    {
        if (record.Key.Series != Shares)
            return null;
        var message = record.Notice!.Message;
        var end = message.IndexOf(" %", StringComparison.Ordinal);
        return
            end > 0
            && long.TryParse(
                message[..end],
                NumberStyles.AllowThousands,
                CultureInfo.InvariantCulture,
                out var percent
            )
            ? percent
            : long.MaxValue;
    }
}
