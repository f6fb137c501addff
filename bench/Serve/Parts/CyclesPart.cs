using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>
/// What must not cost more the longer an account has been there: the running statement after an event, and a late event of
/// last month with what its statement has come to. An account with twelve ended cycles beside one with one, in turn.
/// </summary>
internal static class CyclesPart
{
    private const double Most = 1.3;
    private const int AtOnce = 1_000;
    private const int InRound = 10;
    private const int Long = 12;
    private const string Format = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static long ids;

    private static DateTime ThisMonth { get; } =
        new(DateTime.UtcNow.Year, DateTime.UtcNow.Month, 1, 0, 0, 0, DateTimeKind.Utc);

    public static IEnumerable<Row> Run(Plan plan)
    {
        using var server = plan.Start("cycles", "--grace", "15s", "--max-grace", "5m");
        using var connection = new Connection(server.Port);
        Live(connection, Name(1), 1, plan.InCycle);
        Live(connection, Name(Long), Long, plan.InCycle);
        WaitUntilStated(connection);
        var last = ThisMonth.AddMonths(-1);
        yield return Measure(
            plan,
            server,
            connection,
            "running statement after an event",
            () => DateTime.UtcNow,
            $"{ThisMonth:yyyy-MM-dd}"
        );
        yield return Measure(
            plan,
            server,
            connection,
            "late event of last month and its statement",
            () => last.AddMinutes(1 + ids % 20_000),
            $"{last:yyyy-MM-dd}?expected=true"
        );
    }

    private static Row Measure(
        Plan plan,
        Served server,
        Connection connection,
        string what,
        Func<DateTime> time,
        string statement
    )
    {
        var (young, old) = (new List<double>(), new List<double>());
        for (var round = -1; round < plan.Rounds * 2; round++)
        {
            var (one, twelve) = (Cost(1), Cost(Long));
            if (round < 0)
                continue; // the first warms up
            young.Add(one);
            old.Add(twelve);
        }
        return Row.AtMost(
            $"{what}, {Long} ended cycles of {plan.InCycle:N0} events",
            $"{Row.Median(old):N1} ms of processor time",
            $"1 ended cycle {Row.Median(young):N1} ms",
            Row.Median(old) / Row.Median(young),
            Most
        );

        double Cost(int cycles)
        {
            var before = server.Processor;
            for (var i = 0; i < InRound; i++)
            {
                Send(connection, [Event(Name(cycles), time())]);
                var path = $"/v1/accounts/{Name(cycles)}/statements/{statement}";
                if (connection.Exchange(Requests.Get(path)) != 200)
                    throw new InvalidOperationException("a statement was not answered");
            }
            return (server.Processor - before).TotalMilliseconds / InRound;
        }
    }

    /// <summary>Waits until the ended cycles are stated, so that what comes late corrects them.</summary>
    private static void WaitUntilStated(Connection connection)
    {
        var clock = Stopwatch.StartNew();
        foreach (var cycles in (int[])[1, Long])
            while (!IsStated(connection, Name(cycles)))
                if (clock.Elapsed > Patience)
                    throw new InvalidOperationException("the cycles were not stated");
                else
                    Thread.Sleep(500);
    }

    private static bool IsStated(Connection connection, string account)
    {
        var path = $"/v1/accounts/{account}/statements/{ThisMonth.AddMonths(-1):yyyy-MM-dd}";
        return connection.Exchange(Requests.Get(path)) == 200
            && connection.Body.IndexOf("\"stated\":true"u8) >= 0;
    }

    /// <summary>Opens an account and reports all that it did up to now.</summary>
    private static void Live(Connection connection, string account, int cycles, int inCycle)
    {
        var opened = ThisMonth.AddMonths(-cycles);
        Send(
            connection,
            [
                $$$"""{"specversion":"1.0","id":"open","source":"bench/cycles","type":"account.opened","time":"{{{opened.ToString(Format, CultureInfo.InvariantCulture)}}}","subject":"{{{account}}}","data":{"policy":"stackcx","currency":"USD","time_zone":"UTC","plan":"business"}}""",
            ]
        );
        for (var month = opened; month <= ThisMonth; month = month.AddMonths(1))
        {
            var end = month < ThisMonth ? month.AddMonths(1) : DateTime.UtcNow;
            var step = (end - month) / (inCycle + 1);
            foreach (var part in Enumerable.Range(1, inCycle).Chunk(AtOnce))
                Send(connection, [.. part.Select(i => Event(account, month + i * step))]);
        }
    }

    private static string Event(string account, DateTime time) =>
        $$$"""{"specversion":"1.0","id":"{{{++ids}}}","source":"bench/cycles","type":"api.called","time":"{{{time.ToString(Format, CultureInfo.InvariantCulture)}}}","subject":"{{{account}}}","data":{"count":1,"operation":"orders.list","user":"user-{{{ids % 50}}}"}}""";

    private static void Send(Connection connection, string[] events)
    {
        var body = Encoding.ASCII.GetBytes($"[{string.Join(',', events)}]");
        var status = connection.Exchange(
            Requests.Post("/v1/events", "application/cloudevents-batch+json", body)
        );
        if (status != 200 || connection.Body.IndexOf("\"rejected\":[]"u8) < 0)
            throw new InvalidOperationException(
                $"{status}: {Encoding.UTF8.GetString(connection.Body)}"
            );
    }

    private static string Name(int cycles) => $"cycles-{cycles}";
}
