using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Replaying;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Context;
using Evenhand.Node.Lives;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Node.Stating;

/// <summary>
/// Finds what stated cycles have come to differ by, and why. What came since the last statement is added cause by cause,
/// late events first, then voids, then waivers and decisions, then rates; what each addition changes is its difference.
/// </summary>
internal sealed class AdjustmentsDue
{
    private readonly NodeContext context;
    private readonly Rulebook rules;
    private readonly StoredLife stored;
    private readonly StatedRecord before;
    private readonly Moment until;
    private readonly Moment now;
    private readonly bool mayDecide;
    private readonly bool hasRates;

    private AdjustmentsDue(
        NodeContext context,
        Rulebook rules,
        StoredLife stored,
        IReadOnlyList<StatedRecord> stated,
        Moment now
    )
    {
        (this.context, this.rules, this.stored, before) = (context, rules, stored, stated[^1]);
        until = UntilOf(stated);
        this.now = Moment.Max(now, before.At);
        hasRates = HasRates(context, before, this.now);
        mayDecide = stored.Deciding.Any(head =>
            !IsOld(head) && (Kind)head.Type is Kind.Waived or Kind.Confirmed or Kind.Voided
        );
    }

    /// <summary>The corrections of all cycles that were stated.</summary>
    /// <param name="context">The node.</param>
    /// <param name="rules">The policies.</param>
    /// <param name="stored">What is stored now.</param>
    /// <param name="stated">What was stated, in order.</param>
    /// <param name="name">The name of a statement's cycle.</param>
    /// <param name="now">The present.</param>
    public static ImmutableArray<Adjustment> Of(
        NodeContext context,
        Rulebook rules,
        StoredLife stored,
        IReadOnlyList<StatedRecord> stated,
        Func<Statement, string> name,
        Moment now
    ) =>
        MayFind(context, stored, stated, Moment.Max(now, stated.Count == 0 ? now : stated[^1].At))
            ? new AdjustmentsDue(context, rules, stored, stated, now).Run(name)
            : [];

    /// <summary>
    /// Whether anything came that may correct what was stated: an event of a stated cycle, one that reaches back by what it
    /// says, a rate. It looks at no account's content, so that it may say so where nothing is corrected.
    /// </summary>
    public static bool MayFind(
        NodeContext context,
        StoredLife stored,
        IReadOnlyList<StatedRecord> stated,
        Moment now
    )
    {
        if (stated.Count == 0)
            return false;
        var before = stated[^1];
        return HasRates(context, before, now)
            || stored.HasRefiledSince(before.Sequence)
            || stored.Deciding.Any(head => IsNew(head, before) && head.Time <= now)
            || HasLate(stored, before, UntilOf(stated), now);
    }

    private static bool HasRates(NodeContext context, StatedRecord before, Moment now) =>
        context.Rates.HasSince(before.Shared, before.At, now);

    private static Moment UntilOf(IReadOnlyList<StatedRecord> stated) =>
        stated.Where(record => !record.Closing).Max(record => record.Statement.Time);

    /// <summary>What was dated ahead when the last statement was made is looked for too, in what arrived before it.</summary>
    private static bool HasLate(StoredLife stored, StatedRecord before, Moment until, Moment now) =>
        stored.Any(
            Moment.Earliest,
            until,
            before.At < until ? 0 : before.Sequence,
            head =>
                IsNew(head, before)
                && head.Time < until
                && head.Time <= now
                && CauseOf(head) == Cause.Late
        );

    private ImmutableArray<Adjustment> Run(Func<Statement, string> name)
    {
        var rates = context.Rates.At(rules, before.Shared, before.At.Next);
        var was = At(rates, head => IsOld(head), before.Sequence);
        var is_ = At(context.Rates.Latest(rules, now.Next));
        if (!Differences(was, is_, name, Cause.Late).Any())
            return [];
        var (late, voids, waivers) = Between(rates, was, is_);
        return
        [
            .. Differences(was, late, name, Cause.Late),
            .. Differences(late, voids, name, Cause.Void),
            .. Differences(voids, waivers, name, Cause.Waiver),
            .. Differences(waivers, is_, name, Cause.Rate),
        ];
    }

    /// <summary>
    /// What lies between what was and what is, cause by cause. Where nothing came of a cause, what comes after it is what
    /// was there before it, and needs no fold.
    /// </summary>
    private (
        IReadOnlyList<Statement> Late,
        IReadOnlyList<Statement> Voids,
        IReadOnlyList<Statement> Waivers
    ) Between(Rates rates, IReadOnlyList<Statement> was, IReadOnlyList<Statement> is_)
    {
        var hasLate = HasLate(stored, before, until, now);
        var hasVoids = stored.HasRefiledSince(before.Sequence) || Came(Cause.Void);
        var hasWaivers = Came(Cause.Waiver);
        var late =
            !hasLate ? was
            : !hasVoids && !hasWaivers && !hasRates ? is_
            : At(rates, head => IsOld(head) || CauseOf(head) == Cause.Late, before.Sequence);
        var voids =
            !hasVoids ? late
            : !hasWaivers && !hasRates ? is_
            : At(rates, head => IsOld(head) || CauseOf(head) != Cause.Waiver);
        var waivers =
            !hasWaivers ? voids
            : !hasRates ? is_
            : At(rates);
        return (late, voids, waivers);
    }

