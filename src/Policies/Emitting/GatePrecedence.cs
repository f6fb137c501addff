using System.Collections.Immutable;
using Evenhand.Core.Policy;

namespace Evenhand.Policies.Emitting;

/// <summary>
/// Which of two gate rules speaks when they differ under the same circumstances: the one whose acts are a part
/// of the other's, since what is said of a special case is meant for it. Rules of equal rank may not differ.
/// </summary>
public static class GatePrecedence
{
    /// <summary>Takes out of every general rule the acts for which a special one says something else.</summary>
    public static ImmutableArray<GateRule> Settle(ImmutableArray<GateRule> gates) =>
        [
            .. gates.Select(gate =>
                gates.Where(other => Overrules(other, gate)).Aggregate(gate, Without)
            ),
        ];

    /// <summary>Whether they differ although an act can meet both under the same circumstances, and neither is the special case.</summary>
    public static bool Clash(GateRule left, GateRule right) =>
        Differ(left, right) && !Overrules(left, right) && !Overrules(right, left);

    private static bool Overrules(GateRule special, GateRule general) =>
        Differ(special, general)
        && Selections.Within(special.Acts, general.Acts)
        && !Selections.Within(general.Acts, special.Acts);

    private static bool Differ(GateRule left, GateRule right) =>
        left.Outcome != right.Outcome
        && Same(left.Circumstances.When, right.Circumstances.When)
        && Same(left.Circumstances.Unless, right.Circumstances.Unless)
        && left.Acts.Any(act => right.Acts.Any(other => Selections.Overlap(act, other)));

    private static bool Same(
        ImmutableArray<Circumstance> left,
        ImmutableArray<Circumstance> right
    ) => left.ToHashSet().SetEquals(right);

    private static GateRule Without(GateRule general, GateRule special) =>
        general with
        {
            Acts =
            [
                .. special.Acts.Aggregate(
                    general.Acts.AsEnumerable(),
                    (acts, part) =>
                        acts.SelectMany(act =>
                            act.Type == part.Type ? Selections.Except(act, part.Conditions) : [act]
                        )
                ),
            ],
        };
}
