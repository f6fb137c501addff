using Evenhand.Bench.Serve.Parts;

namespace Evenhand.Bench.Serve;

/// <summary>The benchmark of the server: its parts in their order, and one table at the end.</summary>
internal static class ServeBench
{
    private static readonly string[] Parts =
    [
        "ingest",
        "asks",
        "postgres",
        "memory",
        "restart",
        "growth",
        "life",
    ];

    /// <summary>Runs the parts named, or all.</summary>
    /// <param name="arguments"><c>--quick</c> and names of parts.</param>
    public static int Run(string[] arguments)
    {
        var parts = arguments.Where(argument => argument != "--quick").ToArray();
        if (parts.Except(Parts).Any() || !Directory.Exists("policies"))
        {
            Console.Error.WriteLine(
                $"usage: bench serve [--quick] [{string.Join("|", Parts)}]…, at the root of the repository"
            );
            return 2;
        }
        bool Wanted(string part) => parts.Length == 0 || parts.Contains(part);
        var folder = Directory.CreateTempSubdirectory("evenhand-bench-");
        try
        {
            var plan = arguments.Contains("--quick")
                ? Plan.Quick("policies", folder.FullName)
                : Plan.Whole("policies", folder.FullName);
            var rows = new List<Row>();
            if (Wanted("ingest"))
                rows.AddRange(Tell(IngestPart.Run(plan)));
            if (Wanted("asks") || Wanted("postgres"))
                rows.AddRange(Tell(AsksPart.Run(plan, Wanted("postgres"))));
            if (Wanted("memory"))
                rows.AddRange(Tell(MemoryPart.Run(plan)));
            if (Wanted("restart"))
                rows.AddRange(Tell(RestartPart.Run(plan)));
            if (Wanted("growth"))
                rows.AddRange(Tell(GrowthPart.Run(plan)));
            if (Wanted("life"))
                rows.AddRange(Tell(LifePart.Run(plan)));
            Console.WriteLine(
                $"\n{Environment.ProcessorCount} cores shared with the load, .NET {Environment.Version}, load average {Load()}\n"
            );
            Console.WriteLine(Row.Table(rows));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<Row> Tell(IEnumerable<Row> rows)
    {
        foreach (var row in rows)
        {
            Console.WriteLine(row);
            yield return row;
        }
    }

    /// <summary>How busy the machine was of late: what else ran beside this shows here.</summary>
    private static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
