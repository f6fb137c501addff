using System.Collections.Immutable;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Examples;

/// <summary>Compares what an example expects of the account's standing, and of what is stored, with what came of it.</summary>
internal static class StandingComparison
{
    public static IEnumerable<(Place At, string Message)> Differences(
        Scenario scenario,
        ToldStanding told,
        ToldStored stored
    )
    {
        var example = scenario.Example;
        (string Key, ImmutableArray<ToldChange> Changes)[] all =
        [
            ("steps", told.Steps),
            ("appeals", told.Appeals),
            ("requests", told.Requests),
            ("objects", stored.Things),
            ("offloads", stored.Copies),
            ("retrievals", stored.Retrievals),
            ("exports", stored.Exports),
        ];
        foreach (var (key, changes) in all)
        foreach (var expected in example.List<Part>(key))
            if (Difference(scenario, expected, changes) is { } difference)
                yield return (expected.Node.At, $"{key}: {difference}");
        if (example.Has("unmet") && Unmet(example, told) is { } unmet)
            yield return (example.At("unmet"), unmet);
        if (example.Find<string>("standing") is { } standing && standing != told.AtTheEnd)
            yield return (
                example.At("standing"),
                $"standing: expected {standing}, got {told.AtTheEnd}"
            );
    }

    private static string? Difference(
        Scenario scenario,
        Part expected,
        ImmutableArray<ToldChange> changes
    )
    {
        var isThere = changes.Any(change => Matches(scenario, expected, change));
        return isThere == expected.Get("stands", true) ? null
            : isThere ? "expected no such change"
            : $"no such change among: {Listed(changes)}";
    }

    private static bool Matches(Scenario scenario, Part expected, ToldChange change) =>
        expected
            .Node.Entries.Where(entry => entry.Key.Text != "stands")
            .All(entry =>
                entry.Key.Text == "at"
                    ? Moments.Read(Yaml.Word(entry.Value) ?? "", scenario.Zone) == change.At
                    : change.Words.GetValueOrDefault(entry.Key.Text) == Yaml.Word(entry.Value)
            );

    private static string? Unmet(Part example, ToldStanding told)
    {
        var wanted = Sorted(
            example
                .List<Part>("unmet")
                .Select(each =>
                    $"{each.Get<string>("act")} ({string.Join(", ", each.List<string>("why").Order(StringComparer.Ordinal))})"
                )
        );
        var got = Sorted(told.Unmet.Select(each => $"{each.Act} ({each.Why})"));
        return wanted == got ? null : $"unmet: expected {wanted}, got {got}";
    }

    private static string Listed(ImmutableArray<ToldChange> changes) =>
        Sorted(
            changes.Select(change =>
                $"{change.At} {string.Join(" ", change.Words.OrderBy(word => word.Key, StringComparer.Ordinal).Select(word => $"{word.Key} {word.Value}"))}"
            )
        );

    private static string Sorted(IEnumerable<string> words) =>
        string.Join("; ", words.Order(StringComparer.Ordinal)) is { Length: > 0 } some
            ? some
            : "none";
}
