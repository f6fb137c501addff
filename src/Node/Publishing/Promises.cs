using Evenhand.Core.Codes;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;
using Evenhand.Node.Policies;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Comparing;
using NodaTime;

namespace Evenhand.Node.Publishing;

/// <summary>
/// What versions have promised about notice, held against what comes next. A version is announced when this ledger
/// records it, whatever its text says.
/// </summary>
/// <param name="shelf">The versions that were published.</param>
internal sealed class Promises(PublishedPolicies shelf)
{
    private const string File = "policy.md";

    /// <summary>Holds a version against the promises of those before it, and those after it against its own.</summary>
    /// <param name="policy">The version.</param>
    /// <param name="now">When it is announced.</param>
    /// <param name="reason">Why it may come sooner nevertheless; null where it may not.</param>
    /// <returns>What was overridden; null where every promise is kept.</returns>
    /// <exception cref="RequestException">It would take effect too early.</exception>
    public NoticeOverride? Hold(CheckedPolicy policy, Moment now, string? reason)
    {
        var version = policy.Version!;
        HoldLater(policy);
        var broken = Before(version)
            .Select(before => (before, Notice: NoticeOf(before, policy, now)))
            .Where(each => each.Notice is { IsKept: false })
            .ToList();
        if (broken.Count == 0)
            return null;
        var (longest, notice) = broken.MaxBy(each => each.Notice!.Earliest);
        if (reason is null)
            throw Broken(longest.Version, version, notice!);
        return new NoticeOverride(reason, notice!.Words, Moment.Of(notice.Earliest));
    }

    private static RequestException Broken(
        PolicyVersion before,
        PolicyVersion version,
        NoticeOfChange notice
    ) =>
        new(
            Code.NoticeBroken,
            $"{version.Name} {before.Version} promises a notice of {notice.Words} for such changes; announced now, "
                + $"{version.Version} may not take effect before {notice.Earliest}, and it says {version.Effective}"
        );

    /// <summary>A version that slips in before others that are announced already may promise more than they can keep.</summary>
    private void HoldLater(CheckedPolicy policy)
    {
        var version = policy.Version!;
        var later = shelf.All.FirstOrDefault(each =>
            each.Version.Name == version.Name && each.Version.Effective > version.Effective
        );
        if (later is null || shelf.Checked(File, later.Text, new Problems()) is not { } next)
            return;
        var announced = later.Published.Instant;
        var notice = Difference.Between(policy.Policy, next.Policy, announced).Notice;
        if (!notice.IsKept)
            throw new RequestException(
                Code.NoticeBroken,
                $"{version.Name} {later.Version.Version} is announced to take effect at {later.Version.Effective}; under the "
                    + $"notice of {notice.Words} that {version.Version} promises it would come too early"
            );
    }

    /// <summary>The versions under which accounts may be just before a version takes effect.</summary>
    private IEnumerable<PublishedPolicy> Before(PolicyVersion version)
    {
        var earlier = shelf
            .All.Where(each =>
                each.Version.Name == version.Name && each.Version.Effective < version.Effective
            )
            .Reverse();
        foreach (var each in earlier)
        {
            yield return each;
            if (each.Version.ForExisting is not { } later || later <= version.Effective)
                yield break;
        }
    }

    private NoticeOfChange? NoticeOf(PublishedPolicy before, CheckedPolicy policy, Moment now) =>
        shelf.Checked(File, before.Text, new Problems()) is { } old
            ? Difference.Between(old.Policy, policy.Policy, now.Instant).Notice
            : null;
}
