using System.Collections.Immutable;
using System.Text;

namespace Evenhand.Import;

/// <summary>How the file writes telephone numbers, and which of them are the account's own.</summary>
internal sealed record NumberRules
{
    public static readonly NumberRules None = new();

    /// <summary>ITU-T E.164 allows 15 digits, country code included.</summary>
    private const int MostDigits = 15;

    /// <summary>Of the country that numbers without an international prefix belong to; null: only international ones are numbers.</summary>
    public string? CountryCode { get; init; }
    public string? TrunkPrefix { get; init; }
    public string? InternationalPrefix { get; init; }

    /// <summary>Digits; what has fewer, before any country code is added, is an extension or a short code and no number.</summary>
    public int Shortest { get; init; } = 7;

    public ImmutableArray<string> OwnPrefixes { get; init; } = [];
    public ImmutableArray<int> OwnLengths { get; init; } = [];

    /// <summary>
    /// The number in E.164 form, with its plus; null if the text is none. <c>international</c>: digits without a prefix
    /// begin with a country code already.
    /// </summary>
    public string? Normalise(string text, bool international = false)
    {
        if (Bare(text) is not { } bare)
        {
            return null;
        }

        var digits = WithCountryCode(bare, international);
        return digits is { Length: <= MostDigits } && digits[0] != '0' ? "+" + digits : null;
    }

    public bool IsOwn(string text)
    {
        if (OwnLengths.Contains(text.Length) && text.All(char.IsAsciiDigit))
        {
            return true;
        }

        return Normalise(text) is { } number
            && OwnPrefixes.Any(prefix => number.StartsWith(prefix, StringComparison.Ordinal));
    }

    private string? WithCountryCode(string bare, bool international)
    {
        if (bare[0] == '+')
        {
            return LongEnough(bare[1..]);
        }

        if (InternationalPrefix is { } prefix && bare.StartsWith(prefix, StringComparison.Ordinal))
        {
            return LongEnough(bare[prefix.Length..]);
        }

        if (international)
        {
            return LongEnough(bare);
        }

        if (CountryCode is null)
        {
            return null;
        }

        var national =
            TrunkPrefix is { } trunk && bare.StartsWith(trunk, StringComparison.Ordinal)
                ? bare[trunk.Length..]
                : bare;
        return LongEnough(national) is null ? null : CountryCode + national;
    }

    private string? LongEnough(string digits) => digits.Length >= Shortest ? digits : null;

    /// <summary>Without the marks that people set between digits; null if anything else remains.</summary>
    private static string? Bare(string text)
    {
        StringBuilder bare = new(text.Length);
        foreach (char c in text)
        {
            if (char.IsAsciiDigit(c) || (c == '+' && bare.Length == 0))
            {
                bare.Append(c);
            }
            else if (!" -().\u00A0/".Contains(c, StringComparison.Ordinal))
            {
                return null;
            }
        }
        return bare.Length > 0 && bare.ToString() != "+" ? bare.ToString() : null;
    }
}
