using System.Diagnostics;
using System.Text;

namespace Evenhand.Bench.Serve;

/// <summary>Pages while asks are at half of their rate, beside a bare endpoint of the same server at the same time.</summary>
/// <param name="plan">How long.</param>
/// <param name="server">The server.</param>
/// <param name="asks">The asks.</param>
internal sealed class PagesBeside(Plan plan, Served server, Asks asks)
{
    private const double MostOfBareMedian = 40;
    private const double MostOfBareWaits = 100;
    private const double HalfLoad = 0.5;

    /// <summary>Two rows a page: the median, and what 99 of 100 do not pass.</summary>
    /// <param name="pages">Each page with the cookies by which it opens.</param>
    /// <param name="of">What is said behind the page's name.</param>
    public IEnumerable<Row> Rows(IEnumerable<(string Page, string Cookies)> pages, string of = "")
    {
        var rate = Enumerable.Range(0, 3).Select(_ => asks.Rate()).Last().Rate * HalfLoad;
        foreach (var (page, cookies) in pages)
        {
            var request = Sessions.Get(page, cookies);
            var (waits, bare) = (new List<double[]>(), new List<double[]>());
            for (var round = -1; round < plan.Rounds; round++)
            {
                var load = Task.Run(() => asks.Waits(rate, plan.Slice));
                var (its, other) = Look(request, load);
                if (round < 0)
                    continue; // the first warms up
                waits.Add(its);
                bare.Add(other);
            }
            var what = $"{page}{of} while asks are at half of their rate ({rate:N0}/s)";
            yield return Waits.Beside(what, waits, "bare endpoint", bare, 500, MostOfBareMedian);
            yield return Waits.Beside(what, waits, "bare endpoint", bare, 990, MostOfBareWaits);
        }
    }

    /// <summary>A page and the bare endpoint in turn, for as long as the load lasts: waits of each, sorted, in milliseconds.</summary>
    private (double[] Page, double[] Bare) Look(byte[] page, Task load)
    {
        using var connection = new Connection(server.Port);
        var echo = Requests.Ask("/bench/echo", 0);
        var (waits, bare) = (new List<double>(), new List<double>());
        _ = Timed(connection, page);
        if (connection.Body.IndexOf("<main"u8) < 0)
            throw new InvalidOperationException(Encoding.UTF8.GetString(connection.Body));
        while (!load.IsCompleted)
        {
            waits.Add(Timed(connection, page));
            bare.Add(Timed(connection, echo));
        }
        load.GetAwaiter().GetResult();
        return ([.. waits.Order()], [.. bare.Order()]);
    }

    /// <summary>How long an answer takes, in milliseconds.</summary>
    public static double Timed(Connection connection, byte[] request)
    {
        var begun = Stopwatch.GetTimestamp();
        if (connection.Exchange(request) != 200)
            throw new InvalidOperationException(Encoding.UTF8.GetString(connection.Body));
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }
}
