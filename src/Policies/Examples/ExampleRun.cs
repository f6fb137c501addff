using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Examples;

/// <summary>Runs the examples of a policy.</summary>
/// <param name="run">Runs a stream.</param>
public sealed class ExampleRun(Run run)
{
    /// <summary>Runs all scenarios; each difference becomes a problem at the item that expects something else.</summary>
    public void Check(
        PolicyVersion version,
        string file,
        ImmutableArray<Scenario> scenarios,
        Problems problems
    )
    {
        var shelf = new PolicyShelf(version.Catalogue, [version]);
        foreach (var scenario in scenarios)
        foreach (var (at, message) in Differences(shelf, scenario))
            problems.Add(
                new Problem(
                    file,
                    at,
                    scenario.Clause,
                    $"example “{scenario.Says}”: {message}",
                    null
                )
            );
    }

    /// <summary>Whether any of the scenarios comes out otherwise.</summary>
    public bool Fails(PolicyVersion version, IEnumerable<Scenario> scenarios)
    {
        var shelf = new PolicyShelf(version.Catalogue, [version]);
        return scenarios.Any(scenario => Differences(shelf, scenario).Count > 0);
    }

    private IReadOnlyList<(Place At, string Message)> Differences(
        PolicyShelf shelf,
        Scenario scenario
    ) =>
        Comparison.Differences(
            scenario,
            run(shelf, scenario.Lines, scenario.Until, scenario.GoingOn)
        );
}
