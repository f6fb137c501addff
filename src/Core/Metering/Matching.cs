using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Metering;

/// <summary>Whether events and things satisfy conditions.</summary>
internal static class Matching
{
    /// <summary>Whether an event, and the thing that it refers to, satisfy all conditions.</summary>
    public static bool All(ImmutableArray<Condition> conditions, Event e, ThingEntry? thing)
    {
        foreach (var condition in conditions)
            if (!Holds(condition, e, thing))
                return false;
        return true;
    }

    /// <summary>Whether kept values satisfy all conditions.</summary>
    public static bool All(ImmutableArray<Condition> conditions, long[] kept)
    {
        foreach (var condition in conditions)
            if (!Holds(condition, kept))
                return false;
        return true;
    }

    /// <summary>Whether an event is among those selected, whatever its type.</summary>
    public static bool Any(ImmutableArray<Selection> selections, Event e, ThingEntry? thing)
    {
        foreach (var selection in selections)
            if (selection.Type == e.Type && All(selection.Conditions, e, thing))
                return true;
        return false;
    }

    /// <summary>Whether kept values satisfy one condition.</summary>
    public static bool Holds(Condition condition, long[] kept) =>
        Holds(condition.Test, condition.Values, kept[condition.Slot]);

    private static bool Holds(Condition condition, Event e, ThingEntry? thing) =>
        condition.OfThing
            ? thing is not null && Holds(condition, thing.Kept)
            : condition.Test switch
            {
                Test.Present => e.Has(condition.Slot),
                Test.Absent => !e.Has(condition.Slot),
                _ => Holds(condition.Test, condition.Values, e[condition.Slot]),
            };

    private static bool Holds(Test test, ulong values, long value)
    {
        var isOne = value is >= 0 and < 64 && (values >> (int)value & 1) != 0;
        return test == Test.NoneOf ? !isOne : test != Test.OneOf || isOne;
    }
}
