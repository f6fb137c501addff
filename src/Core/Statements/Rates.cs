using Evenhand.Core.Rating;

namespace Evenhand.Core.Statements;

/// <summary>
/// Published reference rates: units of each currency for one of the base, by date. Where a date was published twice
/// the later event in canonical order stands.
/// </summary>
public sealed class Rates
{
    private readonly Dictionary<(string Base, string Currency), SortedList<int, decimal>> byPair =
    [];

    /// <summary>Adds the rates of a date; later calls replace earlier ones of the same date.</summary>
    /// <param name="baseCurrency">The currency whose unit is priced.</param>
    /// <param name="day">Days since the Unix epoch.</param>
    /// <param name="rates">Units of each currency for one of the base.</param>
    public void Publish(
        string baseCurrency,
        int day,
        IEnumerable<(string Currency, decimal Rate)> rates
    )
    {
        foreach (var (currency, rate) in rates)
        {
            if (!byPair.TryGetValue((baseCurrency, currency), out var list))
                byPair.Add((baseCurrency, currency), list = []);
            list[day] = rate;
        }
    }

    /// <summary>The rate of a day, or of the latest earlier day that has one; null when there is none.</summary>
    public Rational? On(string from, string to, int day)
    {
        if (from == to)
            return 1;
        return Latest(from, to, day) ?? 1 / Latest(to, from, day);
    }

    private Rational? Latest(string from, string to, int day)
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
        return low == 0 ? null : list.Values[low - 1];
    }
}
