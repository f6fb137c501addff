using System.Globalization;
using Evenhand.Languages;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Pages.Figures;

/// <summary>Whoever reads a page of an account: in its currency, in its zone, at an instant, in a language.</summary>
/// <param name="Currency">The currency, ISO 4217.</param>
/// <param name="Zone">The zone of days and times.</param>
/// <param name="Now">When the page is read.</param>
public sealed record Reader(string Currency, DateTimeZone Zone, Instant Now)
{
    private const string Minus = "\u2212";

    /// <summary>Above this a fraction is no help to the eye.</summary>
    private const decimal Large = 100;

    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>Whoever reads figures of no account in particular.</summary>
    public static readonly Reader English = new("", DateTimeZone.Utc, default);

    /// <summary>The language.</summary>
    public Language Say { get; init; } = Language.English;

    private CultureInfo Culture => Say.Culture;

    /// <summary>An amount of money: <c>A$1,630.07</c>.</summary>
    /// <param name="amount">A decimal string with the currency's decimals.</param>
    public string Money(string amount) => Money(amount, Currency, Say);

    /// <summary>An amount of money, whoever reads it.</summary>
    /// <param name="amount">A decimal string with the currency's decimals.</param>
    /// <param name="currency">The currency, ISO 4217.</param>
    /// <param name="say">The language.</param>
    public static string Money(string amount, string currency, Language say)
    {
        var sign = amount.StartsWith('-') ? Minus : "";
        var number = say.Number(amount.TrimStart('-'));
        return sign
            + string.Format(say.Culture, say.Money, CurrencySign.Of(currency), number).Trim();
    }

    /// <summary>A quantity, rounded for the eye: <c>11,301</c>, <c>2.73</c>, <c>0.0192</c>.</summary>
    /// <param name="quantity">A decimal string.</param>
    public string Quantity(string quantity) =>
        decimal.TryParse(quantity, NumberStyles.Float, Plain, out var value)
            ? Quantity(value)
            : quantity;

    /// <summary>A quantity, rounded for the eye: <c>11,301</c>, <c>2.73</c>, <c>0.0192</c>.</summary>
    public string Quantity(decimal value)
    {
        var rounded = Math.Abs(value) switch
        {
            >= Large => decimal.Round(value, 0, MidpointRounding.AwayFromZero),
            >= 1 => decimal.Round(value, 2, MidpointRounding.AwayFromZero),
            _ => decimal.Round(value, 4, MidpointRounding.AwayFromZero),
        };
        // What is there is never shown as nothing.
        return rounded == 0 && value != 0
            ? Say["under {0}", Say.Number("0.0001")]
            : rounded.ToString("#,0.####", Culture).Replace("-", Minus, StringComparison.Ordinal);
    }

    /// <summary>A decimal string as a number to draw with; 0 for what no decimal holds, whose words beside it are exact.</summary>
    /// <param name="quantity">A decimal string.</param>
    public static decimal Number(string quantity) =>
        decimal.TryParse(quantity, NumberStyles.Float, Plain, out var value) ? value : 0;

    /// <summary>A share in hundredths: <c>1.92 %</c>.</summary>
    /// <param name="ratio">A decimal string.</param>
    public string Share(string ratio) =>
        decimal.TryParse(ratio, NumberStyles.Float, Plain, out var value)
            ? $"{(value * 100).ToString("0.##", Culture)}\u00a0%"
            : ratio;

    /// <summary>A day: <c>3 Nov</c>, with the year where it is not this one.</summary>
    public string Day(DateTimeOffset time) => Day(At(time).Date);

    /// <summary>A day: <c>3 Nov</c>, with the year where it is not this one.</summary>
    public string Day(LocalDate day) =>
        day.ToString(
            day.Year == Now.InZone(Zone).Year ? Say.Days.Short : Say.Days.ShortWithYear,
            Culture
        );

    /// <summary>A day with its year, whoever reads it: <c>3 Nov 2026</c>.</summary>
    public static string Long(DateOnly day, Language say) =>
        LocalDate.FromDateOnly(day).ToString(say.Days.ShortWithYear, say.Culture);

    /// <summary>A day and time: <c>3 Nov 18:42</c>.</summary>
    public string DayAndTime(DateTimeOffset time) =>
        $"{Day(time)} {At(time).TimeOfDay.ToString("HH:mm", Plain)}";

    /// <summary>A day that is written as <c>2026-11-03</c>, for people; anything else as it stands.</summary>
    public string DayOf(string day) =>
        LocalDatePattern.Iso.Parse(day).TryGetValue(default, out var date) ? Day(date) : day;

    /// <summary>A day as a form's field has it: <c>2026-11-03</c>.</summary>
    public string Date(DateTimeOffset time) => At(time).Date.ToString("uuuu-MM-dd", Plain);

    /// <summary>The last day before an instant, as a form's field has it.</summary>
    public string LastDate(DateTimeOffset end) => Date(end.AddTicks(-1));

    /// <summary>A cycle by its first and last day: <c>1 to 30 November 2026</c>.</summary>
    /// <param name="from">Its first instant.</param>
    /// <param name="to">The first instant after it.</param>
    public string Cycle(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (At(from).Date, At(to).Date.PlusDays(-1));
        if (last < first)
            last = first;
        var (days, isOneYear) = (Say.Days, first.Year == last.Year);
        var written =
            isOneYear && first.Month == last.Month ? days.OfMonth
            : isOneYear ? days.Long
            : days.LongWithYear;
        return Say[
            "{0} to {1}",
            first.ToString(written, Culture),
            last.ToString(days.LongWithYear, Culture)
        ];
    }

    /// <summary>The place that the zone is named after: <c>Sydney</c>.</summary>
    public string Place => Zone.Id[(Zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>The whole days that are left until an instant.</summary>
    public int DaysUntil(DateTimeOffset time) =>
        Math.Max(0, (int)Math.Ceiling((Instant.FromDateTimeOffset(time) - Now).TotalDays));

    private ZonedDateTime At(DateTimeOffset time) => Instant.FromDateTimeOffset(time).InZone(Zone);
}
