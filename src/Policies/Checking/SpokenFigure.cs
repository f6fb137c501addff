using System.Globalization;
using Evenhand.Policies.Language;

namespace Evenhand.Policies.Checking;

/// <summary>
/// A figure as prose says it: a number in digits (grouped with <c>,</c>, <c>_</c> or a narrow blank) or in words
/// up to twelve, perhaps thousands, millions or billions, and what it is a number of.
/// </summary>
/// <param name="Number">The number, scaled; cents and pence are hundredths.</param>
/// <param name="Of">What stands after it, such as <c>GB</c> or <c>%</c>; empty for a bare number.</param>
/// <param name="Currencies">The currencies that it may be in; empty when it names none.</param>
internal sealed record SpokenFigure(decimal Number, string Of, IReadOnlyList<string> Currencies)
{
    // With a billion behind it, a number of so many digits still fits a decimal.
    private const int MostDigits = 19;

    private static readonly string[] Words =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ];

    private static readonly Dictionary<string, decimal> Scales = new()
    {
        ["thousand"] = 1_000,
        ["million"] = 1_000_000,
        ["billion"] = 1_000_000_000,
    };

    private static readonly Dictionary<string, string[]> Symbols = new()
    {
        ["€"] = ["EUR"],
        ["£"] = ["GBP"],
        ["US$"] = ["USD"],
        ["A$"] = ["AUD"],
        ["C$"] = ["CAD"],
        ["NZ$"] = ["NZD"],
        ["$"] = ["USD", "AUD", "CAD", "NZD"],
        ["R"] = ["ZAR"],
        ["¥"] = ["JPY", "CNY"],
    };

    private static readonly Dictionary<string, string[]> Hundredths = new()
    {
        ["cent"] = ["EUR", "USD", "AUD", "CAD", "NZD", "ZAR"],
        ["cents"] = ["EUR", "USD", "AUD", "CAD", "NZD", "ZAR"],
        ["penny"] = ["GBP"],
        ["pence"] = ["GBP"],
    };

    /// <summary>The number that a word says, from <c>zero</c> to <c>twelve</c>, <c>once</c> and <c>twice</c>; -1 for other words.</summary>
    public static int OfWord(string word) =>
        word.ToLowerInvariant() switch
        {
            "once" => 1,
            "twice" => 2,
            var lower => Array.IndexOf(Words, lower),
        };

    /// <summary>Reads words; null when they say no number, or more than any rule may say (<see cref="Numbers.Most"/>).</summary>
    public static SpokenFigure? Read(string words)
    {
        var text = words.Replace('\u00A0', ' ').Replace('\u202F', ' ').Trim();
        string[] currencies = [];
        if (Leading(text) is var (symbol, codes) && symbol.Length > 0)
            (text, currencies) = (text[symbol.Length..].TrimStart(), codes);
        var tokens = Tokens(text);
        if (tokens.Count == 0 || !TryNumber(tokens[0], out var number))
            return null;
        tokens.RemoveAt(0);
        if (tokens.Count > 0 && Scales.TryGetValue(tokens[0].ToLowerInvariant(), out var scale))
        {
            number *= scale;
            tokens.RemoveAt(0);
        }
        return number <= Numbers.Most ? Named(number, string.Join(' ', tokens), currencies) : null;
    }

    private static SpokenFigure Named(decimal number, string of, string[] currencies)
    {
        if (currencies.Length > 0)
            return new SpokenFigure(number, of, currencies);
        if (Symbols.TryGetValue(of, out var codes))
            return new SpokenFigure(number, "", codes);
        if (IsCode(of))
            return new SpokenFigure(number, "", [of]);
        if (Hundredths.TryGetValue(of.ToLowerInvariant(), out codes))
            return new SpokenFigure(number / 100, "", codes);
        return new SpokenFigure(number, of is "per cent" or "percent" ? "%" : of, []);
    }

    private static (string Symbol, string[] Codes) Leading(string text)
    {
        if (text.Length > 3 && IsCode(text[..3]) && text[3] is ' ' or >= '0' and <= '9')
            return (text[..3], [text[..3]]);
        foreach (var (symbol, codes) in Symbols.OrderByDescending(each => each.Key.Length))
            if (text.StartsWith(symbol, StringComparison.Ordinal) && text.Length > symbol.Length)
                if (char.IsAsciiDigit(text[symbol.Length..].TrimStart().FirstOrDefault()))
                    return (symbol, codes);
        return ("", []);
    }

    // A number and what it is of may touch (`10%`, `70GB`), and blanks may group digits (`1 000 000`).
    private static List<string> Tokens(string text)
    {
        var digits = 0;
        while (digits < text.Length && IsOfNumber(text, digits))
            digits++;
        var rest = text[digits..].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (digits > 0)
            rest.Insert(0, text[..digits]);
        return rest;
    }

    private static bool IsOfNumber(string text, int at) =>
        char.IsAsciiDigit(text[at])
        || (
            at > 0
            && text[at] is ',' or '_' or '.' or ' '
            && char.IsAsciiDigit(text[at - 1])
            && at + 1 < text.Length
            && char.IsAsciiDigit(text[at + 1])
        );

    private static bool TryNumber(string token, out decimal number)
    {
        number = OfWord(token);
        if (number >= 0)
            return true;
        var plain = token
            .Replace(",", "", StringComparison.Ordinal)
            .Replace("_", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal);
        return IsGrouped(token)
            && plain.Length <= MostDigits
            && decimal.TryParse(
                plain,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out number
            );
    }

    // Groups have three digits each: `1,00` is a slip or a decimal comma, and neither is read.
    private static bool IsGrouped(string token)
    {
        var whole = token.Split('.')[0].Split(',', '_', ' ');
        return whole.Skip(1).All(group => group.Length == 3) && whole[0].Length > 0;
    }

    private static bool IsCode(string text) =>
        text.Length == 3 && text.All(char.IsAsciiLetterUpper);
}
