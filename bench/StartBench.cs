using System.Diagnostics;

namespace Evenhand.Bench;

/// <summary>
/// How long <c>./evenhand</c> takes to begin, in multiples of a program that does nothing: both are started in turn, and of
/// each the quickest run counts, since everything that disturbs a run makes it longer.
/// </summary>
internal static class StartBench
{
    private const int Rounds = 15;
    private const int Events = 10;

    /// <summary>Measures and prints; 2 where this is not run in a checkout.</summary>
    public static int Run()
    {
        var empty = Path.Combine(AppContext.BaseDirectory, "Evenhand.Empty.dll");
        if (!File.Exists("evenhand") || !File.Exists("samples/tour/accounts.ndjson"))
        {
            Console.Error.WriteLine("run this at the root of a checkout");
            return 2;
        }
        Time("./evenhand", "--version");
        var program = Path.Combine(".build", "cli", "bin", "evenhand.dll");
        var few = Path.GetTempFileName();
        File.WriteAllLines(few, File.ReadLines("samples/tour/accounts.ndjson").Take(Events));
        var (least, help, replay) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            least = Min(least, Time("dotnet", empty));
            help = Min(help, Time("dotnet", program, "--help"));
            replay = Min(replay, Time("dotnet", program, "replay", "--format", "ndjson", few));
        }
        File.Delete(few);
        Console.WriteLine($"empty program            {least.TotalMilliseconds, 6:N0} ms");
        Tell("--help", help, least, 5);
        Tell($"replay of {Events} events", replay, least, 15);
        return 0;
    }

    private static void Tell(string what, TimeSpan took, TimeSpan least, int most) =>
        Console.WriteLine(
            $"{what, -24} {took.TotalMilliseconds, 6:N0} ms {took / least, 6:N1} x   at most {most} x: "
                + (took <= least * most ? "reached" : "**not reached**")
        );

    private static TimeSpan Time(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return process.ExitCode == 0
            ? clock.Elapsed
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
