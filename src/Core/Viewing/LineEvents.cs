using System.Collections.Immutable;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Viewing;

/// <summary>
/// Which events may stand behind a line of a statement: those of the types that its meter takes, under the conditions
/// on the events themselves. What an act finds around it (a thing's tier, an open state) is not looked at.
/// </summary>
public sealed class LineEvents
{
    private readonly ImmutableArray<Selection> selections;
    private readonly Catalogue catalogue;
    private readonly Event e = new();
    private readonly Symbols symbols = new();
    private readonly uint[] wanted;

    private LineEvents(Catalogue catalogue, IEnumerable<Selection> selections)
    {
        this.catalogue = catalogue;
        this.selections = [.. selections];
        wanted = new uint[catalogue.Types.Length];
    }

    /// <summary>The events behind the lines of a clause; null where the version has no such line.</summary>
    public static LineEvents? Of(PolicyVersion policy, string clause)
    {
        var selections = policy
            .Charges.Where(charge => policy.Clauses[charge.Clause].Slug == clause)
            .SelectMany(charge => Of(policy.Meters[charge.Meter]))
            .Concat(
                policy
                    .PassThroughs.Where(pass => policy.Clauses[pass.Clause].Slug == clause)
                    .SelectMany(pass => pass.Acts)
            )
            .ToArray();
        return selections.Length == 0 ? null : new LineEvents(policy.Catalogue, selections);
    }

    /// <summary>Whether an event is one of them.</summary>
    public bool Holds(byte[] batch, int offset)
    {
        ref readonly var head = ref Record.Head(batch, offset);
        foreach (var selection in selections)
            if (selection.Type.Index == head.Type && Holds(selection, batch, offset))
                return true;
        return false;
    }

    private bool Holds(Selection selection, byte[] batch, int offset)
    {
        e.Read(batch, offset, catalogue, symbols, wanted);
        foreach (var condition in selection.Conditions)
            if (!condition.OfThing && !Matching.All([condition], e, null))
                return false;
        return true;
    }

    private static IEnumerable<Selection> Of(Meter meter) =>
        meter switch
        {
            FlowMeter flow => flow.Taps.Select(tap => tap.Selection),
            BalanceMeter balance => balance.Adds.Concat(balance.Takes).Select(tap => tap.Selection),
            RatioMeter ratio => ratio.Part.Concat(ratio.Whole).Select(tap => tap.Selection),
            StockMeter stock => Of(stock.Thing),
            _ => [],
        };

    private static IEnumerable<Selection> Of(Thing thing) =>
        new[] { thing.Opens, thing.Closes }
            .Concat(thing.Changes)
            .Select(type => new Selection(type, []));
}
