using Evenhand.Core.Codes;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Policies;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Shared;
using Evenhand.Node.Stored;
using Evenhand.Policies;

namespace Evenhand.Node.Publishing;

/// <summary>Publishes policy versions while the node runs.</summary>
internal sealed class Publications(NodeContext context, Committer committer, SharedEntries shared)
    : IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    /// <summary>Checks a version and publishes it, effective at its date; one at a time.</summary>
    /// <exception cref="RequestException">
    /// It does not pass the check, exists already, would change the past, or breaks the notice that was promised.
    /// </exception>
    public async Task<PublishedPolicy> PublishAsync(string markdown, PublishTerms terms)
    {
        if (context.Shelf.All.FirstOrDefault(each => each.Text == markdown) is { } published)
            return published;
        var policy = Soundness.Of(context.Shelf, markdown);
        await one.WaitAsync();
        try
        {
            return await PublishAsync(policy, markdown, terms);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Takes a version back that is not in force yet; one at a time.</summary>
    /// <exception cref="RequestException">There is no such version, it is in force, or accounts would be left without any.</exception>
    public async Task<PublishedPolicy> WithdrawAsync(string name, string number, Doer? by)
    {
        await one.WaitAsync();
        try
        {
            var policy =
                context.Shelf.Find(name, number)
                ?? throw new RequestException(Code.NotFound, "there is no such policy version");
            if (Hindrance(policy) is { } why)
                throw Conflict(why);
            var record = new WithdrawnRecord(name, number, policy.Version.Hash, by);
            var bytes = StoredJson.Write(record, StoredJson.Default.WithdrawnRecord);
            var stored = await committer.StoreAsync(
                new Addition(
                    AccountId.None,
                    SliceKind.Withdrawn,
                    bytes,
                    context.Clock.Now,
                    _ => IsThere(policy) && Hindrance(policy) is null
                )
            );
            return stored
                ? policy
                : throw Conflict($"{name} {number} was changed at the same moment");
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<PublishedPolicy> PublishAsync(
        CheckedPolicy policy,
        string markdown,
        PublishTerms terms
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
        var now = context.Clock.Now;
        var sooner = new Promises(context.Shelf).Hold(policy, now, terms.Override);
        if (terms.DryRun)
            return new PublishedPolicy(version, markdown, now, sooner);
        var record = new PolicyRecord(
            version.Name,
            version.Version,
            version.Hash,
            markdown,
            terms.By,
            sooner,
            OwnSteps: true,
            Vault: true
        );
        var bytes = StoredJson.Write(record, StoredJson.Default.PolicyRecord);
        var stored = await committer.StoreAsync(
            new Addition(AccountId.None, SliceKind.Policy, bytes, now, _ => Fits(version))
        );
        return stored
            ? context.Shelf.Find(version.Name, version.Version)!
            : throw Conflict($"another version of {version.Name} was published at the same moment");
    }

    /// <summary>Why a version cannot be taken back; null where it can.</summary>
    private string? Hindrance(PublishedPolicy policy)
    {
        var version = policy.Version;
        if (Moment.Of(version.Effective) <= context.Clock.Now)
            return $"{version.Name} {version.Version} has been in force since {version.Effective}; what was decided under it "
                + "stands. Publish a version that follows it";
        var isFirst =
            context.Shelf.Rules.Shelf.Versions(version.Name)[0].Version == version.Version;
        return isFirst && context.Ledger.AccountCount > 0
            ? $"{version.Name} {version.Version} is the first of its policy, and accounts may have opened under it"
            : null;
    }

    private bool IsThere(PublishedPolicy policy)
    {
        shared.CatchUp();
        return context.Shelf.Find(policy.Version.Name, policy.Version.Version) == policy;
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
        return Moment.Of(version.Effective) < context.Clock.Now && known.Any(IsSame)
            ? $"{version.Name} {version.Version} would take effect at {version.Effective}, which is past; "
                + "what was decided under the version in force then stands"
            : null;
    }

    private static RequestException Conflict(string why) => new(Code.Conflict, why);
}
