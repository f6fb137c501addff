using System.Collections.Concurrent;
using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Examples;

/// <summary>
/// Changes every parameter that runs by one step and expects an example to fail each time: what can change
/// without an example noticing is not pinned down.
/// </summary>
/// <param name="examples">Runs the examples.</param>
public sealed class Mutation(ExampleRun examples)
{
    /// <summary>Runs all mutants, on all processors.</summary>
    /// <param name="policy">The policy, which must have no problems.</param>
    /// <param name="scenarios">Its examples, which must not fail.</param>
    /// <param name="progress">Is told how many mutants are done, and of how many.</param>
    /// <param name="version">What the policy compiles to.</param>
    public MutationReport Run(
        TypedPolicy policy,
        PolicyVersion version,
        ImmutableArray<Scenario> scenarios,
        Action<int, int>? progress = null
    )
    {
        var idle = new IdleParts(policy, version);
        var mutants = Mutant.Of(policy).Where(mutant => !idle.Has(mutant.Parameter)).ToList();
        var (done, rejected, idling) = (0, 0, 0);
        var survivors = new ConcurrentBag<Mutant>();
        Parallel.ForEach(
            mutants,
            mutant =>
            {
                if (Compiled(policy, mutant) is not { } changed)
                    Interlocked.Increment(ref rejected);
                else if (Sameness.Holds(version, changed))
                    Interlocked.Increment(ref idling);
                else if (!examples.Fails(changed, Nearest(scenarios, mutant)))
                    survivors.Add(mutant);
                progress?.Invoke(Interlocked.Increment(ref done), mutants.Count);
            }
        );
        var order = mutants.Select((mutant, place) => (mutant, place)).ToDictionary();
        return new MutationReport(
            mutants.Count - idling,
            rejected,
            [
                .. survivors
                    .OrderBy(mutant => mutant.Parameter.Node.At)
                    .ThenBy(mutant => order[mutant]),
            ],
            [
                .. policy.Parameters.Where(parameter =>
                    IsLater(parameter) || (parameter.Variants.Length > 0 && idle.Has(parameter))
                ),
            ]
        );
    }

    private static PolicyVersion? Compiled(TypedPolicy policy, Mutant mutant) =>
        PolicyFile.Compile(mutant.Of(policy.Draft), policy.Names.Catalogue, new Problems());

    // What says why nothing runs is no parameter that could run.
    private static bool IsLater(Parameter parameter) =>
        !parameter.Runs
        && parameter.Clause.Length > 0
        && parameter.Variants.Length > 0
        && parameter.Path != "none";

    // The examples of the parameter's own clause notice a change soonest.
    private static IEnumerable<Scenario> Nearest(
        ImmutableArray<Scenario> scenarios,
        Mutant mutant
    ) => scenarios.OrderBy(scenario => scenario.Clause == mutant.Parameter.Clause ? 0 : 1);
}

/// <summary>What came of all mutants of a policy.</summary>
/// <param name="Mutants">How many there were, without those that change nothing that runs.</param>
/// <param name="Rejected">How many the check refused.</param>
/// <param name="Survivors">Those that no example noticed, in the order of the document.</param>
/// <param name="Later">The parameters that are checked and published, but do not run yet, or count what nothing that runs reads.</param>
public sealed record MutationReport(
    int Mutants,
    int Rejected,
    ImmutableArray<Mutant> Survivors,
    ImmutableArray<Parameter> Later
);
