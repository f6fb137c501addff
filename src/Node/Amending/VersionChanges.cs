using System.Collections.Concurrent;
using Evenhand.Core.Backtesting;
using Evenhand.Node.Policies;
using Evenhand.Notation;
using Evenhand.Policies.Comparing;

namespace Evenhand.Node.Amending;

/// <summary>A version that accounts are told of: its rules to be tried, and what changes in it from each version before.</summary>
/// <param name="shelf">The policies.</param>
/// <param name="policy">The version.</param>
internal sealed class VersionChanges(PublishedPolicies shelf, PublishedPolicy policy)
{
    private const string File = "policy.md";
    private readonly ConcurrentDictionary<string, Difference?> known = new();

    /// <summary>The version.</summary>
    public PublishedPolicy Policy => policy;

    /// <summary>Its rules.</summary>
    public BacktestRules Rules { get; } = new(policy.Version);

    /// <summary>What changes from a version; null where the texts can no longer be compared.</summary>
    public Difference? From(string before) => known.GetOrAdd(before, Compared);

    private Difference? Compared(string before) =>
        shelf.Find(policy.Version.Name, before) is { } old
        && shelf.Checked(File, old.Text, new Problems()) is { } from
        && shelf.Checked(File, policy.Text, new Problems()) is { } to
            ? Difference.Between(from.Policy, to.Policy, policy.Published.Instant)
            : null;
}
