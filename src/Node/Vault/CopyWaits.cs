using Evenhand.Stores.Targets;

namespace Evenhand.Node.Vault;

/// <summary>How long nothing is tried after a target failed.</summary>
internal static class CopyWaits
{
    /// <summary>A copy that could not be made for so long is told to the account as failed; others sooner only where waiting helps nothing.</summary>
    public static readonly TimeSpan BeforeTold = TimeSpan.FromHours(1);

    /// <summary>A target that wants to be left alone for longer is asked again all the same.</summary>
    private static readonly TimeSpan MostAsked = TimeSpan.FromDays(1);

    /// <summary>How long nothing is tried at the target: longer each time, and long at once where a person is needed.</summary>
    /// <param name="wrong">What is wrong.</param>
    /// <param name="failed">How often it failed before, without taking one.</param>
    public static TimeSpan Of(TargetException wrong, int failed)
    {
        var wait = NeedsPerson(wrong.Kind) ? VaultWork.LongestWait : JobSteps.WaitAfter(failed);
        var asked = wrong.After ?? TimeSpan.Zero;
        asked = asked < MostAsked ? asked : MostAsked;
        return asked > wait ? asked : wait;
    }

    /// <summary>Whether it is about one copy, and others may well go there.</summary>
    public static bool IsOfOne(TargetFault fault) => fault is TargetFault.Taken;

    /// <summary>Whether nothing helps but somebody who sets it right; a password that is wrong is tried seldom, for it may lock its user out.</summary>
    private static bool NeedsPerson(TargetFault fault) =>
        fault
            is TargetFault.Stranger
                or TargetFault.Private
                or TargetFault.Refused
                or TargetFault.Expired
                or TargetFault.Forbidden;
}
