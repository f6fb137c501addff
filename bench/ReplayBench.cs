using System.Diagnostics;
using System.Globalization;
using Evenhand.Bench.Serve;
using Evenhand.Core.Policy;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Replay;
using Evenhand.Replay.Output;

namespace Evenhand.Bench;

/// <summary>
/// A replay of a file beside DuckDB, which merely counts the same events by account, type and month. Both run in this
/// process, in turn, each warmed up: how long a program takes to start is another row (<c>bench start</c>).
/// </summary>
internal static class ReplayBench
{
    private const int Rounds = 3;
    private const int Threads = 2;
    private const int WarmUp = 50_000;
    private const int Events = 5_000_000;
    private const int FewEvents = 200_000;

    /// <summary>Measures and prints; 2 where this is not run in a checkout.</summary>
    /// <param name="arguments"><c>--quick</c>, and a file of events; without one, samples are made.</param>
    public static int Run(string[] arguments)
    {
        if (PolicyFolder.Load("policies", new Problems()) is not { } shelf)
        {
            Console.Error.WriteLine("run this at the root of a checkout");
            return 2;
        }
        var folder = Directory.CreateTempSubdirectory("evenhand-bench-");
        try
        {
            var file =
                arguments.FirstOrDefault(argument => argument != "--quick")
                ?? Sample(folder.FullName, arguments.Contains("--quick") ? FewEvents : Events);
            var few = Path.Combine(folder.FullName, "few.ndjson");
            File.WriteAllLines(few, File.ReadLines(file).Take(WarmUp));
            _ = (Replay(shelf, few), Duck.Count(few, Threads));
            Row.Tell([Measure(shelf, file)]);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Row Measure(PolicyShelf shelf, string file)
    {
        var (replays, ducks) = (new List<Measure>(), new List<Measure>());
        for (var round = 0; round < Rounds; round++)
        {
            ducks.Add(Bench.Measure.Of("DuckDB", () => Duck.Count(file, Threads)));
            replays.Add(Bench.Measure.Of("replay", () => Replay(shelf, file)));
            Console.WriteLine($"{ducks[^1]}\n{replays[^1]}");
        }
        return Row.AtLeast(
            $"replay of {replays[0].Events:N0} events",
            Row.Rate(Row.Median(replays.Select(each => each.Rate)), "events"),
            $"DuckDB, {Threads} threads, {Row.Rate(Row.Median(ducks.Select(each => each.Rate)), "events")}",
            Row.Median(replays.Zip(ducks, (replay, duck) => duck.Wall / replay.Wall)),
            1
        );
    }

    private static long Replay(PolicyShelf shelf, string file)
    {
        var replayer = new Replayer(shelf);
        using var input = File.OpenRead(file);
        replayer.Read(input, 0);
        var replayed = replayer.Fold(null);
        EffectJson.Write(replayed.Effects, Stream.Null);
        return replayed.Events;
    }

    /// <summary>Made-up events of all types under all four policies.</summary>
    private static string Sample(string folder, int events)
    {
        var file = Path.Combine(folder, "sample.ndjson");
        var count = events.ToString(CultureInfo.InvariantCulture);
        var program = Path.Combine(AppContext.BaseDirectory, "evenhand.dll");
        string[] line =
        [
            program,
            .. "sample --policy all --accounts 1000 --months 3 --events".Split(' '),
            count,
        ];
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", line) { RedirectStandardOutput = true }
        )!;
        using (var output = File.Create(file))
            process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return process.ExitCode == 0
            ? file
            : throw new InvalidOperationException($"samples could not be made: {process.ExitCode}");
    }
}
