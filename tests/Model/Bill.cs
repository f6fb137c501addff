namespace Evenhand.Tests.Model;

/// <summary>A line of a statement, as it is printed.</summary>
internal sealed record BillLine(
    string Clause,
    string Quantity,
    string Included,
    string Billable,
    string Price,
    string Per,
    string Amount,
    bool Due
);

/// <summary>What an account is told and billed, by a model of the words alone.</summary>
internal static class Bill
{
    /// <summary>The lines of a cycle.</summary>
    public static List<BillLine> Of(Terms terms, Life life, int cycle) =>
        terms.Good == Good.Stock ? StockModel.Lines(terms, life, cycle)
        : terms.Closes ? FlowModel.AtClose(terms, life, cycle)
        : FlowModel.ActByAct(terms, life, cycle);

    /// <summary>One line: what is billed times the price, rounded once.</summary>
    public static BillLine Line(
        Terms terms,
        Life life,
        bool fee,
        Exact quantity,
        Exact included,
        Exact billable,
        string plan
    )
    {
        long per = fee ? 1 : terms.Per;
        var billed = terms.Started && !fee ? (billable / per).RoundedUp() * per : billable;
        var price = fee ? terms.FeePrice(life.Currency) : terms.Price(plan, life.Currency);
        return new(
            fee ? "fee" : "base",
            quantity.ToString(),
            included.ToString(),
            billed.ToString(),
            price,
            $"{per}",
            (billed / per * Exact.Of(price)).Rounded(life.Currency == "JPY" ? 0 : 2),
            !fee
        );
    }

    /// <summary>What the account pays now, or may be asked for.</summary>
    public static string Total(Life life, IEnumerable<BillLine> lines, bool due) =>
        lines
            .Where(line => line.Due == due)
            .Aggregate(Exact.Zero, (sum, line) => sum + Exact.Of(line.Amount))
            .Rounded(life.Currency == "JPY" ? 0 : 2);
}
