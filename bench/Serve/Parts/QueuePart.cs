using System.Diagnostics;
using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>
/// The first page of the cases of all accounts, and a look at what is due, with a case open in each of very many accounts, beside the
/// same with a hundredth of them.
/// </summary>
internal static class QueuePart
{
    private const int Fewer = 100;
    private const int Pages = 200;
    private const int Looks = 20;
    private const double MostMilliseconds = 50;
    private const double MostOfFew = 3;

    public static IEnumerable<Row> Run(Plan plan)
    {
        var (few, all) = (plan.IdleAccounts / Fewer, plan.IdleAccounts);
        using var server = plan.Start("queue");
        Open(server, 0, few);
        var (pageOfFew, lookAtFew) = (PageOf(server), LookAt(server));
        Console.WriteLine(
            Invariant($"  {few:N0} cases: page {pageOfFew:N2} ms, look {lookAtFew:N2} ms")
        );
        Open(server, few, all);
        Console.WriteLine(Invariant($"  {all:N0} cases are open"));
        var (page, look) = (PageOf(server), LookAt(server));
        yield return Beside("the first page of open cases", all, page, few, pageOfFew);
        yield return Beside("a look at what is due while nothing is", all, look, few, lookAtFew);
        server.Stop();
        using var again = plan.Start("queue");
        yield return First(again, all);
    }

    /// <summary>Opens accounts in each of which somebody reports something for a person to judge.</summary>
    private static void Open(Served server, int from, int to)
    {
        const int AtOnce = 500;
        using var connection = new Connection(server.Port);
        for (; from < to; from += AtOnce)
        {
            var events = Enumerable.Range(from, Math.Min(AtOnce, to - from)).SelectMany(EventsOf);
            var status = connection.Exchange(
                Requests.Post(
                    "/v1/events",
                    "application/cloudevents-batch+json",
                    Encoding.ASCII.GetBytes($"[{string.Join(',', events)}]")
                )
            );
            if (status != 200 || connection.Body.IndexOf("\"rejected\":[]"u8) < 0)
                throw new InvalidOperationException(
                    $"{status}: {Encoding.UTF8.GetString(connection.Body)}"
                );
        }
    }

    private static IEnumerable<string> EventsOf(int account)
    {
        yield return EventOf(
            account,
            "account.opened",
            1_440,
            """{"policy":"stackcx","currency":"USD","time_zone":"UTC","plan":"business"}"""
        );
        // They come to be urgent one after the other.
        yield return EventOf(
            account,
            "report.filed",
            1 + account % 1_000,
            """{"clause":"no-resale","by":"desk","about":"seen"}"""
        );
    }

    private static string EventOf(int account, string type, int minutesAgo, string data)
    {
        var time = DateTime
            .UtcNow.AddMinutes(-minutesAgo)
            .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return $$$"""{"specversion":"1.0","id":"{{{type}}}","source":"bench/{{{account}}}","type":"{{{type}}}","time":"{{{time}}}","subject":"{{{Requests.Account(account)}}}","data":{{{data}}}}""";
    }

    /// <summary>What 99 of 100 first pages take at most, in milliseconds, once the first of all was read.</summary>
    private static double PageOf(Served server)
    {
        using var connection = new Connection(server.Port);
        _ = Timed(connection);
        return Of(Pages, 990, () => Timed(connection));
    }

    /// <summary>What the middle look takes.</summary>
    private static double LookAt(Served server)
    {
        using var connection = new Connection(server.Port);
        var request = Requests.Post("/bench/look", "application/json", "{}"u8);
        _ = Timed(connection, request);
        return Of(Looks, 500, () => Timed(connection, request));
    }

    /// <summary>The very first page after a start, for which what is kept of each account is read.</summary>
    private static Row First(Served server, int accounts)
    {
        using var connection = new Connection(server.Port);
        var first = Timed(connection);
        return new(
            Invariant($"the first page after a start, {accounts:N0} accounts with a case"),
            Invariant($"{first:N0} ms"),
            Invariant($"ready after {server.ReadyAfter.TotalMilliseconds:N0} ms"),
            null,
            "",
            null
        );
    }

    /// <summary>A page is held to what a person waits for, and a look, which time drives, to not growing with what is not due.</summary>
    private static Row Beside(string what, int all, double wait, int few, double beside)
    {
        var isPage = what.Contains("page", StringComparison.Ordinal);
        var ratio = wait / beside;
        return new(
            Invariant($"{what}, {all:N0} accounts with a case"),
            Invariant($"{wait:N2} ms"),
            Invariant($"{few:N0} accounts {beside:N2} ms"),
            ratio,
            isPage ? Invariant($"≤ {MostMilliseconds} ms") : Invariant($"≤ {MostOfFew}"),
            isPage ? wait <= MostMilliseconds : ratio <= MostOfFew
        );
    }

    private static double Timed(Connection connection) =>
        Timed(connection, Requests.Get("/v1/cases?limit=50"));

    private static double Timed(Connection connection, byte[] request)
    {
        var clock = Stopwatch.StartNew();
        if (connection.Exchange(request) != 200)
            throw new InvalidOperationException(Encoding.UTF8.GetString(connection.Body));
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Of(int times, int share, Func<double> measure) =>
        OpenLoop.OfThousand([.. Enumerable.Range(0, times).Select(_ => measure()).Order()], share);
}
