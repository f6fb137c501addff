using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Checking;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies;

/// <summary>One literate policy through all passes: read, resolve, check, emit.</summary>
public static class PolicyFile
{
    /// <summary>
    /// Checks a file in every way that needs no run, and compiles it; what is wrong with it is added to the
    /// problems. Null when it cannot be read at all.
    /// </summary>
    public static CheckedPolicy? Check(string file, Catalogue catalogue, Problems problems) =>
        DocumentReader.Open(file, problems) is { } document
            ? Check(document, catalogue, problems)
            : null;

    /// <summary>The same for a document that has been read.</summary>
    public static CheckedPolicy Check(Document document, Catalogue catalogue, Problems problems)
    {
        var own = new Problems();
        var policy = Resolver.Resolve(Draft.Of(document, own), catalogue, own);
        var version = Checker.Rules(policy, own);
        Checker.Document(policy, own);
        if (version is not null)
            Checker.Readings(policy, own, draft => Problems(draft, catalogue));
        problems.AddAll(own);
        return new CheckedPolicy(policy, own.Count == 0 ? version : null);
    }

    /// <summary>
    /// Compiles a draft whose words need not agree with its rules, such as a mutant or the alternative of a
    /// reading; null, with problems, when it has any.
    /// </summary>
    public static PolicyVersion? Compile(Draft draft, Catalogue catalogue, Problems problems) =>
        Compile(draft, catalogue, problems, isStored: false);

    /// <summary>Compiles a text that was published before: it may say what the check of today would refuse.</summary>
    public static PolicyVersion? Stored(
        Document document,
        Catalogue catalogue,
        Problems problems
    ) => Compile(Draft.Of(document, problems), catalogue, problems, isStored: true);

    private static PolicyVersion? Compile(
        Draft draft,
        Catalogue catalogue,
        Problems problems,
        bool isStored
    )
    {
        var own = new Problems();
        var version = Checker.Rules(Resolver.Resolve(draft, catalogue, own), own, isStored);
        problems.AddAll(own);
        return version;
    }

    private static Problems Problems(Draft draft, Catalogue catalogue)
    {
        var problems = new Problems();
        Compile(draft, catalogue, problems);
        return problems;
    }
}

/// <summary>A policy after all passes.</summary>
/// <param name="Policy">The typed document.</param>
/// <param name="Version">What runs; null when anything is wrong.</param>
public sealed record CheckedPolicy(TypedPolicy Policy, PolicyVersion? Version);
