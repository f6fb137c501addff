using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Import;

/// <summary>A text read as a date and time; with <c>Offset</c> where the text itself says how far from UTC it is.</summary>
internal readonly record struct Stamp(LocalDateTime Local, Offset? Offset);

/// <summary>One way in which a file writes a date and time: a name, or a pattern in NodaTime's letters.</summary>
internal sealed record TimeFormat(string Text, Func<string, Stamp?> Read)
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
    };

    /// <summary>The format that a map's text means; throws <see cref="InvalidPatternException"/> if it means none.</summary>
    public static TimeFormat Of(string text)
    {
        if (Named.TryGetValue(text, out var named))
        {
            return new TimeFormat(text, named);
        }

        if (text.Contains("o<", StringComparison.Ordinal))
        {
            OffsetDateTimePattern pattern = OffsetDateTimePattern.CreateWithInvariantCulture(text);
            return new TimeFormat(text, candidate => WithOffset(pattern, candidate));
        }
        LocalDateTimePattern local = LocalDateTimePattern.CreateWithInvariantCulture(text);
        return new TimeFormat(text, candidate => WithoutOffset(local, candidate));
    }

    /// <summary>RFC 3339 with its offset, or ISO 8601 without one; a space may stand for the T.</summary>
    private static Stamp? Iso(string text)
    {
        var iso = text.Length > 10 && text[10] == ' ' ? text[..10] + "T" + text[11..] : text;
        return WithOffset(OffsetDateTimePattern.Rfc3339, iso)
            ?? WithoutOffset(LocalDateTimePattern.ExtendedIso, iso);
    }

    private static Stamp? Epoch(string text, long perSecond)
    {
        if (
            !long.TryParse(
                text,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out long count
            )
        )
        {
            return null;
        }

        if (Math.Abs(count) / perSecond > 100_000_000_000)
        {
            return null;
        }

        var instant =
            perSecond == 1
                ? Instant.FromUnixTimeSeconds(count)
                : Instant.FromUnixTimeMilliseconds(count);
        return new Stamp(instant.InUtc().LocalDateTime, NodaTime.Offset.Zero);
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
}
