using Evenhand.Node.Policies;
using Evenhand.Node.Refusals;
using Evenhand.Policies;

namespace Evenhand.Node.Publishing;

/// <summary>What a version must be before it is published: as <c>policy check</c> asks.</summary>
internal static class Soundness
{
    private const string File = "policy.md";

    /// <summary>Checks a document and runs its examples.</summary>
    /// <exception cref="RequestException">It does not pass; all that is wrong is in it.</exception>
    public static CheckedPolicy Of(PublishedPolicies shelf, string text)
    {
        var report = PolicyReport.OfText(File, text, shelf.Catalogue);
        if (report.Problems.Count > 0 || report.Checked?.Version is null)
            throw PublishedPolicies.Unacceptable(report.Problems);
        return report.Failed
            ? throw PublishedPolicies.Unacceptable(report.Failures)
            : report.Checked;
    }
}
