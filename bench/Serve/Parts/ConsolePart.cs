using System.Diagnostics;
using static System.FormattableString;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>
/// What the vendor's people wait for where there are very many accounts: Today after the accounts were opened and after a start, until
/// it answers and until it knows all of them; pages again and again, alone and while asks are at half of their rate; and what all of that
/// keeps in memory.
/// </summary>
internal static class ConsolePart
{
    private const int Looks = 40;
    private const int OfAPage = 50;

    /// <summary>Accounts that ask and are asked for while pages are looked at: so many are at work at a time.</summary>
    private const int MostAtWork = 20_000;

    /// <summary>What a person waits for without wondering, in milliseconds.</summary>
    private const double MostMilliseconds = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public static IEnumerable<Row> Run(Plan plan)
    {
        var all = Invariant($"{plan.MostAccounts:N0} accounts");
        using (var server = plan.Start("console"))
        {
            var clock = Stopwatch.StartNew();
            Plan.Open(server, plan.MostAccounts, named: true);
            yield return Told($"{all} opened", clock.Elapsed, server);
            using var sessions = new Sessions(server);
            foreach (var row in First(server, sessions, $"after {all} were opened"))
                yield return row;
            clock.Restart();
            server.Stop();
            yield return Told($"a stop, {all}", clock.Elapsed, server);
        }
        using (var server = plan.Start("console"))
        {
            var empty = server.Memory();
            using var sessions = new Sessions(server);
            foreach (var row in First(server, sessions, $"after a start, {all}"))
                yield return row;
            var pages = sessions.Of([], PagesOf(plan.MostAccounts)).ToArray();
            foreach (var (page, cookies) in pages)
                yield return Again(server, $"{page}, {all}", Sessions.Get(page, cookies));
            var asks = new Asks(plan, server, 0, Math.Min(MostAtWork, plan.MostAccounts));
            foreach (var row in new PagesBeside(plan, server, asks).Rows(pages, $", {all},"))
                yield return row;
            var full = server.Memory();
            yield return new(
                $"memory of what pages keep across {all}, and of those that asked",
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
            $"/console/find?q=clinic+{accounts / 2}",
            "/console/desk",
            "/console/asked",
            "/console/charges",
            "/console/notices",
        ];

    /// <summary>The very first look at Today, and how long it takes until Today speaks of all accounts.</summary>
    private static IEnumerable<Row> First(Served server, Sessions sessions, string when)
    {
        var (page, cookies) = sessions.Of([], ["/console"]).Single();
        using var connection = new Connection(server.Port);
        var request = Sessions.Get(page, cookies);
        var clock = Stopwatch.StartNew();
        var used = server.Processor;
        var waits = new List<double> { PagesBeside.Timed(connection, request) };
        while (connection.Body.IndexOf("accounts are read since"u8) >= 0)
        {
            if (clock.Elapsed > Patience)
                throw new InvalidOperationException("Today does not come to know all accounts");
            Thread.Sleep(100);
            waits.Add(PagesBeside.Timed(connection, request));
        }
        yield return new(
            $"the first look at Today {when}",
            Invariant($"{waits[0]:N0} ms"),
            Invariant($"ready after {server.ReadyAfter.TotalMilliseconds:N0} ms"),
            null,
            "",
            null
        );
        yield return new(
            $"until Today knows all, {when}",
            Invariant($"{clock.Elapsed.TotalSeconds:N1} s"),
            Invariant($"{(server.Processor - used).TotalSeconds:N1} s of processor time"),
            null,
            "",
            null
        );
        yield return new(
            $"looks at Today meanwhile, {when}",
            Invariant($"at most {waits.Max():N0} ms, of {waits.Count} looks"),
            "",
            null,
            "",
            null
        );
    }

    private static Row Told(string what, TimeSpan took, Served server) =>
        new(
            what,
            Invariant($"{took.TotalSeconds:N1} s"),
            server.HasEnded
                ? ""
                : Invariant($"{server.Processor.TotalSeconds:N1} s of processor time so far"),
            null,
            "",
            null
        );

    private static Row Again(Served server, string what, byte[] request)
    {
        using var connection = new Connection(server.Port);
        _ = PagesBeside.Timed(connection, request);
        var waits = Enumerable
            .Range(0, Looks)
            .Select(_ => PagesBeside.Timed(connection, request))
            .Order()
            .ToArray();
        var (middle, most) = (waits[Looks / 2], waits[^2]);
        return new(
            what,
            Invariant($"{middle:N1} ms (one of {Looks} {most:N1} ms)"),
            Invariant($"{connection.Body.Length / 1e3:N0} KB"),
            null,
            Invariant($"≤ {MostMilliseconds} ms"),
            middle <= MostMilliseconds
        );
    }
}
