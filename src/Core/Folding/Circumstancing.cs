using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>Whether the circumstances of an act are those that a rule asks for.</summary>
internal static class Circumstancing
{
    /// <summary>Whether any of the wanted circumstances (if there are any) and none of the unwanted hold.</summary>
    public static bool Apply(in Act act, Circumstances circumstances)
    {
        foreach (var unwanted in circumstances.Unless)
            if (Applies(act, unwanted))
                return false;
        if (circumstances.When.Length == 0)
            return true;
        foreach (var wanted in circumstances.When)
            if (Applies(act, wanted))
                return true;
        return false;
    }

    private static bool Applies(in Act act, Circumstance circumstance) =>
        circumstance.Kind switch
        {
            CircumstanceKind.StateOpen => StateIsOpen(act, circumstance.Index),
            CircumstanceKind.StateEmpty => act.State.States[circumstance.Index].IsEmpty(act.Time),
            CircumstanceKind.Holds => act.State.AddOns.Holds(new(circumstance.Index), UserOf(act)),
            CircumstanceKind.Attribute => (act.State.Profile.Attributes >> circumstance.Index & 1)
                != 0,
            _ => throw new InvalidOperationException(
                $"a circumstance of no known kind: {circumstance}"
            ),
        };

    private static bool StateIsOpen(in Act act, int place)
    {
        var keyed = act.State.States[place];
        if (keyed.Rule.Key.Length == 0)
            return keyed.IsOpen(0, act.Time);
        var slot = act.Rules.StateKeys[place];
        return slot >= 0 && act.Event.Has(slot) && keyed.IsOpen(act.Event[slot], act.Time);
    }

    /// <summary>The user that an act names; 0 for the account's one unnamed user.</summary>
    private static long UserOf(in Act act) =>
        act.Rules.UserSlot < 0 ? 0 : act.Event[act.Rules.UserSlot];
}
