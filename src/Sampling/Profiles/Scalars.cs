using System.Globalization;
using Evenhand.Notation;

namespace Evenhand.Sampling.Profiles;

/// <summary>Single values of a profile.</summary>
internal static class Scalars
{
    private static readonly Dictionary<char, long> DelayUnits = new()
    {
        ['s'] = Period.Second,
        ['m'] = Period.Minute,
        ['h'] = Period.Hour,
        ['d'] = Period.Day,
    };

    public static string Text(Node node, ErrorList errors)
    {
        if (node is ScalarNode { Text: { Length: > 0 } text })
            return text;
        errors.Add(node, "a text should stand here");
        return "";
    }

    public static double Number(Node node, double least, double most, ErrorList errors)
    {
        var text = (node as ScalarNode)?.Text;
        if (
            !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number)
        )
        {
            errors.Add(
                node,
                text is null
                    ? "a number should stand here"
                    : $"a number should stand here, not '{text}'"
            );
            return least;
        }
        if (number >= least && number <= most)
            return number;
        errors.Add(
            node,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{text} should lie between {least:0.######} and {most:0.######}"
            )
        );
        return Math.Clamp(number, least, most);
    }

    public static bool Flag(Node node, ErrorList errors)
    {
        var text = (node as ScalarNode)?.Text;
        if (text is not ("true" or "false"))
            errors.Add(node, "true or false should stand here");
        return text == "true";
    }

    /// <summary>A delay such as 10s, 5m, 2h or 30d, in milliseconds.</summary>
    public static double Delay(Node node, ErrorList errors)
    {
        if (
            node is ScalarNode { Text: { Length: > 1 } text }
            && DelayUnits.TryGetValue(text[^1], out var unit)
            && double.TryParse(
                text[..^1],
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var count
            )
            && count is >= 0 and <= 10_000
        )
            return count * unit;
        errors.Add(node, "a delay should stand here: a number and s, m, h or d, such as 30d");
        return 0;
    }

    /// <summary>A local time of day such as 16:00, in milliseconds after midnight.</summary>
    public static long TimeOfDay(Node node, ErrorList errors)
    {
        var text = (node as ScalarNode)?.Text;
        if (
            TimeOnly.TryParseExact(
                text,
                "HH:mm",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
        )
            return (long)time.ToTimeSpan().TotalMilliseconds;
        errors.Add(node, "a time of day should stand here, such as 16:00");
        return 0;
    }

    /// <summary>One value, or two in rising order.</summary>
    public static (double Least, double Most) Range(
        Node node,
        Func<Node, double> one,
        ErrorList errors
    )
    {
        if (node is ScalarNode)
        {
            var single = one(node);
            return (single, single);
        }
        if (node is not ListNode { Items: [var first, var second] })
        {
            errors.Add(node, "one value or two, [least, most], should stand here");
            return (0, 0);
        }
        var before = errors.Count;
        var (least, most) = (one(first), one(second));
        if (least > most && errors.Count == before)
            errors.Add(node, "the first value should not be greater than the second");
        return (least, Math.Max(least, most));
    }

    /// <summary>The JSON that a scalar stands for: a number, true, false and null when plain, a string otherwise.</summary>
    public static byte[] Json(Node node, ErrorList errors)
    {
        if (node is not ScalarNode { Text: var text } scalar)
        {
            errors.Add(node, "a single value should stand here");
            return "null"u8.ToArray();
        }
        var plain = !scalar.Quoted;
        return plain && IsLiteral(text)
            ? System.Text.Encoding.UTF8.GetBytes(text)
            : Utf8Lines.Quote(text);
    }

    private static bool IsLiteral(string text)
    {
        if (text is "true" or "false" or "null")
            return true;
        try
        {
            using var parsed = System.Text.Json.JsonDocument.Parse(text);
            return parsed.RootElement.ValueKind == System.Text.Json.JsonValueKind.Number;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
