using Evenhand.Core.Policy;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Policies;

/// <summary>A policy version on the node's shelf.</summary>
/// <param name="Version">The compiled version.</param>
/// <param name="Text">The document that it was compiled from, Markdown.</param>
/// <param name="Published">When the ledger first held it: this is when it was announced.</param>
/// <param name="Override">Why it came sooner than was promised, and to whom; null where the promise was kept.</param>
public sealed record PublishedPolicy(
    PolicyVersion Version,
    string Text,
    Moment Published,
    NoticeOverride? Override = null
)
{
    /// <summary>Names this publication: a text that was taken back may be published again.</summary>
    internal string Publication => $"{Version.Hash}@{Published.Ticks}";
}

/// <summary>How a version is to be published.</summary>
/// <param name="By">Who publishes it; null for nobody who is known.</param>
/// <param name="Override">Why it may come sooner than was promised; null where it may not.</param>
/// <param name="DryRun">Whether only to tell what would be.</param>
public sealed record PublishTerms(Doer? By = null, string? Override = null, bool DryRun = false);
