using Evenhand.Core.Numbers;
using Evenhand.Core.Time;

namespace Evenhand.Core.Statements;

/// <summary>
/// Published reference rates: units of each currency for one of the base, by date. Of one date those hold that were
/// published last, and of one instant the last in canonical order.
/// </summary>
public sealed class Rates
{
    private readonly Dictionary<(string Base, string Currency), SortedList<int, Dated>> byPair = [];

    /// <summary>Adds the rates of a date. Calls come in canonical order.</summary>
    /// <param name="baseCurrency">The currency whose unit is priced.</param>
    /// <param name="day">Days since the Unix epoch.</param>
    /// <param name="published">When they were published.</param>
    /// <param name="rates">Units of each currency for one of the base.</param>
    /// <returns>Whether none of them differs from one of the same date that was published at the same instant.</returns>
    public bool Publish(
        string baseCurrency,
        int day,
        Moment published,
        IEnumerable<(string Currency, decimal Rate)> rates
    )
    {
        var agrees = true;
        foreach (var (currency, rate) in rates)
        {
            if (!byPair.TryGetValue((baseCurrency, currency), out var list))
                byPair.Add((baseCurrency, currency), list = []);
            if (list.TryGetValue(day, out var known))
            {
                agrees &= known.Published != published || known.Rate == rate;
                if (known.Published > published)
                    continue;
            }
            list[day] = new Dated(rate, published);
        }
        return agrees;
    }

    /// <summary>The rate of a day, or of the latest earlier day that has one; null when there is none.</summary>
    public Rational? On(string from, string to, int day) => Find(from, to, day)?.Rate;

    /// <summary>The rate that holds on a day, with the day of which it is; null when there is none.</summary>
    public (Rational Rate, int Day)? Find(string from, string to, int day)
    {
        if (from == to)
            return (1, day);
        if (Latest(from, to, day) is { } direct)
            return direct;
        return Latest(to, from, day) is { } inverse ? (1 / inverse.Rate, inverse.Day) : null;
    }

    private (Rational Rate, int Day)? Latest(string from, string to, int day)
    {
        if (!byPair.TryGetValue((from, to), out var list))
            return null;
        var (low, high) = (0, list.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (list.Keys[middle] <= day)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? null : (list.Values[low - 1].Rate, list.Keys[low - 1]);
    }

    private readonly record struct Dated(decimal Rate, Moment Published);
}
