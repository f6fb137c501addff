using System.Diagnostics;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Crash;

/// <summary>The shim itself: what remember.c wrote, and what is left of it.</summary>
public sealed class ShimTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-powercut-");

    public static bool Present => Shim.Absent is null;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact(SkipUnless = nameof(Present), Skip = "needs Linux and a C compiler")]
    public void What_was_synced_is_left_and_nothing_else()
    {
        var (real, shadow) = Remember(leak: 0, ignoreSync: false);

        File.ReadAllText(Path.Combine(real, "synced")).ShouldBe("ONE two three");
        Left(shadow)
            .ShouldBe(
                new Dictionary<string, string>
                {
                    ["synced"] = "one two three",
                    ["shortened"] = "one",
                    ["renewed"] = "new",
                    ["moved"] = "moved",
                    ["made/inner"] = "inner",
                    ["bytes-lost"] = "",
                },
                ignoreOrder: true
            );
    }

    [Fact(SkipUnless = nameof(Present), Skip = "needs Linux and a C compiler")]
    public void A_disk_may_write_unsynced_bytes_but_names_nothing_unsynced()
    {
        var (_, shadow) = Remember(leak: 100, ignoreSync: false);

        var left = Left(shadow);
        left["synced"].ShouldBe("ONE two three");
        left["bytes-lost"].ShouldBe("never synced");
        left.ShouldNotContainKey("name-lost");
    }

    [Fact(SkipUnless = nameof(Present), Skip = "needs Linux and a C compiler")]
    public void A_sync_that_is_ignored_binds_nothing() =>
        Left(Remember(leak: 0, ignoreSync: true).Shadow).ShouldBeEmpty();

    private (string Real, string Shadow) Remember(int leak, bool ignoreSync)
    {
        var program = Shim.Compile("remember.c", "remember");
        var (real, shadow) = (
            folder.CreateSubdirectory("real").FullName,
            folder.CreateSubdirectory("shadow").FullName
        );
        var start = new ProcessStartInfo(program, [real]) { RedirectStandardOutput = true };
        foreach (var (name, value) in Shim.Environment(real, shadow, leak, ignoreSync))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadLine().ShouldBe("written");
        process.Kill();
        process.WaitForExit();
        return (real, shadow);
    }

    private static Dictionary<string, string> Left(string shadow) =>
        Directory
            .EnumerateFiles(shadow, "*", SearchOption.AllDirectories)
            .Where(file =>
                !Path.GetFileName(file).StartsWith(".unnamed-", StringComparison.Ordinal)
            )
            .ToDictionary(file => Path.GetRelativePath(shadow, file), File.ReadAllText);
}
