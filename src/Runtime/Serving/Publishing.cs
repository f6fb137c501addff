using Evenhand.Core.Codes;
using Evenhand.Core.Policy;
using Evenhand.Ledger;
using Evenhand.Policies;
using Evenhand.Runtime.Serving.Ingest;
using Evenhand.Runtime.Serving.Keys;
using Evenhand.Runtime.Serving.Policies;
using Evenhand.Runtime.Serving.Shared;
using Evenhand.Runtime.Serving.Stored;

namespace Evenhand.Runtime.Serving;

/// <summary>Publishes policy versions while the node runs.</summary>
internal sealed class Publishing(NodeContext context, Committer committer, SharedBook shared)
    : IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    /// <summary>Checks a version and publishes it, effective at its date; one at a time.</summary>
    /// <exception cref="RequestException">It does not pass the check, exists already, or would change the past.</exception>
    public async Task<PublishedPolicy> PublishAsync(string markdown, Doer? by)
    {
        if (context.Shelf.All.FirstOrDefault(each => each.Text == markdown) is { } published)
            return published;
        var policy = Soundness.Of(context.Shelf, markdown);
        await one.WaitAsync();
        try
        {
            return await PublishAsync(policy, markdown, by);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<PublishedPolicy> PublishAsync(
        CheckedPolicy policy,
        string markdown,
        Doer? by
    )
    {
        var version = policy.Version!;
        if (context.Shelf.Find(version.Name, version.Version) is { } known)
            return known.Text == markdown
                ? known
                : throw Conflict(
                    $"{version.Name} {version.Version} is published with another text; a new text needs a new version"
                );
        if (Objection(context, version, context.Shelf.All) is { } why)
            throw Conflict(why);
        Soundness.KeepsNotice(context.Shelf, policy, context.Clock.Now);
        var record = new PolicyRecord(version.Name, version.Version, version.Hash, markdown, by);
        var bytes = StoredJson.Write(record, StoredJson.Default.PolicyRecord);
        var stored = await committer.StoreAsync(
            new Addition("", SliceKind.Policy, bytes, context.Clock.Now, _ => Fits(version))
        );
        return stored
            ? context.Shelf.Find(version.Name, version.Version)!
            : throw Conflict($"another version of {version.Name} was published at the same moment");
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    /// <summary>Asked just before it is stored, when what others published meanwhile is known.</summary>
    private bool Fits(PolicyVersion version)
    {
        shared.CatchUp();
        return context.Shelf.Find(version.Name, version.Version) is null
            && Objection(context, version, context.Shelf.All) is null;
    }

    /// <summary>Why a new version cannot join those that are there; null where it can.</summary>
    /// <param name="context">The node.</param>
    /// <param name="version">The new version.</param>
    /// <param name="known">Versions under which accounts may have been served already.</param>
    public static string? Objection(
        NodeContext context,
        PolicyVersion version,
        IReadOnlyList<PublishedPolicy> known
    )
    {
        bool IsSame(PublishedPolicy each) => each.Version.Name == version.Name;
        if (
            context.Shelf.All.Any(each =>
                IsSame(each) && each.Version.Effective == version.Effective
            )
        )
            return $"another version of {version.Name} takes effect at {version.Effective}";
        return version.Effective.ToUnixTimeTicks() < context.Clock.Now && known.Any(IsSame)
            ? $"{version.Name} {version.Version} would take effect at {version.Effective}, which is past; "
                + "what was decided under the version in force then stands"
            : null;
    }

    private static RequestException Conflict(string why) => new(Code.Conflict, why);
}
