using Evenhand.Core.Policy;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Examples;
using Evenhand.Policies.Resolving;
using Evenhand.Tests.Core;
using NodaTime;

namespace Evenhand.Tests.Core.Replaying;

/// <summary>The published policies with one parameter changed: each change that the check of examples tries, as a version that follows.</summary>
internal static class Changed
{
    private static readonly Dictionary<string, (TypedPolicy Policy, Mutant[] Mutants)> Known =
        Published.Shelf.Names.ToDictionary(name => name, Read);

    /// <summary>A random version that follows the published one; null where the change is none that compiles.</summary>
    public static (PolicyVersion Version, string What)? One(
        string name,
        Instant effective,
        Random random
    )
    {
        var (policy, mutants) = Known[name];
        var mutant = mutants[random.Next(mutants.Length)];
        return
            PolicyFile.Compile(mutant.Of(policy.Draft), policy.Names.Catalogue, new Problems())
                is { } changed
            ? (changed with { Version = "changed", Effective = effective }, mutant.ToString())
            : null;
    }

    /// <summary>A shelf of the published policies and one more version.</summary>
    public static PolicyShelf With(PolicyVersion version) =>
        new(
            version.Catalogue,
            Published.Shelf.Names.SelectMany(name => Published.Shelf.Versions(name)).Append(version)
        );

    private static (TypedPolicy, Mutant[]) Read(string name)
    {
        var file = RepositoryFile.PathOf($"policies/{name}.md");
        var policy = PolicyFile.Check(file, Published.Shelf.Catalogue, new Problems())!.Policy;
        return (policy, [.. Mutant.Of(policy)]);
    }
}
