using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Lives;
using Evenhand.Node.Stored;
using Evenhand.Node.Told;

namespace Evenhand.Node.Stating;

/// <summary>Makes the record of the next statement that is due.</summary>
internal static class NextStatement
{
    /// <summary>When the next statement of an account is due. In the account's turn.</summary>
    public static Moment Due(NodeContext context, ServedAccount account)
    {
        if (account.Live is not { } live)
            return Moment.Never;
        var grace = context.Settings.Grace.ToTimeSpan();
        var most = context.Settings.MostGrace.ToTimeSpan();
        return account.Stated.Next(live) is { } cycle
            ? account.Stated.Due(cycle, grace, most)
            : account.Stated.ClosingDue(grace, most);
    }

    /// <summary>The statement that is due; null where none is, or where there is nothing to correct.</summary>
    /// <param name="context">The node.</param>
    /// <param name="accounts">The accounts.</param>
    /// <param name="name">The account; it must not be visited meanwhile, since this may take long.</param>
    /// <param name="now">The present.</param>
    /// <param name="before">How many statements there are that it follows.</param>
    public static StatedRecord? Make(
        NodeContext context,
        AccountDirectory accounts,
        AccountId name,
        Moment now,
        out int before
    )
    {
        var book = accounts.LookAfter(name, account => Book.Of(context, account, now));
        before = book?.Stated.Length ?? 0;
        return book is not { IsDue: true } || accounts.Find(name) is not { } door
            ? null
            : door.Study(() => Make(context, door, book, now));
    }

    private static StatedRecord? Make(NodeContext context, Door door, Book book, Moment now)
    {
        var (live, cycle, stated) = (book.Live!, book.Cycle, book.Stated);
        var (rules, shared) = (context.Rules, context.Rates.Sequence);
        var stored = door.Life.Look();
        var adjustments = AdjustmentsDue.Of(
            context,
            rules,
            stored,
            stated,
            statement => ExpectedStatements.FirstDay(live.CycleAt(statement.From)),
            now
        );
        var rates = context.Rates.Latest(rules, now.Next);
        if (cycle is not null)
        {
            var outcome = Fold(cycle.To, cycle.From);
            var statement = StatementOf(outcome.Effects, cycle);
            return Record(statement, ExpectedStatements.FirstDay(cycle), outcome.Effects) with
            {
                Usage = outcome.Usages.LastOrDefault(usage => usage.To == cycle.To),
            };
        }
        if (!adjustments.IsEmpty)
        {
            var last = stated.Last(record => !record.Closing).Statement;
            var effects = Fold(last.Time, Moment.Never).Effects;
            return Record(Empty(last, now), NameOf(stated, now), effects);
        }
        var priced = IsPriced(context, rules, stored, stated, now);
        var next = stored.NextAfter(now);
        door.Note(account => account.Stated.LookedAt(stored.Sequence, now, priced, next));
        return null;

        AccountOutcome Fold(Moment until, Moment statedFrom) =>
            stored.Run(new LifeFold(rules, until, now.Next, rates) { StatedFrom = statedFrom });

        StatedRecord Record(Statement statement, string name, ImmutableArray<Effect> effects) =>
            new(
                name,
                Totalled(statement, adjustments),
                adjustments,
                cycle is null,
                stored.Sequence,
                shared,
                now,
                book.Summaries.Tell(effects, cycle?.To, now),
                ReleaseFold.Number
            );
    }

    /// <summary>How far an account is stated, and what is next.</summary>
    private sealed record Book(
        bool IsDue,
        LiveAccount? Live,
        Cycle? Cycle,
        StatedRecord[] Stated,
        SummaryBook Summaries
    )
    {
        public static Book Of(NodeContext context, ServedAccount account, Moment now) =>
            new(
                Due(context, account) <= now,
                account.Live,
                account.Live is { } live ? account.Stated.Next(live) : null,
                [.. account.Stated.Records],
                account.Told.Summaries
            );
    }

    private static bool IsPriced(
        NodeContext context,
        Rulebook rules,
        StoredLife stored,
        StatedRecord[] stated,
        Moment now
    )
    {
        if (stated.All(record => record.Statement.Unpriced.IsEmpty))
            return true;
        var until = stated.Where(record => !record.Closing).Max(record => record.Statement.Time);
        return ExpectedStatements
            .Compute(
                stored,
                new LifeFold(rules, until, now.Next, context.Rates.Latest(rules, now.Next))
            )
            .All(statement => statement.Unpriced.IsEmpty);
    }

    private static Statement StatementOf(ImmutableArray<Effect> effects, Cycle cycle) =>
        effects.OfType<Statement>().Single(statement => statement.From == cycle.From);

    /// <summary>A statement that only corrects: it spans the time from the last cycle's end until now.</summary>
    public static Statement Empty(Statement last, Moment now) =>
        last with
        {
            From = last.Time,
            Time = now,
            Lines = [],
            Due = Totals.Of([], LineStatus.Due, last.Currency),
            Proposed = Totals.Of([], LineStatus.Proposed, last.Currency),
            Unpriced = [],
        };

    /// <summary>
    /// A closing statement is named by the day on which it is made, in UTC; a second one of the day gets a letter.
    /// </summary>
    public static string NameOf(StatedRecord[] stated, Moment now)
    {
        var day = now.Instant.ToString(
            "uuuu-MM-dd",
            System.Globalization.CultureInfo.InvariantCulture
        );
        var name = day;
        for (var letter = 'b'; stated.Any(record => record.FirstDay == name); letter++)
            name = $"{day}{letter}";
        return name;
    }

    /// <summary>The statement with totals that hold its adjustments too.</summary>
    private static Statement Totalled(
        Statement statement,
        ImmutableArray<Views.Adjustment> adjustments
    )
    {
        var lines = statement.Lines.AddRange(adjustments.Select(each => each.Line));
        return statement with
        {
            Due = Totals.Of(lines, LineStatus.Due, statement.Currency),
            Proposed = Totals.Of(lines, LineStatus.Proposed, statement.Currency),
        };
    }
}
