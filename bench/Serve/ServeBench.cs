using System.Globalization;
using Evenhand.Bench.Serve.Parts;

namespace Evenhand.Bench.Serve;

/// <summary>The benchmark of the server: its parts in their order, and one table at the end.</summary>
internal static class ServeBench
{
    private const string AccountsFlag = "--accounts=";

    /// <summary>Each part by its name. A new one is a file in <c>Parts/</c> and a line here.</summary>
    private static readonly (string Name, Func<Plan, IEnumerable<Row>> Run)[] Parts =
    [
        ("ingest", IngestPart.Run),
        ("bare", BarePart.Run),
        ("asks", AsksPart.Run),
        ("many", ManyAsksPart.Run),
        ("pages", PagesPart.Run),
        ("console", ConsolePart.Run),
        ("counter", CounterPart.Run),
        ("stall", StallPart.Run),
        ("memory", MemoryPart.Run),
        ("restart", RestartPart.Run),
        ("growth", GrowthPart.Run),
        ("stored", StoredPart.Run),
        ("accounts", AccountsPart.Run),
        ("cycles", CyclesPart.Run),
        ("queue", QueuePart.Run),
        ("large", LargePart.Run),
        ("amendments", AmendmentsPart.Run),
        ("postgres", PostgresPart.Run),
    ];

    /// <summary>Runs the parts named, or all.</summary>
    /// <param name="arguments"><c>--quick</c> or <c>--long</c>, how many accounts there are where there are most, and names of parts.</param>
    public static int Run(string[] arguments)
    {
        var wanted = arguments
            .Where(argument =>
                argument is not ("--quick" or "--long")
                && !argument.StartsWith(AccountsFlag, StringComparison.Ordinal)
            )
            .ToArray();
        if (wanted.Except(Parts.Select(part => part.Name)).Any() || !Directory.Exists("policies"))
        {
            var names = string.Join("|", Parts.Select(part => part.Name));
            Console.Error.WriteLine(
                $"usage: bench serve [--quick|--long] [{AccountsFlag}N] [{names}]…, at the root of the repository"
            );
            return 2;
        }
        var folder = Directory.CreateTempSubdirectory("evenhand-bench-");
        try
        {
            var plan = PlanOf(arguments, folder.FullName);
            Row.Tell(
                Parts
                    .Where(part => wanted.Length == 0 || wanted.Contains(part.Name))
                    .SelectMany(part => part.Run(plan))
            );
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Plan PlanOf(string[] arguments, string folder)
    {
        var plan = Named(arguments, folder);
        var most = arguments.FirstOrDefault(each =>
            each.StartsWith(AccountsFlag, StringComparison.Ordinal)
        );
        return most is null
            ? plan
            : plan with
            {
                MostAccounts = int.Parse(most[AccountsFlag.Length..], CultureInfo.InvariantCulture),
            };
    }

    private static Plan Named(string[] arguments, string folder) =>
        arguments.Contains("--quick") ? Plan.Quick("policies", folder)
        : arguments.Contains("--long") ? Plan.Long("policies", folder)
        : Plan.Usual("policies", folder);
}
