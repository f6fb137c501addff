using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PhoneNumbers;

namespace Evenhand.Import;

/// <summary>How the file writes telephone numbers, and which of them are the account's own.</summary>
internal sealed record NumberRules
{
    /// <summary>ITU-T E.164 allows 15 digits, country code included.</summary>
    private const int MostDigits = 15;

    /// <summary>Logs name the same numbers over and over; so many are remembered.</summary>
    private const int MostKnown = 65_536;

    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    private readonly Dictionary<(string Text, bool International), string?> known = [];

    /// <summary>ISO 3166 code of the country whose plan numbers without an international prefix follow; null: only international ones are numbers.</summary>
    public string? Country { get; init; }

    /// <summary>Taken off numbers before the country's own rules are asked, such as the digit for an outside line.</summary>
    public string? TrunkPrefix { get; init; }

    /// <summary>Besides the country's own.</summary>
    public string? InternationalPrefix { get; init; }

    /// <summary>Digits; what has fewer, before any country code is added, is an extension or a short code and no number.</summary>
    public int Shortest { get; init; } = 7;

    public ImmutableArray<string> OwnPrefixes { get; init; } = [];
    public ImmutableArray<int> OwnLengths { get; init; } = [];

    /// <summary>The main country of a calling code; null if it is none.</summary>
    public static string? MainCountry(string callingCode) =>
        int.TryParse(callingCode, CultureInfo.InvariantCulture, out var code)
        && Plans.GetRegionCodeForCountryCode(code) is { Length: 2 } country
        && country != "ZZ"
            ? country
            : null;

    /// <summary>The countries that have a numbering plan.</summary>
    public static IEnumerable<string> Countries => Plans.GetSupportedRegions();

    /// <summary>
    /// The number in E.164 form, with its plus; null if the text is none. <c>international</c>: digits without a prefix
    /// begin with a country code already.
    /// </summary>
    public string? Normalise(string text, bool international = false)
    {
        if (known.TryGetValue((text, international), out var number))
            return number;
        if (known.Count == MostKnown)
            known.Clear();
        return known[(text, international)] = Bare(text) is { } bare
            ? Placed(bare, international)
            : null;
    }

    public bool IsOwn(string text)
    {
        if (OwnLengths.Contains(text.Length) && text.All(char.IsAsciiDigit))
            return true;
        return Normalise(text) is { } number
            && OwnPrefixes.Any(prefix => number.StartsWith(prefix, StringComparison.Ordinal));
    }

    private string? Placed(string bare, bool international)
    {
        if (bare[0] == '+')
            return Abroad(bare);
        if (InternationalPrefix is { } prefix && bare.StartsWith(prefix, StringComparison.Ordinal))
            return Abroad("+" + bare[prefix.Length..]);
        if (international)
            return Abroad("+" + bare);
        if (Country is null)
            return null;
        var national =
            TrunkPrefix is { } trunk && bare.StartsWith(trunk, StringComparison.Ordinal)
                ? bare[trunk.Length..]
                : bare;
        return national.Length >= Shortest ? Number(national, Country) : null;
    }

    /// <summary>A number with its country code. One that its country's plan does not know is taken as it stands if it could be one.</summary>
    private string? Abroad(string text)
    {
        var digits = text[1..];
        if (digits.Length < Shortest || digits[0] == '0')
            return null;
        return Number(text, null) ?? (digits.Length <= MostDigits ? text : null);
    }

    private static string? Number(string text, string? country)
    {
        try
        {
            var number = Plans.Parse(text, country);
            return
                Plans.IsPossibleNumberWithReason(number)
                is PhoneNumberUtil.ValidationResult.IS_POSSIBLE
                ? Plans.Format(number, PhoneNumberFormat.E164)
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>Without the marks that people and telephones set around digits; null if anything else remains.</summary>
    private static string? Bare(string text)
    {
        StringBuilder bare = new(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
                bare.Append(c);
            else if (c is >= '０' and <= '９')
                bare.Append((char)(c - '０' + '0'));
            else if (c is '+' or '＋' && bare.Length == 0)
                bare.Append('+');
            else if (!IsMark(c))
                return null;
        }
        return bare.Length > 0 && bare.ToString() != "+" ? bare.ToString() : null;
    }

    private static bool IsMark(char c) =>
        "()./".Contains(c, StringComparison.Ordinal)
        || char.GetUnicodeCategory(c)
            is UnicodeCategory.SpaceSeparator
                or UnicodeCategory.DashPunctuation
                or UnicodeCategory.Format;
}
