using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Import;

/// <summary>A text read as a date and time; with <c>Offset</c> where the text itself says how far from UTC it is.</summary>
internal readonly record struct Stamp(LocalDateTime Local, Offset? Offset);

/// <summary>One way in which a file writes a date and time: a name, or a pattern in NodaTime's letters.</summary>
internal sealed partial record TimeFormat(string Text, Func<string, Stamp?> Read)
{
    private static readonly OffsetDateTimePattern Mail =
        OffsetDateTimePattern.CreateWithInvariantCulture("ddd, d MMM uuuu HH:mm:ss o<+HHmm>");

    private static readonly Dictionary<string, Func<string, Stamp?>> Named = new()
    {
        ["iso"] = Iso,
        ["rfc2822"] = text =>
            WithOffset(Mail, text.Replace("GMT", "+0000", StringComparison.Ordinal)),
        ["epoch-seconds"] = text => Epoch(text, 1),
        ["epoch-milliseconds"] = text => Epoch(text, 1000),
        ["epoch-microseconds"] = text => Epoch(text, 1_000_000),
        ["epoch-nanoseconds"] = text => Epoch(text, 1_000_000_000),
    };

    /// <summary>Nobody's usage is older: a count that gives less is a count of something else.</summary>
    private static readonly Instant Earliest = Instant.FromUtc(1980, 1, 1, 0, 0);

    /// <summary>The names that a map may say.</summary>
    public static IEnumerable<string> Names => Named.Keys;

    /// <summary>The format that a map's text means; throws <see cref="InvalidPatternException"/> if it means none.</summary>
    public static TimeFormat Of(string text)
    {
        if (Named.TryGetValue(text, out var named))
            return new TimeFormat(text, named);
        PatternLetters.RequireOneMeaning(text, withDate: true);
        if (text.Contains("o<", StringComparison.Ordinal))
        {
            var pattern = OffsetDateTimePattern.CreateWithInvariantCulture(text);
            return new TimeFormat(text, candidate => WithOffset(pattern, candidate));
        }
        var local = LocalDateTimePattern.CreateWithInvariantCulture(text);
        return new TimeFormat(text, candidate => WithoutOffset(local, candidate));
    }

    /// <summary>RFC 3339 with its offset, or ISO 8601 without one; a space may stand for the T.</summary>
    private static Stamp? Iso(string text)
    {
        var iso = text.Length > 10 && text[10] is ' ' or 't' ? text[..10] + "T" + text[11..] : text;
        // A leap second is the last instant before the next minute, and what is beyond 100 ns is cut off.
        iso = LeapSecond().Replace(iso, ":59.9999999");
        iso = Decimals().Replace(iso, "$1");
        return WithOffset(OffsetDateTimePattern.Rfc3339, iso)
            ?? WithOffset(OffsetDateTimePattern.ExtendedIso, iso)
            ?? WithoutOffset(LocalDateTimePattern.ExtendedIso, iso);
    }

    private static Stamp? Epoch(string text, long perSecond)
    {
        if (
            !decimal.TryParse(
                text,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var count
            )
        )
            return null;
        var seconds = count / perSecond;
        if (seconds > 100_000_000_000)
            return null;
        var ticks = (long)(seconds * NodaConstants.TicksPerSecond);
        var instant = Instant.FromUnixTimeTicks(ticks);
        return instant < Earliest
            ? null
            : new Stamp(instant.InUtc().LocalDateTime, NodaTime.Offset.Zero);
    }

    private static Stamp? WithOffset(OffsetDateTimePattern pattern, string text)
    {
        var result = pattern.Parse(text);
        return result.Success ? new Stamp(result.Value.LocalDateTime, result.Value.Offset) : null;
    }

    private static Stamp? WithoutOffset(LocalDateTimePattern pattern, string text)
    {
        var result = pattern.Parse(text);
        return result.Success ? new Stamp(result.Value, null) : null;
    }

    [GeneratedRegex(@"(?<=T[0-9]{2}:[0-9]{2}):60(\.[0-9]+)?")]
    private static partial Regex LeapSecond();

    [GeneratedRegex(@"(\.[0-9]{7})[0-9]+")]
    private static partial Regex Decimals();
}
