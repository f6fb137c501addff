using System.Diagnostics;

namespace Evenhand.Tests;

/// <summary>
/// How a test waits for what comes by itself: until it is there, however slow or busy the machine is. A number of tries or a few
/// seconds say nothing about the product, so the only bound is one after which nobody would go on waiting.
/// </summary>
internal static class Wait
{
    /// <summary>What has not come by then does not come.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Until something holds; it is asked again and again, and may do something each time.</summary>
    /// <exception cref="TimeoutException">It did not.</exception>
    public static void Until(Func<bool> holds, string what)
    {
        if (!SpinWait.SpinUntil(holds, Longest))
            throw Never(what);
    }

    /// <inheritdoc cref="Until"/>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        var (begun, pause) = (Stopwatch.GetTimestamp(), new SpinWait());
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(begun) > Longest)
                throw Never(what);
            pause.SpinOnce();
        }
    }

    private static TimeoutException Never(string what) => new($"not within {Longest}: {what}");
}
