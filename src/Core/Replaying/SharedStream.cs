using System.Globalization;
using System.Text;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Replaying;

/// <summary>The events that belong to no account: reference rates.</summary>
internal static class SharedStream
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    /// <summary>All rates published before the replay's end, in canonical order.</summary>
    public static Rates RatesOf(ReplayContext context)
    {
        var rates = new Rates();
        foreach (var place in CanonicalOrder.Sort(context, 0))
        {
            var batch = context.Set.Batch(place.Batch);
            var reader = new ValueReader(
                batch,
                place.Offset + RecordHead.Size + Record.Head(batch, place.Offset).IdLength
            );
            var date = DateOnly.ParseExact(
                Encoding.ASCII.GetString(reader.Bytes()),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture
            );
            var baseCurrency = Encoding.ASCII.GetString(reader.Bytes());
            var published = new (string, decimal)[reader.Short()];
            for (var i = 0; i < published.Length; i++)
                published[i] = (Encoding.ASCII.GetString(reader.Bytes()), reader.Money());
            rates.Publish(baseCurrency, date.DayNumber - Epoch.DayNumber, published);
        }
        return rates;
    }
}
