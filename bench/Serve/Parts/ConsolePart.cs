using System.Diagnostics;
using System.Text;
using static System.FormattableString;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>
/// What the vendor's people wait for where there are very many accounts: Today after the accounts were opened, Today after a start,
/// and then Today, the first and the last accounts and the box that finds them, again and again; and what all of that keeps in memory.
/// </summary>
internal static class ConsolePart
{
    private const int Looks = 40;
    private const int OfAPage = 50;

    /// <summary>What a person waits for without wondering, in milliseconds.</summary>
    private const double MostMilliseconds = 100;

    public static IEnumerable<Row> Run(Plan plan)
    {
        var all = Invariant($"{plan.MostAccounts:N0} accounts");
        using (var server = plan.Start("console"))
        {
            Plan.Open(server, plan.MostAccounts);
            using var sessions = new Sessions(server);
            yield return First(
                server,
                sessions,
                $"Today after {all} were opened, the very first look"
            );
            server.Stop();
        }
        using (var server = plan.Start("console"))
        {
            var empty = server.Memory();
            using var sessions = new Sessions(server);
            yield return First(server, sessions, $"Today after a start, {all}");
            foreach (var (page, cookies) in sessions.Of([], PagesOf(plan.MostAccounts)))
                yield return Again(server, $"{page}, {all}", Sessions.Get(page, cookies));
            var full = server.Memory();
            yield return new(
                $"memory of what pages keep across {all}",
                Invariant($"{(full.Heap - empty.Heap) / 1e6:N0} MB of the heap"),
                Invariant($"{empty.Heap / 1e6:N0} MB before the first page"),
                (full.Heap - empty.Heap) / (double)plan.MostAccounts,
                "bytes an account",
                null
            );
        }
    }

    private static string[] PagesOf(int accounts) =>
        [
            "/console",
            "/console/accounts",
            $"/console/accounts?after={Requests.Account(accounts - OfAPage - 1)}",
            $"/console/find?q={Requests.Account(accounts / 2)}",
            "/console/find?q=nobody+is+called+so",
        ];

    private static Row First(Served server, Sessions sessions, string what)
    {
        var (page, cookies) = sessions.Of([], ["/console"]).Single();
        using var connection = new Connection(server.Port);
        var waited = Timed(connection, Sessions.Get(page, cookies));
        return new(
            what,
            Invariant($"{waited:N0} ms"),
            Invariant($"ready after {server.ReadyAfter.TotalMilliseconds:N0} ms"),
            null,
            "",
            null
        );
    }

    private static Row Again(Served server, string what, byte[] request)
    {
        using var connection = new Connection(server.Port);
        _ = Timed(connection, request);
        var waits = Enumerable
            .Range(0, Looks)
            .Select(_ => Timed(connection, request))
            .Order()
            .ToArray();
        var (middle, most) = (waits[Looks / 2], waits[^2]);
        return new(
            what,
            Invariant($"{middle:N1} ms (one of {Looks} {most:N1} ms)"),
            "",
            null,
            Invariant($"≤ {MostMilliseconds} ms"),
            middle <= MostMilliseconds
        );
    }

    private static double Timed(Connection connection, byte[] request)
    {
        var begun = Stopwatch.GetTimestamp();
        if (connection.Exchange(request) != 200)
            throw new InvalidOperationException(Encoding.UTF8.GetString(connection.Body));
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }
}
