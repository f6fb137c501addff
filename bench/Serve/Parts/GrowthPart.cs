using System.Diagnostics;
using Evenhand.Core.Stream;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Keys;
using Evenhand.Node.Roles;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>What must cost the same however much there is already: opening an account, learning a key at the start.</summary>
internal static class GrowthPart
{
    /// <summary>A cost that grows with what is there is told by a ratio of one run; noise is not.</summary>
    private const double Most = 3;

    private const int AtOnce = 500;

    public static IEnumerable<Row> Run(Plan plan)
    {
        yield return Openings(plan);
        yield return Keys(plan);
    }

    /// <summary>The last tenth of the openings beside the first, after one tenth that warms up.</summary>
    private static Row Openings(Plan plan)
    {
        using var server = plan.Start("openings");
        using var connection = new Connection(server.Port);
        var tenth = plan.Openings / 10 / AtOnce * AtOnce;
        var spent = new List<double>();
        for (var part = 0; part < 10; part++)
        {
            var clock = Stopwatch.StartNew();
            for (var first = part * tenth; first < (part + 1) * tenth; first += AtOnce)
                if (connection.Exchange(Requests.Openings(first, AtOnce)) != 200)
                    throw new InvalidOperationException("openings were not answered");
            spent.Add(clock.Elapsed.TotalMicroseconds / tenth);
        }
        var ratio = spent[^1] / spent[1];
        return new(
            $"opening one of {plan.Openings:N0} accounts, the last tenth",
            $"{spent[^1]:N0} µs",
            $"the second tenth {spent[1]:N0} µs",
            ratio,
            $"ratio ≤ {Most}",
            ratio <= Most
        );
    }

    /// <summary>A start over so many keys beside one over a tenth of them, per key.</summary>
    private static Row Keys(Plan plan)
    {
        var (few, many) = (Start(plan, plan.Keys / 10), Start(plan, plan.Keys));
        var ratio = many / few / 10;
        return new(
            $"start over {plan.Keys:N0} keys",
            $"ready after {many:N2} s",
            $"over {plan.Keys / 10:N0} keys {few:N2} s",
            ratio,
            $"ratio to ten times as much ≤ {Most}",
            ratio <= Most
        );
    }

    private static double Start(Plan plan, int count)
    {
        var data = $"keys-{count}";
        var folder = Directory.CreateDirectory(Path.Combine(plan.Folder, data)).FullName;
        using (var ledger = SqliteLedger.Open(folder))
        {
            var keys = LedgerKeys.Open(ledger, TimeProvider.System);
            for (var i = 0; i < count; i++)
                keys.CreateAsync(Role.Gate, AccountId.None, $"key {i}").GetAwaiter().GetResult();
        }
        using var server = plan.Start(data);
        return server.ReadyAfter.TotalSeconds;
    }
}
