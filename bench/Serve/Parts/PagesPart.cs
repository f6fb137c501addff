using System.Text;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>Pages of console and portal while asks are at half of their rate, beside a bare endpoint of the same server at the same time.</summary>
internal static class PagesPart
{
    private const int Batches = 200;

    private static readonly string[] OfAccount = ["/portal", "/portal/bills", "/portal/policy"];
    private static readonly string[] OfOperator = ["/console", "/console/accounts"];

    public static IEnumerable<Row> Run(Plan plan)
    {
        using var server = plan.Start("pages", "--account-rate", "none");
        Plan.Open(server, plan.Accounts);
        Fill(server, plan.Accounts);
        var asks = new Asks(plan, server, 0, plan.Accounts);
        using var sessions = new Sessions(server);
        foreach (
            var row in new PagesBeside(plan, server, asks).Rows(sessions.Of(OfAccount, OfOperator))
        )
            yield return row;
    }

    /// <summary>Usage, so that pages have something to show.</summary>
    private static void Fill(Served server, int accounts)
    {
        using var connection = new Connection(server.Port);
        var batch = new Batch("/v1/events");
        for (var each = 0; each < Batches; each++)
            if (connection.Exchange(batch.InTurn(each * Batch.Events, accounts)) != 200)
                throw new InvalidOperationException(Encoding.UTF8.GetString(connection.Body));
    }
}
