using Evenhand.Core.Allowances;
using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>Tells an account how far an allowance is used, threshold by threshold.</summary>
internal static class Thresholds
{
    /// <summary>Looks at the allowances of a meter that was used.</summary>
    public static void Tell(AccountState state, CoverChain chain, Moment time)
    {
        for (var place = 0; place < state.Policy.Notices.Length; place++)
        {
            var rule = state.Policy.Notices[place];
            if (chain.Link(rule.Cover) is not { Cover: Allowance allowance } link)
                continue;
            var size = CoverFold.Size(state, allowance, time);
            var known = state.Thresholds[place];
            if (size > 0 && known.Note(size, link.Offered) is { } reached)
                state.Say(Told(state, rule, reached, link, size, time));
        }
    }

    private static Notice Told(
        AccountState state,
        Notify rule,
        int reached,
        CoverState link,
        Int128 size,
        Moment time
    )
    {
        var meter = state.Policy.Meters.At(link.Cover.Meter);
        var cited = state.Cite(rule.Clause);
        var series = Saying.SeriesOfShares(Printed.Number(size, meter.Unit), meter.Name);
        var facts = new Facts(
            FactKind.ShareUsed,
            [
                Printed.As(NamedFigure.Percent, reached, Unit.One),
                Printed.As(NamedFigure.Included, size, meter.Unit),
                Printed.As(NamedFigure.Used, link.Offered, meter.Unit),
                .. StepOf(rule, reached),
            ]
        );
        return new Notice(time, state.Profile.Account, cited, Word(reached), facts)
        {
            Said = new Saying(cited.Clause.Slug, series, state.Cycle.From, reached),
        };
    }

    private static string Word(int reached) =>
        reached switch
        {
            < 100 => "near-allowance",
            100 => "allowance-reached",
            _ => "beyond-allowance",
        };

    private static IEnumerable<NamedFigure> StepOf(Notify rule, int reached) =>
        rule.At.Contains(reached) ? [] : [Printed.As(NamedFigure.Step, rule.ThenEvery, Unit.One)];
}
