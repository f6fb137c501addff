using System.Globalization;
using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Replaying;

/// <summary>The events that belong to no account: reference rates.</summary>
internal static class SharedStream
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    private static readonly Fault OtherRates = new(Code.OtherRates, FaultKind.OtherRates);

    /// <summary>All rates published before the replay's end, in canonical order.</summary>
    /// <param name="context">The replay.</param>
    /// <param name="disputed">Where those are put that contradict others without being later.</param>
    public static Rates RatesOf(ReplayContext context, List<Rejection> disputed)
    {
        var rates = new Rates();
        foreach (var place in CanonicalOrder.Sort(context, 0))
        {
            var batch = context.Set.Batch(place.Batch);
            ref readonly var head = ref Record.Head(batch, place.Offset);
            var reader = new ValueReader(batch, place.Offset + head.Values);
            var date = DateOnly.ParseExact(
                Encoding.ASCII.GetString(reader.Bytes()),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture
            );
            var baseCurrency = Encoding.ASCII.GetString(reader.Bytes());
            var published = new (string, decimal)[reader.Short()];
            for (var i = 0; i < published.Length; i++)
                published[i] = (Encoding.ASCII.GetString(reader.Bytes()), reader.Money());
            var at = (head.Present & RatesParser.Published) != 0 ? reader.Instant() : head.Time;
            if (!rates.Publish(baseCurrency, date.DayNumber - Epoch.DayNumber, at, published))
                disputed.Add(StreamEnd.At(context.Set, place, OtherRates));
        }
        return rates;
    }
}
