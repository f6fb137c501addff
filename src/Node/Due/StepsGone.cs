using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Lives;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Node.Due;

/// <summary>
/// Finds what took a step away of which an account was told. As with adjustments what came late is added first, then what was taken
/// back. Not for the account's turn: it reads what is stored, and may fold it once more.
/// </summary>
internal sealed class StepsGone(NodeContext context)
{
    /// <summary>
    /// What took it away; null where nothing came since it was told, as after another release, or it cannot be found now: that it is off
    /// is told in any case.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="step">The id of the step.</param>
    /// <param name="now">The present.</param>
    public Cause? CauseOf(AccountId account, string step, Moment now)
    {
        try
        {
            return Found(account, step, now);
        }
        catch (Exception fault) when (AccountFault.Is(fault))
        {
            return null;
        }
    }

    private Cause? Found(AccountId account, string step, Moment now)
    {
        var stream = StreamName.Of(account);
        if (ToldAt(stream, step) is not { } told)
            return null;
        var stored = new LifeBook(context, account, stream).Look();
        var hasVoids = stored.Deciding.Any(head => IsVoid(head) && IsNews(head, told));
        var hasLate = stored.Any(
            Moment.Earliest,
            now.Next,
            told.Sequence,
            head => !IsVoid(head) && IsNews(head, told)
        );
        return !hasVoids
            ? hasLate
                ? Cause.Late
                : null
            : hasLate && !IsThereWithout(stored, step, told, now)
                ? Cause.Late
                : Cause.Void;
    }

    /// <summary>Whether the step is there where nothing is taken back that was not when it was told.</summary>
    private bool IsThereWithout(StoredLife stored, string step, AsOf told, Moment now)
    {
        var rules = context.Rules;
        var fold = new LifeFold(rules, now, now.Next, context.Rates.Latest(rules, now.Next))
        {
            Counts = head => !IsVoid(head) || !IsNews(head, told),
            AsOf = told,
        };
        return stored.Live(fold) is { } live && StandingReading.StepsOf(live, now).Contains(step);
    }

    /// <summary>When the account was told of a step last; null where it never was.</summary>
    private AsOf? ToldAt(StreamName stream, string step)
    {
        AsOf? found = null;
        foreach (var slice in context.Ledger.Read(stream, 0, ToldRecord.Kinds))
        foreach (var record in ToldRecord.In(slice))
            if (StepSeries.Read(record.Series) is { Begins: true } its && its.Step == step)
                found = new AsOf(slice.From, record.At ?? record.Notice!.Time);
        return found;
    }

    private static bool IsVoid(in RecordHead head) => head.Type == (int)Kind.Voided;

    private static bool IsNews(in RecordHead head, AsOf told) => !told.Knew(head);
}
