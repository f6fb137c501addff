using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>Whether the circumstances of an act are those that a rule asks for.</summary>
internal static class Circumstancing
{
    /// <summary>Whether any of the wanted circumstances (if there are any) and none of the unwanted hold.</summary>
    public static bool Apply(
        AccountState state,
        TypeRules rules,
        Event e,
        Circumstances circumstances
    )
    {
        foreach (var unwanted in circumstances.Unless)
            if (Applies(state, rules, e, unwanted))
                return false;
        if (circumstances.When.Length == 0)
            return true;
        foreach (var wanted in circumstances.When)
            if (Applies(state, rules, e, wanted))
                return true;
        return false;
    }

    private static bool Applies(
        AccountState state,
        TypeRules rules,
        Event e,
        Circumstance circumstance
    ) =>
        circumstance.Kind switch
        {
            CircumstanceKind.StateOpen => StateIsOpen(state, rules, e, circumstance.Index),
            CircumstanceKind.StateEmpty => state.States[circumstance.Index].IsEmpty(e.Time),
            CircumstanceKind.Holds => state.AddOns.Holds(new(circumstance.Index), UserOf(rules, e)),
            CircumstanceKind.Attribute => (state.Profile.Attributes >> circumstance.Index & 1) != 0,
            _ => throw new InvalidOperationException(
                $"a circumstance of no known kind: {circumstance}"
            ),
        };

    private static bool StateIsOpen(AccountState state, TypeRules rules, Event e, int place)
    {
        var keyed = state.States[place];
        if (keyed.Rule.Key.Length == 0)
            return keyed.IsOpen(0, e.Time);
        var slot = rules.StateKeys[place];
        return slot >= 0 && e.Has(slot) && keyed.IsOpen(e[slot], e.Time);
    }

    /// <summary>The user that an act names; 0 for the account's one unnamed user.</summary>
    public static long UserOf(TypeRules rules, Event e) =>
        rules.UserSlot < 0 ? 0 : e[rules.UserSlot];
}
