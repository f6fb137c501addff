using System.Collections.Immutable;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Viewing;

/// <summary>Tells what makes room again under a figure: time, the account itself, the vendor.</summary>
internal static class Lifting
{
    /// <summary>What makes room under an allowance.</summary>
    public static ImmutableArray<Relief> Of(AccountState state, Allowance allowance, Taken taken)
    {
        var policy = state.Policy;
        var found = new List<Relief> { new(ReliefKind.Reset, [], state.Cycle.To) };
        if (taken is not (Taken.Sum or Taken.Distinct or Taken.Touched or Taken.Peak))
            found.Add(new(ReliefKind.Less, []));
        found.AddRange(OfFigure(state, allowance.Figure));
        string[] addOns =
        [
            .. policy
                .Covers.Where(cover => cover.Meter == allowance.Meter)
                .SelectMany(cover => AddOnsOf(policy, cover))
                .Distinct(),
        ];
        if (addOns.Length > 0)
            found.Add(new(ReliefKind.AddOn, [.. addOns]));
        if (policy.Wallet is { } wallet && wallet.Less == allowance.Place)
            found.Add(new(ReliefKind.TopUp, []));
        return [.. found];
    }

    /// <summary>What makes room under a limit.</summary>
    public static ImmutableArray<Relief> Of(AccountState state, Limit limit, Taken taken)
    {
        var found = new List<Relief>();
        var window = state.Meters[limit.Meter].Window;
        if (window is { Kind: WindowKind.Rolling })
            found.Add(new(ReliefKind.Aging, []));
        else if (window is { Kind: not WindowKind.Ever })
            found.Add(new(ReliefKind.Reset, [], End(state, window)));
        if (taken is Taken.Level or Taken.Balance)
            found.Add(new(ReliefKind.Less, []));
        found.AddRange(OfFigure(state, limit.Figure));
        found.Add(new(ReliefKind.Exception, []));
        return [.. found];
    }

    /// <summary>What makes room under the limit that the account set for itself.</summary>
    public static ImmutableArray<Relief> Of(AccountState state, Cap cap)
    {
        var found = new List<Relief>
        {
            new(ReliefKind.Reset, [], state.Cycle.To),
            new(ReliefKind.OwnLimit, [cap.SetAs]),
        };
        if (cap.LiftedByUpgrade && state.Policy.Covers.At(cap.Cover) is Allowance allowance)
            found.AddRange(OfPlan(state, allowance.Figure));
        return [.. found];
    }

    private static Moment? End(AccountState state, Window window) =>
        window.Kind == WindowKind.UtcDay
            ? Moment.OfUtcDay(state.Day.From.UtcDay + 1)
            : state.WindowEnd(window, state.Day.From);

    private static IEnumerable<Relief> OfFigure(AccountState state, Figure figure)
    {
        foreach (var relief in OfPlan(state, figure))
            yield return relief;
        if (figure.PerSeat != SeatKind.None)
            yield return new(ReliefKind.Licences, []);
        if (!figure.PerMeter.IsNone)
            yield return new(ReliefKind.Meter, [state.Policy.Meters.At(figure.PerMeter).Name]);
    }

    /// <summary>The plans that give more, the least of them first.</summary>
    private static IEnumerable<Relief> OfPlan(AccountState state, Figure figure)
    {
        if (figure.PlanTerm is not { } term)
            yield break;
        var own = state.Plan.Plan?.Terms.GetValueOrDefault(term) ?? 0;
        string[] more =
        [
            .. state
                .Policy.Plans.Where(plan => plan.Terms.GetValueOrDefault(term) > own)
                .OrderBy(plan => plan.Terms.GetValueOrDefault(term))
                .Select(plan => plan.Name),
        ];
        if (more.Length > 0)
            yield return new(ReliefKind.Plan, [.. more]);
    }

    private static IEnumerable<string> AddOnsOf(PolicyVersion policy, Cover cover)
    {
        var needed = cover
            .While.When.Where(each => each.Kind == CircumstanceKind.Holds)
            .Select(each => new Place<AddOn>(each.Index));
        if (cover is Free free)
            needed = needed.Concat(free.Places.Select(each => each.AddOn));
        return needed.Select(place => policy.Catalogue.AddOns.At(place).Name);
    }
}
