using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>Holds usage against limits after an act; an excess may open a case or count towards repeated excess.</summary>
internal static class Judging
{
    /// <summary>Stands where a case is the account's and not a key's; no key is below zero.</summary>
    private const long OfAccount = -1;

    /// <summary>Holds a flow against a limit, after an act that touches it added to it.</summary>
    public static void Flow(
        AccountState state,
        Limit limit,
        in Touch touch,
        long added,
        Moment time
    )
    {
        var waiver = state.Waivers.At(limit.Clause, time);
        if (state.Shared.Charged is { Any: true } charged)
            charged.Count(state, limit, added, Beyond(state, limit, touch, added, time));
        if (waiver is { Amount: null })
        {
            if (state.Policy.ExceptedUsageExcluded)
                state.Excepted.Add(limit.Place, touch.Key, touch.Window, added);
            return;
        }
        Amount(state, limit, touch.Key, Usage.Of(state, limit, touch, time), time);
    }

    /// <summary>What of an act that was added went beyond the figure; nothing under an exception without one.</summary>
    private static decimal Beyond(
        AccountState state,
        Limit limit,
        in Touch touch,
        long added,
        Moment time
    )
    {
        if (
            state.Waivers.At(limit.Clause, time) is { Amount: null }
            || FigureOf(state, limit, touch.Key, time) is not { } figure
        )
            return 0;
        var used = (decimal)Usage.Of(state, limit, touch, time);
        return Math.Clamp(used - figure * limit.AveragedOver, 0, added);
    }

    /// <summary>Holds an amount against a limit.</summary>
    public static void Amount(AccountState state, Limit limit, long key, Int128 amount, Moment time)
    {
        if (FigureOf(state, limit, key, time) is not { } figure)
            return;
        if (!Exceeds(limit, amount, figure * limit.AveragedOver))
            return;
        var whose = WhoseCase(state, limit, key);
        if (limit.OpensCase && MayOpen(state, limit.Clause, whose))
            OpenCase(state, limit.Clause, time, Figured(state, limit, key, amount, figure), whose);
        CountRepeats(state, limit, time);
    }

    /// <summary>Holds a ratio against a limit.</summary>
    public static void Ratio(
        AccountState state,
        Limit limit,
        Int128 part,
        Int128 whole,
        Moment time
    )
    {
        if (
            whole == 0
            || whole < limit.AtLeast
            || FigureOf(state, limit, 0, time) is not { } figure
        )
            return;
        if (!Exceeds(limit, part, figure * (decimal)whole))
            return;
        if (limit.OpensCase && MayOpen(state, limit.Clause))
            OpenCase(state, limit.Clause, time, Figured(state, limit, part, whole, figure));
        CountRepeats(state, limit, time);
    }

    /// <summary>
    /// Opens a case under a clause, at most one in a cycle. Where a limit goes by a key, the first key that passes it opens the
    /// case, and each other is told of beside it.
    /// </summary>
    public static void OpenCase(
        AccountState state,
        Place<Clause> clause,
        Moment time,
        Facts facts,
        long whose = OfAccount
    ) => OpenCase(state, clause, time, facts, state.Cycle, whose);

    /// <summary>Opens a case of a cycle, which may be the one that has just ended.</summary>
    public static void OpenCase(
        AccountState state,
        Place<Clause> clause,
        Moment time,
        Facts facts,
        Cycle cycle,
        long whose = OfAccount
    )
    {
        var id = state.Policy.Clauses.At(clause).Id;
        if (!MayOpen(state, clause, cycle, whose))
            return;
        var isFirst = state.Shared.Cases.Add((id, cycle.From, OfAccount));
        state.Shared.Cases.Add((id, cycle.From, whose));
        var series = Saying.SeriesOfCase(facts.Find(NamedFigure.Of)?.Value);
        if (!isFirst)
        {
            TellFurther(state, clause, time, facts, series);
            return;
        }
        var cited = state.Cite(clause);
        (state.Shared.Opened ??= []).Add(
            new OpenedCase(id, cycle, time, BasisOf(facts), cited, facts)
        );
        state.Say(
            new Case(time, state.Profile.Account, cited, cycle.From, facts)
            {
                Name = cycle.NameOf(id.Slug),
                Said = new Saying(id.Slug, series, cycle.From, 1),
            }
        );
    }

    /// <summary>Another key passed the limit of a clause that has its case in this cycle.</summary>
    private static void TellFurther(
        AccountState state,
        Place<Clause> clause,
        Moment time,
        Facts facts,
        string series
    )
    {
        var cited = state.Cite(clause);
        state.Say(
            new Notice(time, state.Profile.Account, cited, "further-excess", facts)
            {
                Said = new Saying(cited.Clause.Slug, $"further:{series}", state.Cycle.From, 1),
            }
        );
    }

