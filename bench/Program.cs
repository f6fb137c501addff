using System.Diagnostics;
using Evenhand.Bench;
using Evenhand.Bench.Copies;
using Evenhand.Bench.Serve;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Replay;
using Evenhand.Replay.Output;

if (args is ["serve", .. var parts])
    return ServeBench.Run(parts);
if (args is ["replay", .. var rest])
    return ReplayBench.Run(rest);
if (args is ["due", .. var among])
    return DueBench.Run(among);
if (args is ["start"])
    return StartBench.Run();
if (args is ["copies", .. var where])
    return await CopyBench.RunAsync(where);
if (args.Length != 2)
{
    Console.Error.WriteLine(
        "usage: bench POLICIES FILE, bench replay [--quick] [FILE], bench serve [--quick|--long] [PART…], bench start, bench due [--long], or bench copies   (see docs/PERFORMANCE.md)"
    );
    return 2;
}
var (folder, file) = (args[0], args[1]);
var threads = Math.Max(2, Environment.ProcessorCount);
Console.WriteLine(
    $"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {file} ({new FileInfo(file).Length / 1e6:N0} MB)"
);
if (PolicyFolder.Load(folder, new Problems()) is not { } shelf)
{
    Console.Error.WriteLine($"{folder}: there are problems; see evenhand policy check");
    return 2;
}

Yardstick.Parse(file, threads);
var parse = Measure.Of(
    $"parse only, generated records, {threads} threads",
    () => Yardstick.Parse(file, threads)
);
Console.WriteLine(parse);

Replayer? replayer = null;
Replayed? replayed = null;
var read = Measure.Of(
    "replay: parse, drop repeats, set by account",
    () =>
    {
        replayer = new Replayer(shelf);
        using var input = File.OpenRead(file);
        replayer.Read(input, 0);
        return parse.Events;
    }
);
var fold = Measure.Of(
    "replay: order and fold",
    () =>
    {
        replayed = replayer!.Fold(null);
        return replayed.Events;
    }
);
var write = Measure.Of(
    "replay: write the result",
    () =>
    {
        EffectJson.Write(replayed!.Effects, Stream.Null);
        return parse.Events;
    }
);
Console.WriteLine(read);
Console.WriteLine(fold);
Console.WriteLine(write);
var wall = read.Wall + fold.Wall + write.Wall;
var rate = parse.Events / wall.TotalSeconds;
using var self = Process.GetCurrentProcess();
Console.WriteLine(
    $"replay as a whole: {rate / 1e6:N2} M events/s, {rate / parse.Rate:N2} of parse only, peak memory {self.PeakWorkingSet64 / 1e6:N0} MB"
);
Console.WriteLine(PlainCounters.Fold(shelf));
return 0;
