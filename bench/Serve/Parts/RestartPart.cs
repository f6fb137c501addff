using System.Diagnostics;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>How soon a server is back that was killed over many events, and how soon it answers asks.</summary>
internal static class RestartPart
{
    private const int Asks = 1_000;

    public static IEnumerable<Row> Run(Plan plan)
    {
        using (var server = plan.Start("restart"))
        {
            Plan.Open(server, plan.Accounts);
            var ingest = new Ingest(plan, server);
            ingest.Fill(plan.Accounts, plan.StoredEvents / 2);
            ingest.Fill(plan.Accounts, plan.StoredEvents / 2, spread: true);
            server.Kill();
        }
        yield return Restart(plan, "after a kill");
        using (var server = plan.Start("empty"))
            yield return new(
                "start on an empty ledger",
                $"ready after {server.ReadyAfter.TotalSeconds:N2} s",
                "",
                null,
                "",
                null
            );
    }

    private static Row Restart(Plan plan, string what)
    {
        using var server = plan.Start("restart");
        using var connection = new Connection(server.Port);
        var (clock, dice) = (Stopwatch.StartNew(), new Random(3));
        var first = 0.0;
        for (var ask = 0; ask < Asks; ask++)
        {
            if (connection.Exchange(Requests.Ask("/v1/gate", dice.Next(plan.Accounts))) != 200)
                throw new InvalidOperationException("an ask was not answered");
            if (ask == 0)
                first = clock.Elapsed.TotalSeconds;
        }
        return new(
            $"restart {what}, {plan.StoredEvents:N0} events of {plan.Accounts:N0} accounts",
            $"ready after {server.ReadyAfter.TotalSeconds:N2} s, first ask {first:N3} s later, {Asks:N0} accounts asked {clock.Elapsed.TotalSeconds:N2} s later",
            "",
            null,
            "≤ 5 s",
            server.ReadyAfter.TotalSeconds <= 5
        );
    }
}
