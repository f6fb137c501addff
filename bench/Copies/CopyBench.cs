using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Evenhand.Bench.Serve;
using Evenhand.Stores;

namespace Evenhand.Bench.Copies;

/// <summary>
/// What putting bytes into a bucket, as a store and as a target, costs beside the provider's own client, and a copy over SFTP beside the client's own upload: of the
/// same files, by turns; of each the quickest run counts, since everything that disturbs a run makes it longer.
/// </summary>
internal static class CopyBench
{
    private const int Rounds = 3;
    private const int Small = 50;

    /// <summary>Measures and prints; 2 where the arguments are no good.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        IYardstick? yardstick = arguments switch
        {
            ["s3", var place, var credentials] => new S3StoreYardstick(
                StorePlace.Parse(place),
                credentials
            ),
            ["s3-target", var place, var credentials] => new S3TargetYardstick(
                StorePlace.Parse(place),
                credentials
            ),
            ["azure-target", var place, var key] => new AzureYardstick(
                StorePlace.Parse(place),
                key
            ),
            ["google-target"] => new GoogleYardstick(),
            ["sharepoint-target"] => new SharePointYardstick(),
            ["sharefile-target"] => new ShareFileYardstick(),
            ["sftp", var host, var port, var user, var folder, var hostKey, var key] =>
                new SftpYardstick(
                    host,
                    int.Parse(port, CultureInfo.InvariantCulture),
                    user,
                    folder,
                    hostKey,
                    key
                ),
            _ => null,
        };
        if (yardstick is null)
        {
            Console.Error.WriteLine(
                "usage: bench copies s3|s3-target PLACE CREDENTIALS, azure-target PLACE KEY-FILE, google-target, sharepoint-target, sharefile-target, or sftp HOST PORT USER FOLDER HOST-KEY KEY-FILE"
            );
            return 2;
        }
        using (yardstick)
        {
            await MeasureAsync(
                $"one file of {yardstick.Large >> 20} MiB",
                yardstick,
                [yardstick.Large]
            );
            await MeasureAsync(
                $"{Small} files of 1 MiB",
                yardstick,
                [.. Enumerable.Repeat(1 << 20, Small)]
            );
        }
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"the most memory in all: {process.PeakWorkingSet64 >> 20:N0} MiB");
        return 0;
    }

    private static async Task MeasureAsync(string what, IYardstick yardstick, int[] sizes)
    {
        var file = Path.GetTempFileName();
        try
        {
            await using (var to = File.OpenWrite(file))
                for (var at = 0; at < sizes[0]; at += 1 << 20)
                    await to.WriteAsync(RandomNumberGenerator.GetBytes(1 << 20));
            var measured = await MeasureAsync(file);
            var (ours, theirs) = (Pace.Slowest, Pace.Slowest);
            for (var round = 0; round < Rounds; round++)
            {
                theirs = theirs.Or(
                    await TimeAsync(sizes, yardstick, () => yardstick.TheirsAsync(file))
                );
                ours = ours.Or(
                    await TimeAsync(sizes, yardstick, () => yardstick.OursAsync(file, measured))
                );
            }
            var bytes = sizes.Sum(size => (double)size) / (1 << 20);
            var (ratio, least) = (theirs.Wall / ours.Wall, yardstick.LeastOf(sizes[0]));
            Console.WriteLine(
                $"{what, -24} {ours.Told(bytes)}   {yardstick.Name} {theirs.Told(bytes)}"
                    + $"   {ratio:N2}   at least {least:N1}: {(ratio >= least ? "reached" : "**not reached**")}   load average {Row.Load()}"
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<Measured> MeasureAsync(string file)
    {
        await using var bytes = File.OpenRead(file);
        return await Hashing.CopyAsync(bytes, null);
    }

    private static async Task<Pace> TimeAsync(int[] sizes, IYardstick yardstick, Func<Task> copy)
    {
        var (before, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        foreach (var _ in sizes)
            await copy();
        var pace = new Pace(clock.Elapsed, Environment.CpuUsage.TotalTime - before);
        await yardstick.ClearAsync();
        return pace;
    }

    /// <summary>How long copies took, and how much of a processor they took in this process.</summary>
    private readonly record struct Pace(TimeSpan Wall, TimeSpan Processor)
    {
        public static readonly Pace Slowest = new(TimeSpan.MaxValue, TimeSpan.MaxValue);

        /// <summary>The quicker one, each figure for itself.</summary>
        public Pace Or(Pace other) =>
            new(
                Wall < other.Wall ? Wall : other.Wall,
                Processor < other.Processor ? Processor : other.Processor
            );

        public string Told(double megabytes) =>
            $"{megabytes / Wall.TotalSeconds, 7:N1} MiB/s at {Processor.TotalMilliseconds / megabytes:N2} ms a MiB";
    }
}
