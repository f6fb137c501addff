using System.Collections.Immutable;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using NodaTime;

namespace Evenhand.Policies.Examples;

/// <summary>Compares what an example expects with what came of it.</summary>
internal sealed class Comparison(Scenario scenario, Told told)
{
    private readonly List<(Place At, string Message)> failures = [];

    /// <summary>Every difference, with the place of the item that expects something else.</summary>
    public static IReadOnlyList<(Place At, string Message)> Differences(
        Scenario scenario,
        Told told
    )
    {
        var comparison = new Comparison(scenario, told);
        comparison.Compare();
        return comparison.failures;
    }

    private void Compare()
    {
        foreach (var (line, reason) in told.Rejections)
            Differ(
                line >= 0 && line < scenario.Places.Length
                    ? scenario.Places[line]
                    : scenario.Example.Node.At,
                $"was rejected: {reason}"
            );
        foreach (var ask in scenario.Asks)
            Answer(ask);
        foreach (var line in scenario.Example.List<Part>("lines"))
            Line(line);
        if (scenario.Example.Has("cases"))
            Sequence(
                "cases",
                scenario
                    .Example.List<ClauseName>("cases")
                    .Select(each => each.Slug)
                    .Order(StringComparer.Ordinal),
                told.Cases.Order(StringComparer.Ordinal)
            );
        failures.AddRange(StandingComparison.Differences(scenario, told.Standing, told.Stored));
        if (scenario.Example.Has("notices"))
            Sequence(
                "notices",
                scenario.Example.List<string>("notices"),
                told.Notices.Where(each => each.Clause == scenario.Clause).Select(each => each.Kind)
            );
        if (
            scenario.Example.Has("wallet")
            && told.Wallet != scenario.Example.Get<decimal>("wallet")
        )
            Differ(
                scenario.Example.At("wallet"),
                $"expected a balance of {Plain(scenario.Example.Get<decimal>("wallet"))}, got {Plain(told.Wallet)}"
            );
    }

    private void Answer(Asked ask)
    {
        if (!told.Decisions.TryGetValue(ask.Id, out var decision))
        {
            Differ(ask.At, "the ask was not answered");
            return;
        }
        if (ask.Answer is { } answer && answer != decision.Outcome)
            Differ(
                ask.At,
                $"expected {Word(answer)}, got {Word(decision.Outcome)}{Citing(decision)}"
            );
        else if (ask.Cites is { } cites && !cites.ToHashSet().SetEquals(decision.Cites))
            Differ(ask.At, $"expected to cite {Names(cites)}, got {Names(decision.Cites)}");
        foreach (var (name, number) in ask.Tells)
            if (!decision.Tells.TryGetValue(name, out var got) || got != number)
                Differ(
                    ask.At,
                    $"expected {name} {Plain(number)}, got {(decision.Tells.ContainsKey(name) ? Plain(got) : "none")}"
                );
    }

    private void Line(Part expected)
    {
        var clause = expected.Find<ClauseName>("clause")?.Slug ?? scenario.Clause;
        var cycle = expected.Find<string>("cycle") is { } said
            ? Moments.Read(said, scenario.Zone)
            : told.Lines.Select(line => (Instant?)line.Cycle).Min();
        var lines = told.Lines.Where(line => line.Cycle == cycle && line.Clause == clause).ToList();
        var matching = lines.Where(line => !Wrong(expected, line).Any()).ToList();
        if (!expected.Get("stands", true))
        {
            if (matching.Count > 0)
                Differ(expected.Node.At, $"expected no such line of {clause}");
        }
        else if (lines.Count == 0)
            Differ(
                expected.Node.At,
                $"expected a line of {clause}, there is none on that statement"
            );
        else if (matching.Count == 0)
            Differ(
                expected.Node.At,
                string.Join("; or ", lines.Select(line => string.Join(", ", Wrong(expected, line))))
            );
    }

    private static IEnumerable<string> Wrong(Part expected, ToldLine line)
    {
        (string Key, decimal? Got)[] numbers =
        [
            ("quantity", line.Quantity),
            ("included", line.Included),
            ("billable", line.Billable),
            ("price", line.Price),
            ("per", line.Per),
            ("amount", line.Amount),
        ];
        foreach (var (key, got) in numbers)
            if (expected.Has(key) && expected.Get<decimal>(key) != got)
                yield return $"{key}: expected {Plain(expected.Get<decimal>(key))}, got {Plain(got)}";
        foreach (var (key, got) in new[] { ("unit", line.Unit), ("status", line.Status) })
            if (expected.Find<string>(key) is { } word && word != got)
                yield return $"{key}: expected {word}, got {got}";
    }

    private void Sequence(string key, IEnumerable<string> expected, IEnumerable<string> got)
    {
        var (wanted, told) = (expected.ToList(), got.ToList());
        if (!wanted.SequenceEqual(told))
            Differ(scenario.Example.At(key), $"{key}: expected {Names(wanted)}, got {Names(told)}");
    }

    private void Differ(Place at, string message) => failures.Add((at, message));

    private static string Citing(ToldDecision decision) =>
        decision.Cites.IsEmpty ? "" : $" ({Names(decision.Cites)})";

    private static string Names(IEnumerable<string> names) =>
        string.Join(", ", names) is { Length: > 0 } some ? some : "none";

    private static string Word(Core.Policy.Outcome outcome) =>
        outcome.ToString().ToLowerInvariant();

    private static string Plain(decimal? number) => number is { } some ? Signed(some) : "none";

    private static string Signed(decimal number) =>
        (number < 0 ? "-" : "") + Numbers.Plain(Math.Abs(number));
}
