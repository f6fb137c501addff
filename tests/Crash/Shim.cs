using System.Diagnostics;

namespace Evenhand.Tests.Crash;

/// <summary>The disk that forgets (powercut.c) and the clock that jumps (clockjump.c), compiled once a run.</summary>
internal static class Shim
{
    /// <summary>A folder without spaces in its path: LD_PRELOAD is a list that they separate.</summary>
    private static readonly Lazy<string> Place = new(() =>
        Directory.CreateTempSubdirectory("evenhand-shim-").FullName
    );

    private static readonly Lazy<string> Library = new(() =>
        Compile("powercut.c", "powercut.so", "-shared", "-fPIC", "-ldl", "-lpthread")
    );

    private static readonly Lazy<string> Clock = new(() =>
        Compile("clockjump.c", "clockjump.so", "-shared", "-fPIC", "-ldl")
    );

    /// <summary>Why it cannot be used here; null where it can.</summary>
    public static string? Absent { get; } =
        !OperatingSystem.IsLinux() ? "the shim is for Linux"
        : Found("cc") ? null
        : "there is no C compiler (cc)";

    /// <summary>The variables under which a process meets that disk.</summary>
    /// <param name="folder">The folder that is watched.</param>
    /// <param name="shadow">What a power cut leaves of it.</param>
    /// <param name="leak">Of a hundred writes, how many reach the disk unsynced.</param>
    /// <param name="ignoreSync">Whether a sync is only said to be done.</param>
    /// <param name="fault">The file that says what is wrong with the disk.</param>
    public static Dictionary<string, string> Environment(
        string folder,
        string shadow,
        int leak = 0,
        bool ignoreSync = false,
        string fault = ""
    ) =>
        new()
        {
            ["LD_PRELOAD"] = Library.Value,
            ["POWERCUT_FOLDER"] = folder,
            ["POWERCUT_SHADOW"] = shadow,
            ["POWERCUT_LEAK"] = $"{leak}",
            ["POWERCUT_FAULT"] = fault,
            ["POWERCUT_IGNORE_SYNC"] = ignoreSync ? "1" : "0",
        };

    /// <summary>The variables under which a process meets a clock that is set by a file.</summary>
    /// <param name="jump">The file; it holds the seconds by which the clock is off.</param>
    public static Dictionary<string, string> ClockSetBy(string jump) =>
        new() { ["LD_PRELOAD"] = Clock.Value, ["CLOCK_JUMP"] = jump };

    /// <summary>Compiles a file of this folder and gives the path of what came out.</summary>
    public static string Compile(string source, string target, params string[] flags)
    {
        var place = Path.Combine(Place.Value, target);
        string[] arguments =
        [
            "-O2",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-o",
            place,
            RepositoryFile.PathOf($"tests/Crash/{source}"),
            .. flags,
        ];
        using var compiler = Process.Start(
            new ProcessStartInfo("cc", arguments) { RedirectStandardError = true }
        )!;
        var errors = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? place : throw new InvalidOperationException(errors);
    }

    /// <summary>Makes one folder hold what another holds, and nothing else.</summary>
    public static void Mirror(string from, string to)
    {
        foreach (var old in Directory.EnumerateFiles(to, "*", SearchOption.AllDirectories))
            File.Delete(old);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            // What no folder names is lost with the power.
            if (Path.GetFileName(file).StartsWith(".unnamed-", StringComparison.Ordinal))
            {
                File.Delete(file);
                continue;
            }
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static bool Found(string program) =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
