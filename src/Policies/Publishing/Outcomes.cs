using Evenhand.Core.Stream;
using Evenhand.Notation;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Publishing;

/// <summary>What an example comes to: lines of the statement, cases, notices, the wallet.</summary>
internal static class Outcomes
{
    private static readonly (string Key, string Head)[] Columns =
    [
        ("cycle", "Cycle from"),
        ("quantity", "Counted"),
        ("included", "Included"),
        ("billable", "Billable"),
        ("price", "Price"),
        ("amount", "Amount"),
        ("status", "Status"),
    ];

    private static readonly string[] Keys =
    [
        "lines",
        "cases",
        "notices",
        "wallet",
        .. StandingOutcomes.Keys,
        .. StoredOutcomes.Keys,
    ];

    public static void Write(
        Html html,
        TypedPolicy policy,
        TypedClause clause,
        Part example,
        string currency
    )
    {
        if (!Keys.Any(example.Has))
            return;
        html.Say("dt", "What it comes to").Open("dd").Line();
        var lines = example.List<Part>("lines");
        Lines(html, policy, clause, [.. lines.Where(line => line.Get("stands", true))], currency);
        foreach (var line in lines.Where(line => !line.Get("stands", true)))
            html.Say("p", $"No such line for {Title(policy, clause, line)} is on the statement.");
        if (example.Has("cases"))
            html.Say("p", Cases(policy, example));
        if (example.Has("notices"))
            html.Say("p", Notices(example));
        if (example.Has("wallet"))
            html.Say(
                "p",
                $"The wallet then holds {Yaml.Inline(example.Node["wallet"]!)} {currency}."
            );
        foreach (var words in StandingOutcomes.Of(example).Concat(StoredOutcomes.Of(example)))
            html.Say("p", words);
        html.End("dd");
    }

    private static void Lines(
        Html html,
        TypedPolicy policy,
        TypedClause clause,
        List<Part> lines,
        string currency
    )
    {
        var columns = Columns.Where(column => lines.Exists(line => line.Has(column.Key))).ToList();
        if (columns.Count == 0)
            return;
        var rows = lines.Select(line =>
            (IReadOnlyList<string>)
                [
                    Title(policy, clause, line),
                    .. columns.Select(column =>
                        Cell(policy.Names.Catalogue, line, column.Key, currency)
                    ),
                ]
        );
        Table.Write(
            html,
            "On the statement",
            ["Clause", .. columns.Select(column => column.Head)],
            rows
        );
    }

    private static string Cell(Catalogue catalogue, Part line, string key, string currency)
    {
        if (line.Node[key] is not { } node)
            return "";
        var value = Yaml.Inline(node);
        return key switch
        {
            "cycle" => Wording.Day(value),
            "quantity" => Wording.Quantity(InUnit(catalogue, value, Yaml.Word(line.Node["unit"]))),
            "price" when Yaml.Word(line.Node["per"]) is { } per => $"{value} for {per}",
            "amount" => $"{Wording.Quantity(value)} {currency}",
            "included" or "billable" => Wording.Quantity(value),
            _ => value,
        };
    }

    private static string InUnit(Catalogue catalogue, string number, string? unit) =>
        unit is null ? number
        : number != "1" && Quantity.UnitOf(unit, catalogue) is { } known
            ? $"{number} {known.Plural}"
        : $"{number} {unit}";

    private static string Title(TypedPolicy policy, TypedClause clause, Part line) =>
        (line.Find<ClauseName>("clause") is { } other ? policy.Clauses[other.Place] : clause)
            .Draft
            .Text
            .Title;

    private static string Cases(TypedPolicy policy, Part example)
    {
        var cases = example.List<ClauseName>("cases");
        if (cases.IsEmpty)
            return "No case is opened.";
        var titles = cases
            .GroupBy(each => each.Place)
            .Select(each =>
                policy.Clauses[each.Key].Draft.Text.Title
                + (each.Count() > 1 ? $" ({Counted.Of(each.Count(), "time")})" : "")
            );
        return $"A case is opened under {string.Join(" and ", titles)}.";
    }

    private static string Notices(Part example)
    {
        var notices = example.List<string>("notices");
        return notices.IsEmpty
            ? "No notice is sent."
            : $"Notices, in this order: {string.Join(", ", notices.Select(Wording.Plain))}.";
    }
}
