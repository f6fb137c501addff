using Shouldly;

namespace Evenhand.Tests.Ledger.Troubled;

/// <summary>Runs a scenario with trouble at each of its calls.</summary>
internal static class FaultPoints
{
    /// <summary>
    /// Runs a scenario once to see what it asks of its ledger, then once for each such call and each trouble that fits it.
    /// What the scenario throws is thrown on, with the call and the trouble named.
    /// </summary>
    /// <param name="scenario">Does something with <see cref="TroublePlan.Between"/> before its ledger, between
    /// <see cref="TroublePlan.Watch"/> and <see cref="TroublePlan.Mend"/>, and asserts what must hold.</param>
    /// <param name="troubles">The troubles; all that are thrown, unless given.</param>
    /// <param name="lasting">Whether the trouble lasts until the scenario mends it; else it is one call's.</param>
    /// <returns>How many times trouble struck.</returns>
    public static async Task<int> EachAsync(
        Func<TroublePlan, Task> scenario,
        IReadOnlyList<Trouble>? troubles = null,
        bool lasting = false
    )
    {
        var well = new TroublePlan();
        await scenario(well);
        well.Calls.ShouldNotBeEmpty("the scenario watches no call");
        var struck = 0;
        foreach (var point in well.Calls)
        foreach (
            var trouble in (troubles ?? Troubles.Thrown).Where(each => each.Fits(point.Member))
        )
        {
            var plan = new TroublePlan();
            plan = lasting ? plan.From(point, trouble) : plan.At(point, trouble);
            await RunAsync(scenario, plan, $"{trouble} at {point}{(lasting ? ", lasting" : "")}");
            struck += plan.Struck.Count > 0 ? 1 : 0;
        }
        return struck;
    }

    private static async Task RunAsync(
        Func<TroublePlan, Task> scenario,
        TroublePlan plan,
        string name
    )
    {
        try
        {
            await scenario(plan);
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"{name}: {broken.Message}", broken);
        }
    }
}
