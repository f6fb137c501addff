using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Publishing;

/// <summary>Worked examples in the customer's terms: who, what happens, and what it comes to.</summary>
internal sealed class ExampleWriter
{
    private readonly Html html;
    private readonly TypedPolicy policy;
    private readonly Part example;
    private readonly Happenings happenings;

    private ExampleWriter(Html html, TypedPolicy policy, Part example)
    {
        (this.html, this.policy, this.example) = (html, policy, example);
        happenings = new Happenings(html, policy);
    }

    /// <summary>Writes all examples of a clause, folded, so that a page of many stays a page to read.</summary>
    public static void Write(Html html, TypedPolicy policy, TypedClause clause)
    {
        if (clause.Examples.IsEmpty)
            return;
        var label = clause.Examples.Length == 1 ? "Worked example" : "Worked examples";
        html.Say("p", label, ("class", "label")).Line();
        foreach (var example in clause.Examples)
            new ExampleWriter(html, policy, example).Write(clause);
    }

    private void Write(TypedClause clause)
    {
        html.Open("details", ("class", "example"));
        html.Say("summary", example.Get("say", "")).Line();
        html.Open("div", ("class", "within")).Open("dl").Line();
        html.Say("dt", "Given").Say("dd", Given()).Line();
        var events = Yaml.Items(example.Find<Node>("events")).OfType<MapNode>().ToList();
        if (events.Count > 0)
            Happens(events);
        foreach (var others in example.List<Part>("others"))
            Beside(others);
        Outcomes.Write(html, policy, clause, example, Currency());
        html.Close("dl").Close("div").End("details");
    }

    private void Happens(List<MapNode> events)
    {
        html.Say("dt", "What happens").Open("dd").Open("ol").Line();
        for (var i = 0; i < events.Count; i++)
            happenings.Write(events[i], isFirst: i == 0);
        html.Close("ol");
        if (example.Find<string>("until") is { } until)
            html.Say("p", $"We look until {Wording.Day(until)}.", ("class", "when"));
        html.End("dd");
    }

    /// <summary>What others do, that the account is compared with.</summary>
    private void Beside(Part others)
    {
        var count = others.Get("accounts", 1m);
        html.Say(
                "dt",
                count == 1
                    ? "Another account"
                    : $"{Notation.Counted.Of((long)count, "other account")}, each"
            )
            .Open("dd")
            .Open("ol")
            .Line();
        var events = Yaml.Items(others.Find<Node>("events")).OfType<MapNode>().ToList();
        for (var i = 0; i < events.Count; i++)
            happenings.Write(events[i], isFirst: i == 0);
        html.Close("ol").End("dd");
    }

    private string Given()
    {
        var account = example.Find<Node>("account") as MapNode;
        var said = (account?.Entries ?? []).Select(Said).Where(words => words.Length > 0);
        var words = string.Join(", ", said);
        return words.Length == 0 ? $"an account billed in {Currency()}" : $"an account {words}";
    }

    private string Currency() =>
        Yaml.Word((example.Find<Node>("account") as MapNode)?["currency"])
        ?? policy.FrontMatter.List<string>("currencies").FirstOrDefault("USD");

    private static string Said(Entry entry)
    {
        var value = Yaml.Inline(entry.Value);
        return entry.Key.Text switch
        {
            "currency" => $"billed in {value}",
            "zone" => $"in the time zone {value}",
            "opened" => $"opened on {Wording.Day(value)}",
            "cycle-day" => $"billed from day {value} of the month",
            "plan" => $"on the plan {value}",
            "licensed" =>
                $"with {Wording.Quantity(value)} {(value == "1" ? "licence" : "licences")}",
            "restricted" =>
                $"with {Wording.Quantity(value)} restricted {(value == "1" ? "licence" : "licences")}",
            "add-ons" => $"with the add-on {value}",
            _ when value is "true" or "yes" => $"that is {Wording.Plain(entry.Key.Text)}",
            _ when value is "false" or "no" => $"that is not {Wording.Plain(entry.Key.Text)}",
            _ => $"with {Wording.Plain(entry.Key.Text)} {value}",
        };
    }
}
