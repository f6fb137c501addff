using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Viewing;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Stating;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>Reads statements: stated ones as they were stated, the others as they would be now.</summary>
internal sealed class StatementReads(NodeContext context, AccountDirectory accounts)
{
    /// <summary>
    /// The statements of all cycles so far, in order, also of those that were stated before an end became known that
    /// lies before them; closing ones last.
    /// </summary>
    /// <param name="id">The account.</param>
    /// <param name="today">Whether stated ones are as they would be stated today, where they still would be.</param>
    public IReadOnlyList<CycleStatement>? All(AccountId id, bool today = false)
    {
        if (Look(id) is not { } book)
            return null;
        var stated = book.Stated;
        if (Expected(id, book, out var firstDays) is not { } expected)
            return [.. stated.Select(Of)];
        var next = Next(stated, firstDays);
        var cycles = expected.Statements.Select(
            (statement, i) =>
                stated.FirstOrDefault(record => record.FirstDay == firstDays[i]) switch
                {
                    { } record when !today => Of(record),
                    var record => new CycleStatement(
                        firstDays[i],
                        statement,
                        [],
                        record is null,
                        false,
                        record?.At
                    )
                    {
                        Pending = i == next ? expected.Pending : [],
                    },
                }
        );
        var gone = stated.Where(record => !record.Closing && !firstDays.Contains(record.FirstDay));
        return
        [
            .. cycles.Concat(gone.Select(Of)).OrderBy(each => each.Statement.From),
            .. stated.Where(record => record.Closing).Select(Of),
            .. next < 0 && !expected.Pending.IsEmpty
                ? [ClosingOf(book, expected)]
                : (CycleStatement[])[],
        ];
    }

    /// <summary>The place of the first cycle that is not stated: what is pending will stand on its statement.</summary>
    private static int Next(StatedRecord[] stated, string[] firstDays) =>
        Array.FindIndex(
            firstDays,
            day => Array.TrueForAll(stated, record => record.FirstDay != day)
        );

    /// <summary>The closing statement that would be made today of what is pending.</summary>
    private static CycleStatement ClosingOf(Book book, ExpectedStatements expected) =>
        new(
            NextStatement.NameOf(book.Stated, book.Now),
            NextStatement.Empty(book.Stated.Last(record => !record.Closing).Statement, book.Now),
            [],
            true,
            true,
            null
        )
        {
            Pending = expected.Pending,
        };

    /// <summary>One statement; null where there is no such cycle.</summary>
    public CycleStatement? One(AccountId id, string firstDay, bool expected)
    {
        if (Look(id) is not { } book)
            return null;
        var stated = book.Stated.FirstOrDefault(record => record.FirstDay == firstDay);
        if (!expected && stated is not null)
            return Of(stated);
        if (Expected(id, book, out var firstDays) is not { } now)
            return null;
        var place = Array.IndexOf(firstDays, firstDay);
        var next = Next(book.Stated, firstDays);
        if (place < 0)
            return
                next < 0
                && !now.Pending.IsEmpty
                && firstDay == NextStatement.NameOf(book.Stated, book.Now)
                ? ClosingOf(book, now)
                : null;
        var at = stated?.At;
        return new CycleStatement(firstDay, now.Statements[place], [], at is null, false, at)
        {
            Pending = place == next ? now.Pending : [],
        };
    }

    /// <summary>What is known of the present cycle; null where there is no such account.</summary>
    public RunningCycle? Running(AccountId id)
    {
        if (Look(id) is not { } book)
            return null;
        if (Expected(id, book, out _) is not { } expected || book.Live is not { } live)
            return RunningCycle.None;
        var present = live.CycleAt(book.Now);
        var statement = expected.Statements.FirstOrDefault(each => each.From == present.From);
        return new RunningCycle(statement, expected.RunOuts);
    }

    /// <summary>What this release would state otherwise of what is stated.</summary>
    public IReadOnlyList<StatedOtherwise> Otherwise(AccountId id) =>
        Look(id) is { Live: { } live } book && accounts.Find(id) is { } door
            ? door.Study(() =>
                Restating
                    .Of(
                        context,
                        id,
                        door.Life.Look(),
                        book.Stated,
                        statement => ExpectedStatements.FirstDay(live.CycleAt(statement.From))
                    )
                    .ToArray()
            )
            : [];

    private static CycleStatement Of(StatedRecord record) =>
        new(record.FirstDay, record.Statement, record.Adjustments, false, record.Closing, record.At)
        {
            Sequence = record.Sequence,
        };

    /// <summary>What is known of an account's statements; null where there is no such account.</summary>
    private Book? Look(AccountId id)
    {
        var now = context.Clock.Now;
        return accounts.Visit(
            id,
            account => new Book(
                now,
                account.Live,
                account.Expected as ExpectedStatements,
                account.Sequence,
                [.. account.Stated.Records]
            )
        );
    }

    /// <summary>What is expected now, computed anew only where something changed; null while the account is not open.</summary>
    private ExpectedStatements? Expected(AccountId id, Book book, out string[] firstDays)
    {
        firstDays = [];
        if (book.Live is not { } live || accounts.Find(id) is not { } door)
            return null;
        var present = live.CycleAt(book.Now);
        var known = book.Known;
        if (!IsStillSo(known, book, present.To))
        {
            known = door.Study(() =>
                ExpectedStatements.Of(context, door, live, book.Stated, book.Now)
            );
            door.Note(account => account.Expected = known);
        }
        firstDays =
        [
            .. known!.Statements.Select(statement =>
                ExpectedStatements.FirstDay(live.CycleAt(statement.From))
            ),
        ];
        return known;
    }

    private bool IsStillSo(ExpectedStatements? known, Book book, Moment until) =>
        known is { HasMore: false }
        && known.Sequence == book.Sequence
        && known.Shared == context.Rates.Sequence
        && known.Rules == context.Rules
        && known.Until == until;

    /// <summary>What a visit found.</summary>
    private sealed record Book(
        Moment Now,
        LiveAccount? Live,
        ExpectedStatements? Known,
        long Sequence,
        StatedRecord[] Stated
    );
}
