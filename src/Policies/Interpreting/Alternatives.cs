using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Policies.Language;
using Evenhand.Policies.Publishing;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Interpreting;

/// <summary>How unclear words are read, and how else they could be.</summary>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="At">Where it is written.</param>
/// <param name="Of">The path of the parameter that the words leave open.</param>
/// <param name="Words">The words.</param>
/// <param name="Chosen">How they are read.</param>
/// <param name="Because">Why.</param>
/// <param name="Instead">How else they could be read.</param>
public sealed record ChosenReading(
    string Clause,
    Place At,
    string Of,
    string Words,
    string Chosen,
    string Because,
    ImmutableArray<Alternative> Instead
);

/// <summary>Another way to read the same words, as overrides of parameters.</summary>
/// <param name="Says">What it would mean.</param>
/// <param name="Sets">What it would change: paths and values as they are written.</param>
/// <param name="Part">What was written.</param>
public sealed record Alternative(
    string Says,
    ImmutableArray<KeyValuePair<string, string>> Sets,
    Part Part
);

/// <summary>Lists the readings of a policy.</summary>
public static class Alternatives
{
    /// <summary>All of them, in the order of the document.</summary>
    public static ImmutableArray<ChosenReading> Of(TypedPolicy policy) =>
        [
            .. from clause in policy.Clauses
            from reading in clause.Readings
            select new ChosenReading(
                clause.Name.Slug,
                reading.Node.At,
                reading.Get<string>("of"),
                reading.Get<string>("words"),
                reading.Get<string>("chosen"),
                reading.Get<string>("because"),
                [.. reading.List<Part>("instead").Select(Of)]
            ),
        ];

    /// <summary>What runs where words are read otherwise.</summary>
    /// <param name="policy">The policy, without problems.</param>
    /// <param name="reading">One of its readings.</param>
    /// <param name="alternative">One of that.</param>
    public static PolicyVersion Compiled(
        TypedPolicy policy,
        ChosenReading reading,
        Alternative alternative
    )
    {
        var problems = new Problems();
        var draft = Overrides.Of(
            policy.Draft,
            reading.Clause,
            alternative.Part,
            (_, path) => throw new InvalidOperationException($"`{path}` leads nowhere")
        );
        // Checking the policy compiled each of its alternatives, so that one that fails here is a bug.
        return PolicyFile.Compile(draft!, policy.Names.Catalogue, problems)
            ?? throw new InvalidOperationException(
                string.Join('\n', problems.InOrder.Select(problem => problem.ToString()))
            );
    }

    private static Alternative Of(Part part) =>
        new(
            part.Get<string>("say"),
            [
                .. part.List<KeyValuePair<string, Node>>("set")
                    .Select(set => KeyValuePair.Create(set.Key, Yaml.Inline(set.Value))),
            ],
            part
        );
}
