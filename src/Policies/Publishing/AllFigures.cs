using System.Collections.Immutable;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Publishing;

/// <summary>Every figure and price of the rules in one table, in the order of the clauses.</summary>
internal static class AllFigures
{
    /// <summary>The anchor of the section. Anchors of clauses have no point in them.</summary>
    public const string Slug = "page.figures";

    /// <summary>The heading of the section.</summary>
    public const string Title = "All figures and prices";

    /// <summary>Writes the section; nothing where no rule has a figure.</summary>
    public static void Write(Html html, TypedPolicy policy)
    {
        if (!Any(policy))
            return;
        html.Open("section", ("aria-labelledby", Slug)).Line();
        html.Open("h2", ("id", Slug)).Say("a", Title, ("href", $"#{Slug}")).End("h2");
        Table.Begin(html, "Figures by clause", ["Clause", "What", "Figure"], numbers: 2);
        foreach (var clause in policy.Clauses)
            Rows(html, policy, clause);
        Table.End(html);
        html.End("section");
    }

    /// <summary>Whether there is anything to show.</summary>
    public static bool Any(TypedPolicy policy) =>
        policy.Clauses.Any(clause => !Of(policy, clause).IsEmpty);

    private static void Rows(Html html, TypedPolicy policy, TypedClause clause)
    {
        foreach (var (label, value) in Of(policy, clause))
        {
            html.Open("tr").Open("th", ("scope", "row"));
            html.Say("a", clause.Draft.Text.Title, ("href", $"#{clause.Name.Slug}")).Close("th");
            html.Say("td", label).Say("td", value, ("class", "number")).End("tr");
        }
    }

    /// <summary>The figures of a clause by what they are; one price in several currencies is one row.</summary>
    private static ImmutableArray<(string Label, string Value)> Of(
        TypedPolicy policy,
        TypedClause clause
    )
    {
        var rows =
            from parameter in policy.Parameters
            where parameter.Clause == clause.Name.Slug && IsFigure(parameter)
            let parts = Split(parameter)
            group parts.Value by (parts.Group, parts.Label) into same
            select (same.Key.Label, string.Join(" · ", same));
        return [.. rows];
    }

    private static (string Group, string Label, string Value) Split(Parameter parameter)
    {
        var value = Wording.Quantity(Yaml.Inline(parameter.Node));
        var dot = parameter.Path.LastIndexOf('.');
        var last = parameter.Path[(dot + 1)..];
        if (dot < 0 || last.Length != 3 || !last.All(char.IsAsciiLetterUpper))
            return (parameter.Path, Labels.Of(parameter.Path), value);
        var label = Labels.Of(parameter.Path).Replace($" in {last}", "", StringComparison.Ordinal);
        return (parameter.Path[..dot], label, $"{value} {last}");
    }

    private static bool IsFigure(Parameter parameter) =>
        parameter.Meaning is decimal or Quantity or Amount or Span or PlanTerm or int or long
        && Yaml.Inline(parameter.Node).Any(char.IsAsciiDigit);
}
