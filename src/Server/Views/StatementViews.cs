using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Languages;
using Evenhand.Node.Views;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>Statements on the wire: as in a replay, with the adjustments of earlier ones and where they stand.</summary>
public static class StatementViews
{
    public static StatementView Of(CycleStatement cycle) => Of(cycle, Language.English);

    /// <summary>The same, its equations in a language.</summary>
    public static StatementView Of(CycleStatement cycle, Language say)
    {
        var statement = EffectViews.Of(cycle.Statement, say);
        return statement with
        {
            Id = cycle.Closing ? IdOfClosing(cycle.Statement) : statement.Id,
            Cycle = DayOf(cycle.FirstDay),
            Url = Addresses.OfStatement(statement.Account, cycle.FirstDay),
            Lines =
            [
                .. statement.Lines,
                .. cycle.Adjustments.Select(each => Of(each, cycle.Statement, say)),
            ],
            Pending = cycle.Pending.IsEmpty
                ? null
                : [.. cycle.Pending.Select(each => Of(each, cycle.Statement, say))],
            Running = cycle.Running,
            Stated = cycle.Stated is not null,
            Closing = cycle.Closing,
        };
    }

    /// <summary>It begins where the last cycle ended, as the next one's would, and there may be several: it is named by its end.</summary>
    private static string IdOfClosing(Statement closing) =>
        new Saying(closing.Policy, "closing", closing.Time, 1).Id(closing.Account);

    private static StatementLine Of(Adjustment adjustment, Statement statement, Language say) =>
        EffectViews.Of(adjustment.Line, statement, say) with
        {
            Kind = "adjustment",
            Cycle = DayOf(adjustment.Cycle),
            Because = adjustment.Because switch
            {
                Cause.Late => AdjustmentCause.Late,
                Cause.Void => AdjustmentCause.Void,
                Cause.Waiver => AdjustmentCause.Waiver,
                _ => AdjustmentCause.Rate,
            },
        };

    private static DateOnly DayOf(string day) =>
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
