using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Policies.Examples;
using Evenhand.Policies.Notes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies;

/// <summary>All that checking one file came to.</summary>
/// <param name="File">The file.</param>
/// <param name="Checked">The policy; null when the file cannot be read at all.</param>
/// <param name="Problems">What is wrong with the document; nothing was run then.</param>
/// <param name="Failures">Where examples come out otherwise.</param>
/// <param name="Examples">How many examples there are.</param>
/// <param name="Mutation">What came of the mutants; null when they were not run.</param>
public sealed record PolicyReport(
    string File,
    CheckedPolicy? Checked,
    Problems Problems,
    Problems Failures,
    int Examples,
    MutationReport? Mutation
)
{
    /// <summary>What its author should know of a policy in which nothing is wrong.</summary>
    public ImmutableArray<Note> Notes { get; init; } = [];

    /// <summary>Checks a file and runs its examples and, where those hold and it is asked for, its mutants.</summary>
    /// <param name="file">The file.</param>
    /// <param name="catalogue">Its catalogue.</param>
    /// <param name="mutate">Whether to run mutants.</param>
    /// <param name="progress">Is told how many mutants are done, and of how many.</param>
    public static PolicyReport Of(
        string file,
        Catalogue catalogue,
        bool mutate,
        Action<int, int>? progress = null
    )
    {
        var problems = new Problems();
        return Of(file, PolicyFile.Check(file, catalogue, problems), problems, mutate, progress);
    }

    /// <summary>The same for a text that lies in no file, without mutants.</summary>
    /// <param name="name">The name by which problems tell it.</param>
    /// <param name="text">The document.</param>
    /// <param name="catalogue">Its catalogue.</param>
    public static PolicyReport OfText(string name, string text, Catalogue catalogue)
    {
        var problems = new Problems();
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var read =
            SourceText.Decode(name, bytes, problems) is { } source
            && DocumentReader.Read(source, problems) is { } document
                ? PolicyFile.Check(document, catalogue, problems)
                : null;
        return Of(name, read, problems, mutate: false, null);
    }

    private static PolicyReport Of(
        string file,
        CheckedPolicy? policy,
        Problems problems,
        bool mutate,
        Action<int, int>? progress
    )
    {
        var failures = new Problems();
        var scenarios = policy is null ? [] : ScenarioReader.All(policy.Policy, problems);
        var report = new PolicyReport(file, policy, problems, failures, scenarios.Length, null);
        if (policy?.Version is not { } version || problems.Count > 0)
            return report;
        report = report with { Notes = Noting.Of(policy.Policy, version) };
        var examples = new ExampleRun(Engine.Run);
        examples.Check(version, file, scenarios, failures);
        return mutate && failures.Count == 0
            ? report with
            {
                Mutation = new Mutation(examples).Run(policy.Policy, version, scenarios, progress),
            }
            : report;
    }

    /// <summary>Whether an example failed, or a mutant survived.</summary>
    public bool Failed => Failures.Count > 0 || Mutation is { Survivors.IsEmpty: false };
}
