using Evenhand.Node.Policies;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>Policy versions on the wire.</summary>
internal static class PolicyViews
{
    /// <summary>A version as lists show it.</summary>
    /// <param name="policy">The version.</param>
    /// <param name="inForce">Whether it is the one in force now.</param>
    public static PolicyView Of(PublishedPolicy policy, bool inForce) =>
        new()
        {
            Name = policy.Version.Name,
            Version = policy.Version.Version,
            Effective = policy.Version.Effective.InUtc().Date.ToDateOnly(),
            Hash = policy.Version.Hash,
            InForce = inForce,
            Announced = Instants.Of(policy.Published),
            ForExisting = policy.Override is { } sooner ? Instants.Of(sooner.ForExisting) : null,
            OverrideReason = policy.Override?.Reason,
        };

    public static PolicyView WithSource(PublishedPolicy policy, bool inForce) =>
        Of(policy, inForce) with
        {
            Source = policy.Text,
        };
}
