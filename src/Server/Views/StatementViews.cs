using System.Globalization;
using Evenhand.Client.Wire;
using Evenhand.Core.Effects;
using Evenhand.Runtime.Serving.Views;
using LineStatus = Evenhand.Core.Effects.LineStatus;

namespace Evenhand.Server.Views;

/// <summary>Statements on the wire.</summary>
internal static class StatementViews
{
    public static StatementView Of(CycleStatement cycle)
    {
        var statement = cycle.Statement;
        return new()
        {
            Account = statement.Account,
            Policy = statement.Policy,
            From = Instants.Of(statement.From),
            To = Instants.Of(statement.Time),
            Currency = statement.Currency,
            Lines = [.. statement.Lines.Select(Of), .. cycle.Adjustments.Select(Of)],
            Due = Total(statement.Due, cycle, LineStatus.Due),
            Proposed = Total(statement.Proposed, cycle, LineStatus.Proposed),
            Unpriced = statement.Unpriced.IsEmpty ? null : [.. statement.Unpriced.Select(Of)],
            Running = cycle.Running,
            Stated = cycle.Stated is not null,
            Closing = cycle.Closing,
        };
    }

    /// <summary>What the cycle's own lines come to, and the adjustments with them: decimals keep the minor unit.</summary>
    private static string Total(string own, CycleStatement cycle, LineStatus status) =>
        cycle
            .Adjustments.Where(adjustment => adjustment.Line.Status == status)
            .Aggregate(Exactly(own), (sum, adjustment) => sum + Exactly(adjustment.Line.Amount))
            .ToString(CultureInfo.InvariantCulture);

    private static decimal Exactly(string amount) =>
        decimal.Parse(amount, CultureInfo.InvariantCulture);

    private static StatementLine Of(Adjustment adjustment) =>
        Of(adjustment.Line) with
        {
            Kind = "adjustment",
            Cycle = DateOnly.ParseExact(
                adjustment.Cycle,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture
            ),
            Because = adjustment.Because switch
            {
                Cause.Late => AdjustmentCause.Late,
                Cause.Void => AdjustmentCause.Void,
                Cause.Waiver => AdjustmentCause.Waiver,
                _ => AdjustmentCause.Rate,
            },
        };

    private static StatementLine Of(Line line) =>
        new()
        {
            Clause = line.Clause,
            Version = line.Version,
            Quantity = line.Quantity,
            Unit = line.Unit,
            Included = line.Included,
            Billable = line.Billable,
            UnitPrice = line.UnitPrice,
            Per = line.Per,
            Amount = line.Amount,
            Status = line.Status switch
            {
                LineStatus.Due => Client.Wire.LineStatus.Due,
                LineStatus.Proposed => Client.Wire.LineStatus.Proposed,
                _ => Client.Wire.LineStatus.Waived,
            },
        };

    private static Unpriced Of(UnpricedFees fees) =>
        new()
        {
            Clause = fees.Clause,
            Quantity = fees.Amount,
            Unit = fees.Currency,
        };
}
