using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Emitting;
using Evenhand.Tests.Policies.Harbour;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Emitting;

/// <summary>The algebra of selections agrees with what acts satisfy them.</summary>
public sealed class SelectionsTests
{
    private static readonly EventType Letter = HarbourFiles.Catalogue.Type("letter.sent")!;
    private static readonly int[] Slots =
    [
        Letter.Slot("kind"),
        Letter.Slot("route"),
        Letter.Slot("encoding"),
    ];

    // Every act there can be: each of three fields is absent (-1) or has one of two values.
    private static readonly ImmutableArray<int[]> Acts =
    [
        .. from a in new[] { -1, 0, 1 }
        from b in new[] { -1, 0, 1 }
        from c in new[] { -1, 0, 1 }
        select new[] { a, b, c },
    ];

    private static readonly Gen<Condition> AnyCondition =
        from slot in Gen.Elements(Slots)
        from test in Gen.Elements(Test.OneOf, Test.NoneOf, Test.Present, Test.Absent)
        from values in Gen.Choose(0, 3)
        select new Condition(
            test,
            slot,
            false,
            test is Test.OneOf or Test.NoneOf ? (ulong)values : 0
        );

    private static readonly Gen<ImmutableArray<Condition>> SomeConditions =
        from count in Gen.Choose(0, 3)
        from conditions in Gen.ArrayOf(AnyCondition, count)
        select conditions.ToImmutableArray();

    [Fact]
    public void What_is_left_and_what_is_taken_out_are_the_whole_and_share_nothing() =>
        Check(
            (left, right) =>
            {
                var whole = new Selection(Letter, left);
                var rest = Selections.Except(whole, right).ToList();
                foreach (var act in Acts.Where(act => Meets(act, left)))
                    (
                        rest.Count(each => Meets(act, each.Conditions))
                        + (Meets(act, right) ? 1 : 0)
                    ).ShouldBe(1);
            }
        );

    [Fact]
    public void Selections_overlap_when_an_act_meets_both() =>
        Check(
            (left, right) =>
                Selections
                    .Overlap(new Selection(Letter, left), new Selection(Letter, right))
                    .ShouldBe(Acts.Any(act => Meets(act, left) && Meets(act, right)))
        );

    [Fact]
    public void A_selection_is_within_another_when_all_of_its_acts_meet_the_other() =>
        Check(
            (left, right) =>
                Selections
                    .Within(new Selection(Letter, left), new Selection(Letter, right))
                    .ShouldBe(Acts.Where(act => Meets(act, left)).All(act => Meets(act, right)))
        );

    private static bool Meets(int[] act, ImmutableArray<Condition> conditions) =>
        conditions.All(condition =>
        {
            var value = act[Array.IndexOf(Slots, condition.Slot)];
            var one = value >= 0 && (condition.Values >> value & 1) != 0;
            return condition.Test switch
            {
                Test.OneOf => one,
                Test.NoneOf => !one,
                Test.Present => value >= 0,
                _ => value < 0,
            };
        });

    private static void Check(Action<ImmutableArray<Condition>, ImmutableArray<Condition>> law) =>
        Prop.ForAll(SomeConditions.ToArbitrary(), SomeConditions.ToArbitrary(), law)
            .QuickCheckThrowOnFailure();
}
