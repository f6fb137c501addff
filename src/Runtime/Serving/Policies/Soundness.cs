using Evenhand.Core.Codes;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Comparing;
using Evenhand.Policies.Examples;
using Evenhand.Runtime.Serving.Shared;
using NodaTime;

namespace Evenhand.Runtime.Serving.Policies;

/// <summary>What a version must be before it is published: as <c>policy check</c> asks, and as the version before it has promised.</summary>
internal static class Soundness
{
    private const string File = "policy.md";

    /// <summary>Checks a document and runs its examples.</summary>
    /// <exception cref="RequestException">It does not pass; all that is wrong is in it.</exception>
    public static CheckedPolicy Of(LivingShelf shelf, string text)
    {
        var (problems, failures) = (new Problems(), new Problems());
        var policy = shelf.Checked(File, text, problems);
        var scenarios = policy is null ? [] : ScenarioReader.All(policy.Policy, problems);
        if (policy?.Version is not { } version || problems.Count > 0)
            throw LivingShelf.Unacceptable(problems);
        new ExampleRun(Engine.Run).Check(version, File, scenarios, failures);
        return failures.Count == 0 ? policy : throw LivingShelf.Unacceptable(failures);
    }

    /// <summary>Holds a version against the notice that the one before it promised; today is when it is announced.</summary>
    /// <exception cref="RequestException">It would take effect too early.</exception>
    public static void KeepsNotice(LivingShelf shelf, CheckedPolicy policy, long now)
    {
        var version = policy.Version!;
        var before = shelf
            .All.Where(each => each.Version.Name == version.Name)
            .LastOrDefault(each => each.Version.Effective < version.Effective);
        if (before is null || shelf.Checked(File, before.Text, new Problems()) is not { } old)
            return;
        var announced = Instant.FromUnixTimeTicks(now);
        var notice = Difference.Between(old.Policy, policy.Policy, announced).Notice;
        if (notice.IsKept)
            return;
        throw new RequestException(
            Code.NoticeBroken,
            $"{version.Name} {before.Version.Version} promises a notice of {notice.Words} for such changes; announced now, "
                + $"{version.Version} may not take effect as early as {notice.Effective}"
        );
    }
}
