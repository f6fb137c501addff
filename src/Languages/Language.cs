using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Evenhand.Languages;

/// <summary>A language that people are spoken to in.</summary>
public sealed class Language
{
    private readonly FrozenDictionary<string, string> phrases;

    internal Language(
        string tag,
        string name,
        CultureInfo culture,
        WrittenDays days,
        string money,
        FrozenDictionary<string, string> phrases
    ) =>
        (Tag, Name, Culture, Days, Money, this.phrases) = (
            tag,
            name,
            culture,
            days,
            money,
            phrases
        );

    /// <summary>All of them, English first.</summary>
    public static ImmutableArray<Language> All { get; } = LanguageFile.All();

    /// <summary>The one whose phrases stand in the sources.</summary>
    public static Language English => All[0];

    /// <summary>The language of a tag, or of its first part: <c>de-AT</c> is read as <c>de</c>; null where there is none.</summary>
    public static Language? Find(string? tag)
    {
        var first = tag?.Split('-')[0];
        return All.FirstOrDefault(each =>
            string.Equals(each.Tag, first, StringComparison.OrdinalIgnoreCase)
        );
    }

    /// <summary>Marks a phrase that is said elsewhere.</summary>
    public static string Key(string phrase) => phrase;

    /// <summary>Its tag (BCP 47).</summary>
    public string Tag { get; }

    /// <summary>What its own speakers call it.</summary>
    public string Name { get; }

    /// <summary>How its readers write numbers and months.</summary>
    public CultureInfo Culture { get; }

    /// <summary>How its readers write days.</summary>
    public WrittenDays Days { get; }

    /// <summary>How they write an amount of money: <c>{0}</c> is the sign of the currency, <c>{1}</c> the number.</summary>
    public string Money { get; }

    /// <summary>The phrases that it has, by the English ones.</summary>
    public IReadOnlyDictionary<string, string> Phrases => phrases;

    /// <summary>A phrase; as it stands where there is none for it.</summary>
    public string this[string phrase] => phrases.GetValueOrDefault(phrase, phrase);

    /// <summary>A phrase with what stands in its places.</summary>
    public string this[string phrase, params object?[] values] =>
        string.Format(Culture, this[phrase], values);

    /// <summary>So many of something.</summary>
    /// <param name="count">How many; it stands in place 0.</param>
    /// <param name="forms">The phrase for one, a bar, and the phrase for any other number.</param>
    /// <param name="values">What stands in the places from 1 on.</param>
    public string Count(long count, string forms, params object?[] values) =>
        Count(count.ToString(CultureInfo.InvariantCulture), forms, values);

    /// <summary>So much of something, as a decimal string says it.</summary>
    public string Count(string count, string forms, params object?[] values)
    {
        var said = this[forms].Split('|');
        return string.Format(
            Culture,
            count == "1" ? said[0] : said[^1],
            [Number(count), .. values]
        );
    }

    /// <summary>A whole number with its digits grouped.</summary>
    public string Number(long number) => number.ToString("#,0", Culture);

    /// <summary>A decimal string of any length with its digits grouped; anything else as it is.</summary>
    public string Number(string number)
    {
        var sign = number.StartsWith('-') ? 1 : 0;
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var end = point < 0 ? number.Length : point;
        if (end == sign || number.AsSpan(sign, end - sign).ContainsAnyExceptInRange('0', '9'))
            return number;
        var whole = number[..end];
        for (var at = end - 3; at > sign; at -= 3)
            whole = whole.Insert(at, Culture.NumberFormat.NumberGroupSeparator);
        return point < 0
            ? whole
            : whole + Culture.NumberFormat.NumberDecimalSeparator + number[(point + 1)..];
    }

    /// <summary>A decimal string as a reader may have typed it, in plain notation: without groups, with a point.</summary>
    public string Plain(string typed) =>
        typed
            .Replace(Culture.NumberFormat.NumberGroupSeparator, "", StringComparison.Ordinal)
            .Replace(Culture.NumberFormat.NumberDecimalSeparator, ".", StringComparison.Ordinal);

    /// <summary>A decimal string in plain notation, as its reader would type it.</summary>
    public string Typed(string plain) =>
        plain.Replace(".", Culture.NumberFormat.NumberDecimalSeparator, StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Tag;
}

/// <summary>How days are written, as patterns of NodaTime.</summary>
/// <param name="Short">A day of this year: <c>3 Nov</c>.</param>
/// <param name="ShortWithYear">A day of another one: <c>3 Nov 2025</c>.</param>
/// <param name="Long">A day of a year: <c>3 November</c>.</param>
/// <param name="LongWithYear">A day: <c>3 November 2026</c>.</param>
/// <param name="OfMonth">A day of a month: <c>3</c>.</param>
public sealed record WrittenDays(
    string Short,
    string ShortWithYear,
    string Long,
    string LongWithYear,
    string OfMonth
);
