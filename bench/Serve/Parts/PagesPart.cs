using System.Diagnostics;
using System.Text;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>Pages of console and portal while asks are at half of their rate, beside a bare endpoint of the same server at the same time.</summary>
internal static class PagesPart
{
    private const double MostOfBareMedian = 40;
    private const double MostOfBareWaits = 100;
    private const double HalfLoad = 0.5;
    private const int Batches = 200;

    private static readonly string[] OfAccount = ["/portal", "/portal/bills", "/portal/policy"];
    private static readonly string[] OfOperator = ["/console", "/console/accounts"];

    public static IEnumerable<Row> Run(Plan plan)
    {
        using var server = plan.Start("pages", "--account-rate", "none");
        Plan.Open(server, plan.Accounts);
        Fill(server, plan.Accounts);
        var asks = new Asks(plan, server, 0, plan.Accounts);
        var rate = Enumerable.Range(0, 3).Select(_ => asks.Rate()).Last().Rate * HalfLoad;
        using var sessions = new Sessions(server);
        foreach (var (page, cookies) in sessions.Of(OfAccount, OfOperator))
        {
            var request = Sessions.Get(page, cookies);
            var (waits, bare) = (new List<double[]>(), new List<double[]>());
            for (var round = -1; round < plan.Rounds; round++)
            {
                var load = Task.Run(() => asks.Waits(rate, plan.Slice));
                var (its, other) = Look(server, request, load);
                if (round < 0)
                    continue; // the first warms up
                waits.Add(its);
                bare.Add(other);
            }
            var what = $"{page} while asks are at half of their rate ({rate:N0}/s)";
            yield return Waits.Beside(what, waits, "bare endpoint", bare, 500, MostOfBareMedian);
            yield return Waits.Beside(what, waits, "bare endpoint", bare, 990, MostOfBareWaits);
        }
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

    /// <summary>A page and the bare endpoint in turn, for as long as the load lasts: waits of each, sorted, in milliseconds.</summary>
    private static (double[] Page, double[] Bare) Look(Served server, byte[] page, Task load)
    {
        using var connection = new Connection(server.Port);
        var echo = Requests.Ask("/bench/echo", 0);
        var (waits, bare) = (new List<double>(), new List<double>());
        _ = Timed(connection, page);
        if (connection.Body.IndexOf("aria-current=\"page\""u8) < 0)
            throw new InvalidOperationException(Encoding.UTF8.GetString(connection.Body));
        while (!load.IsCompleted)
        {
            waits.Add(Timed(connection, page));
            bare.Add(Timed(connection, echo));
        }
        load.GetAwaiter().GetResult();
        return ([.. waits.Order()], [.. bare.Order()]);
    }

    private static double Timed(Connection connection, byte[] request)
    {
        var begun = Stopwatch.GetTimestamp();
        if (connection.Exchange(request) != 200)
            throw new InvalidOperationException(Encoding.UTF8.GetString(connection.Body));
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }
}
