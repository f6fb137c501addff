using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;
using Markdig.Syntax;

namespace Evenhand.Policies.Publishing;

/// <summary>What of a rule is worth a table, why there is none, and its source for those who want it.</summary>
internal static class RuleWriter
{
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["intent"] = "This clause states a purpose; nothing is measured under it.",
        ["definition"] = "This clause says what words mean; nothing is measured under it.",
        ["never charged"] = "Nothing is ever charged under this clause.",
        ["by others"] = "Another clause does what this one says.",
        ["later"] = "People judge what this clause speaks of; no counter does.",
    };

    /// <summary>Why nothing runs, the prices, and the plans.</summary>
    public static void Write(Html html, TypedPolicy policy, TypedClause clause)
    {
        Reason(html, policy, clause);
        foreach (var charge in clause.Parts("charge").Where(_ => !Told(clause, "charge")))
            Prices(html, charge);
        if (clause.Draft.Plans is { } plans && !Told(clause, "plan"))
            Plans(html, plans);
        ConcurrencyWriter.Write(html, clause);
        StandingWriter.Write(html, clause);
        VaultWriter.Write(html, clause);
    }

    /// <summary>The source of the rule, folded.</summary>
    public static void Source(Html html, TypedClause clause)
    {
        foreach (var block in clause.Draft.Text.Blocks.Where(each => each.Kind == BlockKind.Rule))
        {
            html.Open("details", ("class", "rule")).Say("summary", "The rule");
            html.Open("pre").Say("code", Text(block.Fence)).Close("pre").End("details");
        }
    }

    private static void Reason(Html html, TypedPolicy policy, TypedClause clause)
    {
        if (Yaml.Word(clause.Rule.Node["none"]) is not { } none)
            return;
        html.Open("p", ("class", "note")).Say(Reasons.GetValueOrDefault(none, none));
        if (clause.Rule.Find<string>("because") is { } because)
            html.Say($" Why: {because.TrimEnd('.')}.");
        if (clause.Rule.Find<ClauseName>("see") is { } see)
        {
            var title = policy.Clauses[see.Place].Draft.Text.Title;
            html.Say(" See ").Say("a", title, ("href", $"#{see.Slug}")).Say(".");
        }
        html.End("p");
    }

    // The author's own table, bound to the rule, says it better than one that is made.
    private static bool Told(TypedClause clause, string root)
    {
        var text = clause.Draft.Text;
        return text.Content.Any(block => block is Markdig.Extensions.Tables.Table)
            && text.Figures.Any(figure =>
                figure.Clause == text.Slug
                && figure.Path.StartsWith($"{root}.", StringComparison.Ordinal)
            );
    }

    private static void Prices(Html html, Part charge)
    {
        if (charge.Node["price"] is not MapNode prices || charge.Node["for"] is not { } each)
            return;
        var rows = prices.Entries.Select(price =>
            new[] { price.Key.Text, Yaml.Inline(price.Value) }
        );
        Table.Write(
            html,
            $"Price for {Wording.Quantity(Yaml.Inline(each))}",
            ["Currency", "Price"],
            rows
        );
    }

    private static void Plans(Html html, MapNode plans)
    {
        var terms = plans
            .Entries.SelectMany(plan => plan.Value is MapNode map ? map.Entries : [])
            .Select(term => term.Key.Text)
            .Distinct()
            .ToList();
        var rows = terms.Select(term =>
            (IReadOnlyList<string>)
                [
                    Wording.Name(term),
                    .. plans.Entries.Select(plan => Term((plan.Value as MapNode)?[term])),
                ]
        );
        Table.Write(
            html,
            "What the plans say",
            ["Term", .. plans.Entries.Select(plan => plan.Key.Text)],
            rows
        );
    }

    private static string Term(Node? term) =>
        term switch
        {
            null => "–",
            ScalarNode scalar => Wording.Quantity(scalar.Text),
            MapNode prices => string.Join(
                " · ",
                prices.Entries.Select(price => $"{Yaml.Inline(price.Value)} {price.Key.Text}")
            ),
            _ => Yaml.Inline(term),
        };

    private static string Text(FencedCodeBlock fence) =>
        string.Join(
            '\n',
            (fence.Lines.Lines ?? []).Take(fence.Lines.Count).Select(line => line.Slice.ToString())
        );
}
