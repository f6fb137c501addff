using Evenhand.Ledger;
using Evenhand.Runtime.Serving.Ingest;
using Evenhand.Runtime.Serving.Policies;
using Evenhand.Runtime.Serving.Stored;

namespace Evenhand.Runtime.Serving;

/// <summary>Publishes policy versions while the node runs.</summary>
internal sealed class Publishing(NodeContext context, Committer committer)
{
    /// <summary>Checks a version and publishes it, effective at its date.</summary>
    /// <exception cref="RequestException">It does not pass the check, exists already, or would change the past.</exception>
    public async Task<PublishedPolicy> PublishAsync(string markdown)
    {
        var version = context.Shelf.Check("policy.md", markdown);
        var now = context.Clock.Now;
        if (context.Shelf.Find(version.Name, version.Version) is { } known)
            return known.Text == markdown
                ? known
                : throw Conflict(
                    $"{version.Name} {version.Version} is published with another text; a new text needs a new version"
                );
        if (
            context.Shelf.All.Any(each =>
                each.Version.Name == version.Name && each.Version.Effective == version.Effective
            )
        )
            throw Conflict(
                $"another version of {version.Name} takes effect at {version.Effective}"
            );
        if (
            version.Effective.ToUnixTimeTicks() < now
            && context.Shelf.All.Any(each => each.Version.Name == version.Name)
        )
            throw Conflict(
                $"{version.Name} {version.Version} would take effect at {version.Effective}, which is past; "
                    + "what was decided under the version in force then stands"
            );
        var record = new PolicyRecord(version.Name, version.Version, version.Hash, markdown);
        var bytes = StoredJson.Write(record, StoredJson.Default.PolicyRecord);
        await committer.StoreAsync(new Addition("", SliceKind.Policy, bytes, now));
        return context.Shelf.Find(version.Name, version.Version)!;
    }

    private static RequestException Conflict(string why) => new(RequestFault.Conflict, why);
}
