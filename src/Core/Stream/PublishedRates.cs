using System.Text;
using Evenhand.Core.Time;

namespace Evenhand.Core.Stream;

/// <summary>The reference rates of a record of <c>fx.published</c>, as they were sent.</summary>
/// <param name="Base">The currency of which one unit is worth so much.</param>
/// <param name="Date">The date, such as 2026-01-31.</param>
/// <param name="Rates">Units for one of the base, by currency, in ordinal order.</param>
/// <param name="Published">When they were published; null where that is the event's time.</param>
public sealed record PublishedRates(
    string Base,
    string Date,
    IReadOnlyList<(string Currency, decimal Units)> Rates,
    Moment? Published
)
{
    /// <summary>Reads them out of a record.</summary>
    public static PublishedRates Of(byte[] batch, int offset)
    {
        ref readonly var head = ref Record.Head(batch, offset);
        var reader = new ValueReader(batch, offset + head.Values);
        var date = Encoding.ASCII.GetString(reader.Bytes());
        var currency = Encoding.ASCII.GetString(reader.Bytes());
        var rates = new (string, decimal)[reader.Short()];
        for (var i = 0; i < rates.Length; i++)
            rates[i] = (Encoding.ASCII.GetString(reader.Bytes()), reader.Money());
        Moment? published = (head.Present & RatesParser.Published) != 0 ? reader.Instant() : null;
        return new PublishedRates(currency, date, rates, published);
    }
}
