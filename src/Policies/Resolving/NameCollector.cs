using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Resolving;

/// <summary>Collects the names that a draft declares, before anything is resolved that uses them.</summary>
internal sealed class NameCollector
{
    private static readonly string[] MeterParts = ["meter", "stock", "balance", "ratio"];
    private readonly Draft draft;
    private readonly Catalogue catalogue;
    private readonly Reporter report;
    private readonly List<MeterName> meters = [];
    private readonly List<StateName> states = [];
    private readonly List<PlanName> plans = [];

    private NameCollector(Draft draft, Catalogue catalogue, Reporter report)
    {
        this.draft = draft;
        this.catalogue = catalogue;
        this.report = report;
    }

    /// <summary>The names of a draft; names that stand twice are reported.</summary>
    public static Names Names(Draft draft, Catalogue catalogue, Reporter report) =>
        new NameCollector(draft, catalogue, report).Collect();

    private Names Collect()
    {
        var clauses = draft.Clauses.Select(
            (clause, place) =>
                new ClauseName(
                    place,
                    clause.Text.Slug,
                    [.. clause.Rule.Entries.Select(entry => entry.Key.Text)]
                )
        );
        for (var place = 0; place < draft.Clauses.Length; place++)
        {
            var clause = draft.Clauses[place];
            foreach (var (part, node) in InOrder(clause.Rule, MeterParts))
                Meter(place, clause.Text.Slug, part, node);
            foreach (var (_, node) in InOrder(clause.Rule, ["state"]))
                State(clause.Text.Slug, node);
            foreach (var entry in clause.Plans?.Entries ?? [])
                Plan(entry);
        }
        return new Names(catalogue)
        {
            Clauses = [.. clauses],
            Meters = [.. meters],
            States = [.. states],
            Plans = [.. plans],
        };
    }

    /// <summary>The mappings under these keys of a rule, in the order in which they stand.</summary>
    private static IEnumerable<(string Part, MapNode Node)> InOrder(MapNode rule, string[] parts) =>
        from entry in rule.Entries
        where parts.Contains(entry.Key.Text)
        from node in entry.Value is ListNode list ? list.Items : [entry.Value]
        where node is MapNode
        orderby node.At
        select (entry.Key.Text, (MapNode)node);

    private void Meter(int clause, string slug, string part, MapNode node)
    {
        var name = Text(node["name"]) ?? slug;
        if (meters.Exists(meter => meter.Name == name))
            report
                .In(slug)
                .Say(
                    (node["name"] ?? node).At,
                    $"the meter `{name}` stands twice",
                    "give it a `name` of its own"
                );
        var of = part == "stock" ? Text(node["of"]) : null;
        var thing = catalogue.Things.FirstOrDefault(each => each.Name == of);
        meters.Add(new MeterName(meters.Count, name, clause, part, thing));
    }

    private void State(string slug, MapNode node)
    {
        var name = Text(node["name"]) ?? "";
        if (states.Exists(state => state.Name == name))
            report
                .In(slug)
                .Say(
                    (node["name"] ?? node).At,
                    $"the state `{name}` stands twice",
                    "give it a name of its own"
                );
        states.Add(new StateName(states.Count, name, Text(node["of"]) ?? ""));
    }

    private void Plan(Entry entry)
    {
        var terms = entry.Value is MapNode map ? map.Entries : [];
        plans.Add(
            new PlanName(
                plans.Count,
                entry.Key.Text,
                [.. terms.Where(term => term.Value is not MapNode).Select(term => term.Key.Text)],
                [.. terms.Where(term => term.Value is MapNode).Select(term => term.Key.Text)]
            )
        );
    }

    private static string? Text(Node? node) => (node as ScalarNode)?.Text;
}
