using Evenhand.Node.Policies;
using NodaTime;

namespace Evenhand.Server.Routes;

/// <summary>The versions on the node's shelf at a moment.</summary>
/// <param name="all">Every version, by name and effective instant.</param>
/// <param name="clock">The moment.</param>
internal sealed class Shelf(IReadOnlyList<PublishedPolicy> all, TimeProvider clock)
{
    /// <summary>The moment.</summary>
    public Instant Now { get; } = Instant.FromDateTimeOffset(clock.GetUtcNow());

    public IReadOnlyList<PublishedPolicy> All { get; } = all;

    public IEnumerable<string> Names => All.Select(each => each.Version.Name).Distinct();

    public PublishedPolicy? Find(string name, string version) =>
        All.FirstOrDefault(each => each.Version.Name == name && each.Version.Version == version);

    /// <summary>The version of a policy that is in force now; before the first comes into force, that one.</summary>
    public PublishedPolicy? InForce(string name)
    {
        var versions = All.Where(each => each.Version.Name == name).ToList();
        return versions
                .Where(each => each.Version.Effective <= Now)
                .MaxBy(each => each.Version.Effective)
            ?? versions.MinBy(each => each.Version.Effective);
    }

    public bool IsInForce(PublishedPolicy policy) =>
        policy.Version.Effective <= Now && InForce(policy.Version.Name) == policy;
}
