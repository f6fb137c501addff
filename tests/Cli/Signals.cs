using System.Globalization;
using Xunit;

namespace Evenhand.Tests.Cli;

/// <summary>
/// Signals that tests send to programs they start. Whoever starts a test run in the background of a plain shell has it ignore
/// interrupts, and what a process ignores all that it starts ignore too.
/// </summary>
internal static class Signals
{
    private const string Status = "/proc/self/status";

    /// <summary>Skips the test where a signal reaches nobody whom this process starts.</summary>
    public static void SkipWhereIgnored(string signal) =>
        Assert.SkipWhen(
            File.Exists(Status) && IsIgnored(File.ReadLines(Status), signal),
            $"SIG{signal} is ignored by whoever started the tests, so that no program they start ends by it"
        );

    /// <summary>Whether the status of a process says that it ignores a signal.</summary>
    public static bool IsIgnored(IEnumerable<string> status, string signal)
    {
        const string Name = "SigIgn:";
        var line = status.FirstOrDefault(each => each.StartsWith(Name, StringComparison.Ordinal));
        if (line is null)
            return false;
        var mask = ulong.Parse(
            line.AsSpan(Name.Length).Trim(),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture
        );
        return (mask >> (NumberOf(signal) - 1) & 1) == 1;
    }

    private static int NumberOf(string signal) =>
        signal switch
        {
            "INT" => 2,
            "TERM" => 15,
            _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "not known here"),
        };
}
