using Evenhand.Core.Gate;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Tests.Replay;
using Evenhand.Wording;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Gate;

/// <summary>What holds of every act under every policy: a reservation leaves no trace, and no denial comes unforeseen.</summary>
public class TouchLawTests
{
    private const int Policies = 60;
    private const int Acts = 50;

    private delegate void Law(RandomDock dock, Lived account, string type, string data, string at);

    [Fact]
    [Trait("fault", "B2")]
    public void A_reservation_held_over_its_act_changes_no_byte_of_the_state() =>
        Hold(
            (_, account, type, data, at) =>
            {
                var (plain, held) = (account.Twin(), account.Twin());
                plain.Hold(type, data, at: at).Release();
                var hold = held.Hold(type, data, at: at);
                plain.Then(type, data, at);
                held.Then(type, data, at);
                hold.Release();
                held.Bytes().ShouldBe(plain.Bytes());
            }
        );

    [Fact]
    [Trait("fault", "B4")]
    public void Reservations_released_in_any_order_leave_nothing() =>
        Hold(
            (_, account, type, data, at) =>
            {
                var (plain, held) = (account.Twin(), account.Twin());
                ReservedAct[] Take(Lived of) =>
                    [.. Enumerable.Range(0, 3).Select(_ => of.Hold(type, data, at: at))];
                foreach (var hold in Take(plain))
                    hold.Release();
                var holds = Take(held);
                foreach (var place in new[] { 1, 0, 2 })
                    holds[place].Release();
                held.Bytes().ShouldBe(plain.Bytes());
                Told(held.Ask(type, data, at: at))
                    .ShouldBe(Told(account.Twin().Ask(type, data, at: at)));
            }
        );

    [Fact]
    [Trait("fault", "B5")]
    public void A_clause_denies_exactly_where_its_bound_is_too_small()
    {
        var denied = new HashSet<string>();
        Hold(
            (dock, account, type, data, at) =>
            {
                var asked = account.Twin();
                for (var held = 0; held < 3; held++)
                {
                    var answer = asked.Ask(type, data, at: at);
                    Foreseen(answer);
                    Kept(dock, answer);
                    foreach (var reason in answer.Decision.Reasons)
                        denied.Add(Sentence.Of(reason).Split(' ')[^1]);
                    asked.Hold(type, data, at: at);
                }
            }
        );
        denied.Count.ShouldBeGreaterThan(5);
    }

    /// <summary>A clause that denies is among the bounds, with less left than the act adds.</summary>
    private static void Foreseen(Answer answer)
    {
        foreach (var reason in answer.Decision.Reasons)
            if (reason.Outcome == Outcome.Deny)
                answer.Bounds.ShouldContain(
                    bound => bound.Clause == reason.Clause && IsTooSmall(bound),
                    Sentence.Of(reason)
                );
    }

    /// <summary>A ratio is held against its figure also by acts that add nothing to its part.</summary>
    private static bool IsTooSmall(BoundLeft bound) =>
        bound.Fails && (bound.Left < bound.Adds || bound is { Left: 0, IsSpent: false });

    /// <summary>A bound of a denying clause that has less left than the act adds denies it.</summary>
    private static void Kept(RandomDock dock, Answer answer)
    {
        foreach (var bound in answer.Bounds)
            if (bound.Left < bound.Adds && dock.Denying.Contains(bound.Clause.Slug))
                answer
                    .Decision.Reasons.Select(reason => reason.Clause)
                    .ShouldContain(bound.Clause, bound.ToString());
    }

    private static void Hold(Law law) =>
        Laws.Hold(
            Policies,
            Gen.Choose(0, int.MaxValue),
            seed =>
            {
                var dock = new RandomDock(seed);
                var account = Lived.Under(
                    dock.Text,
                    story =>
                        story.At(
                            "2026-01-02",
                            "wallet.topped-up",
                            """{"amount":"9.00","currency":"USD"}"""
                        )
                );
                for (var i = 0; i < Acts; i++)
                {
                    var (type, data, at) = dock.Next();
                    if (i % 3 == 0)
                        law(dock, account, type, data, at);
                    account.Then(type, data, at);
                }
            }
        );

    private static string Told(Answer answer) =>
        string.Join('\n', answer.Bounds) + string.Join('\n', answer.Decision.Reasons);
}
