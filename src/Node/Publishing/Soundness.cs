using Evenhand.Node.Policies;
using Evenhand.Node.Refusals;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Examples;

namespace Evenhand.Node.Publishing;

/// <summary>What a version must be before it is published: as <c>policy check</c> asks.</summary>
internal static class Soundness
{
    private const string File = "policy.md";

    /// <summary>Checks a document and runs its examples.</summary>
    /// <exception cref="RequestException">It does not pass; all that is wrong is in it.</exception>
    public static CheckedPolicy Of(PublishedPolicies shelf, string text)
    {
        var (problems, failures) = (new Problems(), new Problems());
        var policy = shelf.Checked(File, text, problems);
        var scenarios = policy is null ? [] : ScenarioReader.All(policy.Policy, problems);
        if (policy?.Version is not { } version || problems.Count > 0)
            throw PublishedPolicies.Unacceptable(problems);
        new ExampleRun(Engine.Run).Check(version, File, scenarios, failures);
        return failures.Count == 0 ? policy : throw PublishedPolicies.Unacceptable(failures);
    }
}
