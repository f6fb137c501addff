using Evenhand.Runtime.Serving.Accounts;
using Evenhand.Runtime.Serving.Stating;
using Evenhand.Runtime.Serving.Stored;
using Evenhand.Runtime.Serving.Views;

namespace Evenhand.Runtime.Serving;

/// <summary>Reads statements: stated ones as they were stated, the others as they would be now.</summary>
internal sealed class StatementReading(NodeContext context)
{
    /// <summary>
    /// The statements of all cycles so far, in order, also of those that were stated before an end became known that
    /// lies before them; closing ones last.
    /// </summary>
    public IReadOnlyList<CycleStatement> All(ServedAccount account)
    {
        if (Expected(account, out var stated, out var firstDays) is not { } expected)
            return [.. stated.Select(Of)];
        var cycles = expected.Statements.Select(
            (statement, i) =>
                stated.FirstOrDefault(record => record.FirstDay == firstDays[i]) is { } record
                    ? Of(record)
                    : new CycleStatement(firstDays[i], statement, [], true, false, null)
        );
        var gone = stated.Where(record => !record.Closing && !firstDays.Contains(record.FirstDay));
        return
        [
            .. cycles.Concat(gone.Select(Of)).OrderBy(each => each.Statement.From),
            .. stated.Where(record => record.Closing).Select(Of),
        ];
    }

    /// <summary>One statement; null where there is no such cycle.</summary>
    public CycleStatement? One(ServedAccount account, string firstDay, bool expected)
    {
        if (!expected)
        {
            lock (account.Gate)
                if (account.Stated.Of(firstDay) is { } record)
                    return Of(record);
        }
        if (Expected(account, out var stated, out var firstDays) is not { } now)
            return null;
        var place = Array.IndexOf(firstDays, firstDay);
        if (place < 0)
            return null;
        var at = stated.FirstOrDefault(record => record.FirstDay == firstDay)?.At;
        return new CycleStatement(firstDay, now.Statements[place], [], at is null, false, at);
    }

    private static CycleStatement Of(StatedRecord record) =>
        new(
            record.FirstDay,
            record.Statement,
            record.Adjustments,
            false,
            record.Closing,
            record.At
        );

    /// <summary>What is expected now, computed anew only where something changed; null while the account is not open.</summary>
    private Expectation? Expected(
        ServedAccount account,
        out StatedRecord[] stated,
        out string[] firstDays
    )
    {
        (stated, firstDays) = ([], []);
        var now = context.Clock.Now;
        Core.Replaying.LiveAccount live;
        Expectation? known;
        long sequence;
        lock (account.Gate)
        {
            stated = [.. account.Stated.Records];
            if (account.At(now) is not { } open)
                return null;
            (live, known, sequence) = (open, account.Expected, account.Sequence);
        }
        var present = live.CycleAt(now);
        if (
            known is null
            || known.Sequence != sequence
            || known.Shared != context.Rates.Sequence
            || known.Rules != context.Rules
            || known.Until != present.To
            || known.HasMore
        )
        {
            known = Expectation.Of(context, account, present, now);
            lock (account.Gate)
                account.Expected = known;
        }
        firstDays =
        [
            .. known.Statements.Select(statement =>
                Expectation.FirstDay(live.CycleAt(statement.From))
            ),
        ];
        return known;
    }
}