    private bool Came(Cause cause) =>
        stored.Deciding.Any(head => !IsOld(head) && head.Time <= now && CauseOf(head) == cause);

    /// <summary>
    /// The statements that may differ: all fold from the last checkpoint that what came since leaves as it was, so that
    /// cycles before it are the same in all of them, unless a decision or a rate changes what is stated of them.
    /// </summary>
    /// <param name="rates">The reference rates.</param>
    /// <param name="counts">Which events count; null for all.</param>
    /// <param name="ownBy">By what was found up to a sequence they are the account's own; left out: by now.</param>
    private IReadOnlyList<Statement> At(
        Rates rates,
        Func<RecordHead, bool>? counts = null,
        long ownBy = long.MaxValue
    ) =>
        ExpectedStatements.Compute(
            stored,
            new LifeFold(rules, until, now.Next, rates)
            {
                Counts = counts,
                OwnBy = ownBy,
                AsOf = new AsOf(before.Sequence, before.At),
                From = until,
                StatesAll = mayDecide || hasRates,
            }
        );

    private static bool IsNew(in RecordHead head, StatedRecord before) =>
        head.Line >= before.Sequence || head.Time > before.At;

    /// <summary>Whether the last statement took account of it: an event of the future waited for its time.</summary>
    private bool IsOld(in RecordHead head) => !IsNew(head, before);

    private static Cause CauseOf(in RecordHead head) =>
        (Kind)head.Type switch
        {
            Kind.Voided => Cause.Void,
            Kind.Waived or Kind.Confirmed or Kind.Exception => Cause.Waiver,
            _ => Cause.Late,
        };

    /// <summary>What changed from one to the other, line by line.</summary>
    private static IEnumerable<Adjustment> Differences(
        IReadOnlyList<Statement> from,
        IReadOnlyList<Statement> to,
        Func<Statement, string> name,
        Cause cause
    )
    {
        var cycles = from.Concat(to).Select(each => each.From).Distinct().Order();
        foreach (var cycle in cycles)
        {
            var (old, young) = (
                from.FirstOrDefault(each => each.From == cycle),
                to.FirstOrDefault(each => each.From == cycle)
            );
            foreach (var line in Differences(old?.Lines ?? [], young?.Lines ?? []))
                yield return new Adjustment(line, name(Any(old, young)), cause);
        }
    }

    private static Statement Any(Statement? a, Statement? b) => a ?? b!;

    /// <summary>
    /// Lines are matched by clause, version, unit and price. A line whose status changed is taken back as it was and
    /// stands anew as it is, so that totals of each status add up.
    /// </summary>
    private static IEnumerable<Line> Differences(ImmutableArray<Line> from, ImmutableArray<Line> to)
    {
        var keys = from.Concat(to).Select(KeyOf).Distinct();
        foreach (var key in keys)
        {
            var (old, young) = (
                from.FirstOrDefault(line => KeyOf(line) == key),
                to.FirstOrDefault(line => KeyOf(line) == key)
            );
            if (old is not null && young is not null && old.Status != young.Status)
            {
                yield return Difference(old, null);
                yield return Difference(null, young);
            }
            else if (Difference(old, young) is var line && !IsEmpty(line))
                yield return line;
        }
    }

    private static (string, string, string, Quantity?) KeyOf(Line line) =>
        (line.Clause.Slug, line.Version, line.Unit, line.UnitPrice);

    private static Line Difference(Line? old, Line? young)
    {
        var shape = young ?? old!;
        return shape with
        {
            Quantity = Less(young?.Quantity, old?.Quantity),
            Included = Less(young?.Included, old?.Included),
            Billable = Less(young?.Billable, old?.Billable),
            Amount = (young?.Amount ?? None(shape)) - (old?.Amount ?? None(shape)),
            Conversions = Difference(old?.Conversions, young?.Conversions),
        };
    }

    /// <summary>What is converted at each rate now and was not, and with the sign turned what was and is not.</summary>
    private static Conversions? Difference(Conversions? old, Conversions? young)
    {
        var parts = (young?.Parts ?? [])
            .Concat((old?.Parts ?? []).Select(Negated))
            .GroupBy(part => (part.Currency, part.Date, part.Rate))
            .Select(group =>
                group.First() with
                {
                    Quantity = Sum(group.Select(part => part.Quantity)),
                    Amount = Sum(group.Select(part => part.Amount)),
                }
            )
            .Where(part => !part.Quantity.IsZero)
            .OrderBy(part => part.Date, StringComparer.Ordinal)
            .ToImmutableArray();
        return parts.IsEmpty ? null : new Conversions(parts);
    }

    private static Conversion Negated(Conversion part) =>
        part with
        {
            Quantity = Quantity.Zero - part.Quantity,
            Amount = Quantity.Zero - part.Amount,
        };

    private static Quantity Sum(IEnumerable<Quantity> figures) =>
        figures.Aggregate(Quantity.Zero, (sum, figure) => sum + figure);

    private static bool IsEmpty(Line line) =>
        line.Quantity.IsZero && line.Included.IsZero && line.Billable.IsZero && line.Amount.IsZero;

    private static Money None(Line like) => like.Amount with { Amount = 0 };

    private static Quantity Less(Quantity? figure, Quantity? from) =>
        (figure ?? Quantity.Zero) - (from ?? Quantity.Zero);
}
