using System.Collections.Immutable;
using System.Numerics;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;

namespace Evenhand.Policies.Emitting;

/// <summary>The algebra of selections: conditions are joined by and, selections by or.</summary>
public static class Selections
{
    /// <summary>The acts of a selection that do not satisfy all of some conditions, as selections that share none.</summary>
    public static IEnumerable<Selection> Except(
        Selection selection,
        ImmutableArray<Condition> conditions
    )
    {
        var kept = selection.Conditions;
        foreach (var condition in conditions)
        {
            yield return selection with
            {
                Conditions = kept.Add(Not(condition)),
            };
            kept = kept.Add(condition);
        }
    }

    /// <summary>Whether an act can satisfy both.</summary>
    public static bool Overlap(Selection left, Selection right) =>
        left.Type == right.Type
        && left.Conditions.AddRange(right.Conditions)
            .GroupBy(condition => (condition.Slot, condition.OfThing))
            .All(group => Satisfiable(left.Type, group));

    /// <summary>Whether every act of the first is one of the second.</summary>
    public static bool Within(Selection inner, Selection outer) =>
        inner.Type == outer.Type
        && Except(outer with { Conditions = inner.Conditions }, outer.Conditions)
            .All(rest => !Overlap(rest, rest));

    /// <summary>Whether every act of the first selections is one of a single one of the second.</summary>
    public static bool Within(ImmutableArray<Selection> inner, ImmutableArray<Selection> outer) =>
        inner.All(each => outer.Any(other => Within(each, other)));

    private static Condition Not(Condition condition) =>
        condition with
        {
            Test = condition.Test switch
            {
                Test.OneOf => Test.NoneOf,
                Test.NoneOf => Test.OneOf,
                Test.Present => Test.Absent,
                _ => Test.Present,
            },
        };

    // One value of the field must pass all: bit 64 and above stand for no value at all and for values outside the set.
    private static bool Satisfiable(EventType type, IEnumerable<Condition> conditions)
    {
        const ulong every = ulong.MaxValue;
        var (values, absent) = (every, true);
        foreach (var condition in conditions)
        {
            absent &= condition.Test is Test.NoneOf or Test.Absent;
            values &= condition.Test switch
            {
                Test.OneOf => condition.Values,
                Test.NoneOf => ~condition.Values,
                Test.Present => every,
                _ => 0,
            };
            if (
                !condition.OfThing
                && FieldTest.ValuesOf(type.Fields[condition.Slot]) is { IsEmpty: false } all
            )
                values &= all.Length == 64 ? every : (1UL << all.Length) - 1;
        }
        return absent || BitOperations.PopCount(values) > 0;
    }
}
