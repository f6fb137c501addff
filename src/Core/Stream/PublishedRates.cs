using System.Text;

namespace Evenhand.Core.Stream;

/// <summary>The reference rates of a record of <c>fx.published</c>, as they were sent.</summary>
/// <param name="Base">The currency of which one unit is worth so much.</param>
/// <param name="Date">The date, such as 2026-01-31.</param>
/// <param name="Rates">Units for one of the base, by currency, in ordinal order.</param>
public sealed record PublishedRates(
    string Base,
    string Date,
    IReadOnlyList<(string Currency, decimal Units)> Rates
)
{
    /// <summary>Reads them out of a record.</summary>
    public static PublishedRates Of(byte[] batch, int offset)
    {
        var start = offset + RecordHead.Size + Record.Head(batch, offset).IdLength;
        var reader = new ValueReader(batch, start);
        var date = Encoding.ASCII.GetString(reader.Bytes());
        var currency = Encoding.ASCII.GetString(reader.Bytes());
        var rates = new (string, decimal)[reader.Short()];
        for (var i = 0; i < rates.Length; i++)
            rates[i] = (Encoding.ASCII.GetString(reader.Bytes()), reader.Money());
        return new PublishedRates(currency, date, rates);
    }
}
