using Evenhand.Ledger;
using Evenhand.Node.Refusals;
using Shouldly;

namespace Evenhand.Tests.Node.Vault;

/// <summary>Runs a story once as it should go, and then once with each of its calls as the last one of its process.</summary>
internal static class Crashes
{
    /// <summary>Of calls that only read one in so many is a last one: nothing comes to be between two of them.</summary>
    private const int Looks = 10;

    /// <summary>Runs a story with every end.</summary>
    /// <param name="run">Runs it under a plan, and holds the laws afterwards; with words for which end it was.</param>
    /// <returns>The calls that it makes where all goes well.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(Func<CrashPlan, string, Task> run)
    {
        var well = new CrashPlan();
        await run(well, "well");
        await Parallel.ForEachAsync(
            Ends(well.Calls),
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (end, _) =>
                await run(
                    new CrashPlan(end.At, end.After),
                    $"{(end.After ? "after" : "before")} call {end.At}, {well.Calls[end.At - 1]}"
                )
        );
        return well.Calls;
    }

    /// <summary>Does what may meet the end; whether it went well.</summary>
    public static async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception died) when (died is RequestException or LedgerException)
        {
            return false;
        }
    }

    /// <summary>The process is gone, whatever it still would have liked to keep, and another begins.</summary>
    public static async Task RestartAsync(ServedVault vault, CrashPlan plan)
    {
        try
        {
            await vault.Served.Node.DisposeAsync();
        }
        catch (LedgerException) { }
        vault.Served.Ledger.Dispose();
        plan.Mend();
        await vault.Served.StartAsync();
    }

    /// <summary>Before and after each call that changes something, and at some of those that only read.</summary>
    private static IEnumerable<(int At, bool After)> Ends(IReadOnlyList<string> calls)
    {
        for (var at = 1; at <= calls.Count; at++)
        {
            var changes =
                calls[at - 1]
                is "append"
                    or "PutAsync"
                    or "DeleteAsync"
                    or "MoveAsync"
                    or "RestoreAsync"
                    or "ReturnAsync";
            if (changes || at % Looks == 0)
                yield return (at, false);
            if (changes)
                yield return (at, true);
        }
    }
}
