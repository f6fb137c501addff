using Evenhand.Cli.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node;
using Evenhand.Node.Clock;
using Evenhand.Node.Refusals;
using Evenhand.Node.Settings;
using Evenhand.Node.Views;
using Evenhand.Notation;
using Microsoft.Extensions.Logging.Abstractions;

namespace Evenhand.Cli.Ledger;

/// <summary>Tells which stated cycles of a ledger this release would state otherwise.</summary>
internal static class StatementCheck
{
    private const int PageSize = 1_000;

    /// <summary>Goes through all accounts.</summary>
    /// <param name="place">Where the ledger is.</param>
    /// <param name="policies">The folder with the catalogue; null to look for one.</param>
    public static int Run(LedgerPlace place, string? policies)
    {
        if (PolicyPlace.Find(policies) is not { } folder)
        {
            Console.Error.WriteLine(
                "evenhand: there is no folder of policies here, whose catalogue says what the events of the data folder mean; name one with --policies"
            );
            return ExitStatus.Failed;
        }
        using var ledger = place.OpenToRead();
        try
        {
            var onlooker = Onlooker.Open(
                new NodeSettings { Policies = folder },
                ledger,
                MachineTime.Instance,
                NullLogger.Instance
            );
            return Tell(onlooker);
        }
        catch (RequestException unfit)
        {
            Console.Error.WriteLine(Printable.Line($"evenhand: {unfit.Message}"));
            return ExitStatus.Failed;
        }
    }

    private static int Tell(Onlooker onlooker)
    {
        var (accounts, cycles) = (0L, 0);
        var status = ExitStatus.Ok;
        foreach (var name in Names(onlooker))
        {
            accounts++;
            var found = onlooker.StatedOtherwise(new AccountId(name));
            cycles += found.Select(each => each.Cycle).Distinct().Count();
            foreach (var each in found)
                Console.Out.WriteLine(Printable.Line(Line(each)));
            if (found.Count > 0)
                status = ExitStatus.Failed;
        }
        Console.Out.WriteLine(
            cycles == 0
                ? $"{Counted.Of(accounts, "account")}: this release would state every stated cycle as it was stated"
                : $"{Counted.Of(accounts, "account")}: this release would state {Counted.Of(cycles, "cycle")} otherwise"
        );
        return status;
    }

    private static IEnumerable<string> Names(Onlooker onlooker)
    {
        string? after = null;
        while (onlooker.Names(after, PageSize) is { Count: > 0 } page)
        {
            foreach (var name in page)
                yield return name;
            after = page[^1];
        }
    }

    private static string Line(StatedOtherwise each) =>
        $"{each.Account} {each.Cycle} {each.Clause}, {each.Status.ToString().ToLowerInvariant()}: stated {each.Was} {each.Currency}, would be {each.Would} {each.Currency}; {each.Because}";
}
