using static System.FormattableString;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>
/// What an event costs as it meets one of ever more accounts, in multiples of merely parsing the same batches: the more
/// there are, the seldomer a cache of the processor still holds the one that is met.
/// </summary>
internal static class AccountsPart
{
    private const int Fewest = 10;

    public static IEnumerable<Row> Run(Plan plan)
    {
        using var server = plan.Start("accounts");
        var (opened, least) = (0, 0.0);
        for (var accounts = Fewest; accounts <= plan.MostAccounts; accounts *= 10)
        {
            Plan.Open(server, accounts, opened);
            opened = accounts;
            var ingest = new Ingest(plan, server);
            for (var round = -1; round < plan.Rounds; round++)
                ingest.Measure(accounts, counts: round >= 0);
            var cost = 1 / Pace.Ratio(ingest.Spread, ingest.ParsedSpread);
            least = least == 0 ? cost : least;
            yield return new(
                $"an event of one of {accounts:N0} accounts, batches of 100",
                Pace.Median(ingest.Spread).Told("events"),
                Invariant($"{cost:N2} times parsing"),
                cost / least,
                "",
                null
            );
        }
    }
}
