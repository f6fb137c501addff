using Evenhand.Core.Metering;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>Collects fees that are passed through, by the UTC day on which they were incurred.</summary>
internal static class FeeFold
{
    /// <summary>Collects a fee wherever it is passed through.</summary>
    public static void Apply(AccountState state, TypeRules rules, Event e, ThingEntry? thing)
    {
        foreach (var (place, selection) in rules.PassThroughs)
            if (Matching.All(selection.Conditions, e, thing))
            {
                var amount = e.Money(rules.Type.Slot(state.Policy.PassThroughs[place].Amount));
                state.Fees.Add(new Fee(place, (int)(e.Time / TimeSpan.TicksPerDay), amount));
            }
    }
}