    private static CaseBasis BasisOf(Facts facts) =>
        facts.Kind switch
        {
            FactKind.Report => CaseBasis.Report,
            FactKind.Untypical => CaseBasis.Compared,
            _ => CaseBasis.Printed,
        };

    /// <summary>The figure that a limit is now, an exception's where one is granted; null when it is not judged.</summary>
    public static decimal? FigureOf(AccountState state, Limit limit, long key, Moment time)
    {
        if (state.Waivers.At(limit.Clause, time) is not { } waiver)
            return Figures.Now(state, limit.Figure, key, time);
        return waiver.Amount
            * state.Policy.Meters.At(limit.Meter) switch
            {
                RatioMeter => 1,
                var meter => meter.Unit.Factor,
            };
    }

    /// <summary>Whether an amount is too much.</summary>
    private static bool Exceeds(Limit limit, Int128 amount, decimal figure) =>
        limit.Reached ? (decimal)amount >= figure : (decimal)amount > figure;

    /// <summary>Whether the clause has no case in this cycle yet (of the key, where it goes by one), and the version speaks.</summary>
    private static bool MayOpen(AccountState state, Place<Clause> clause, long whose = OfAccount) =>
        MayOpen(state, clause, state.Cycle, whose);

    private static bool MayOpen(
        AccountState state,
        Place<Clause> clause,
        Cycle cycle,
        long whose
    ) =>
        state.Speaks
        && !state.Shared.Cases.Contains((state.Policy.Clauses.At(clause).Id, cycle.From, whose));

    /// <summary>The key whose case it is, where the limit goes by one; what has no key is the account's.</summary>
    private static long WhoseCase(AccountState state, Limit limit, long key) =>
        state.Policy.Meters.At(limit.Meter).GoesByKey && key != 0 ? key : OfAccount;

    private static void CountRepeats(AccountState state, Limit limit, Moment time)
    {
        foreach (var repeat in state.Repeats)
            if (repeat.Rule.Limits.Contains(limit.Place))
                Repeated(state, repeat, limit, time);
    }

    private static void Repeated(AccountState state, RepeatState repeat, Limit limit, Moment time)
    {
        var span = repeat.Rule.Each == WindowKind.Cycle ? state.Cycle.From : state.Day.From;
        var times = repeat.Note(limit.Place, span, state.Cycle.From);
        var waiver = state.Waivers.At(repeat.Rule.Clause, time);
        if (waiver is { Amount: null } || times < (waiver?.Amount ?? repeat.Rule.Times))
            return;
        if (!MayOpen(state, repeat.Rule.Clause))
            return;
        var passed = state.Cite(limit.Clause);
        var each = repeat.Rule.Each == WindowKind.Cycle ? NamedFigure.Cycles : NamedFigure.Days;
        OpenCase(
            state,
            repeat.Rule.Clause,
            time,
            new Facts(
                FactKind.RepeatedExcess,
                [
                    new NamedFigure(NamedFigure.Clause, passed.Clause.Slug),
                    new NamedFigure(NamedFigure.Title, passed.Title),
                    Printed.As(each, times, Unit.One),
                ]
            )
        );
    }

    private static Facts Figured(
        AccountState state,
        Limit limit,
        long key,
        Int128 amount,
        decimal figure
    )
    {
        var meter = state.Policy.Meters.At(limit.Meter);
        var figures = ImmutableArray.Create(
            new NamedFigure(NamedFigure.Meter, meter.Name),
            Printed.As(NamedFigure.Used, amount, meter.Unit),
            Printed.As(NamedFigure.Limit, figure, meter.Unit)
        );
        if (limit.AveragedOver > 1)
            figures = figures.Add(
                Printed.As(NamedFigure.Average, (Rational)amount / limit.AveragedOver, meter.Unit)
            );
        if (key != 0)
            figures = figures.Add(new NamedFigure(NamedFigure.Of, state.Shared.Symbols.Text(key)));
        return new Facts(FactKind.Excess, figures);
    }

    private static Facts Figured(
        AccountState state,
        Limit limit,
        Int128 part,
        Int128 whole,
        decimal figure
    )
    {
        var meter = state.Policy.Meters.At(limit.Meter);
        return new Facts(
            FactKind.Excess,
            [
                new NamedFigure(NamedFigure.Meter, meter.Name),
                Printed.As(NamedFigure.Part, part, meter.Unit),
                Printed.As(NamedFigure.Whole, whole, meter.Unit),
                new NamedFigure(NamedFigure.Ratio, ((Rational)part / whole).ToString()),
                new NamedFigure(NamedFigure.Limit, ((Rational)figure).ToString()),
            ]
        );
    }
}
