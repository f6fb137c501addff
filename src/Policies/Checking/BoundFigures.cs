using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Language.Kinds;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>Checks that the words of every bound figure say what the rule says.</summary>
internal sealed class BoundFigures(TypedPolicy policy, Reporter report)
{
    /// <summary>Checks the figures of all clauses.</summary>
    public static void Check(TypedPolicy policy, Reporter report)
    {
        foreach (var clause in policy.Clauses)
        foreach (var figure in clause.Draft.Text.Figures.Where(figure => !figure.IsFree))
            new BoundFigures(policy, report.In(clause.Name.Slug)).Check(figure);
    }

    /// <summary>The path of the one parameter of a clause that says what the words say; null where none or several do.</summary>
    public string? PathOf(string words, string clause)
    {
        var said = policy
            .Parameters.Where(each =>
                each.Clause == clause
                && each.Node is ScalarNode { Text: var written }
                && Agrees(words, each, written)
            )
            .Take(2)
            .ToList();
        return said.Count == 1 ? said[0].Path : null;
    }

    private void Check(BoundFigure figure)
    {
        if (figure.Clause.Length > 0 && policy.Names.Clause(figure.Clause) is null)
        {
            var slugs = policy.Names.Clauses.Select(clause => clause.Slug);
            report.SayUnknown(figure.At, "clause", figure.Clause, slugs);
        }
        else if (Find(figure) is { } parameter)
            Compare(figure, parameter);
        else
        {
            report.Say(figure.At, $"unknown parameter `{figure.Path}`", Meant(figure));
        }
    }

    // Plans hold for the whole document: any clause may be linked for what they say.
    private Parameter? Find(BoundFigure figure) =>
        policy.Parameter(figure.Clause, figure.Path)
        ?? policy.Parameters.FirstOrDefault(each =>
            each.Path == figure.Path && each.Path.StartsWith("plan.", StringComparison.Ordinal)
        );

    private void Compare(BoundFigure figure, Parameter parameter)
    {
        if (parameter.Node is not ScalarNode { Text: var written })
            report.Say(
                figure.At,
                $"`{figure.Path}` is no single value",
                Inside(figure) is { } within ? $"write `{within}`" : "bind a value inside of it"
            );
        else if (!Agrees(figure.Words, parameter, written))
            report.Say(
                figure.At,
                $"the words say `{figure.Words}`, the rule says `{written}`",
                $"write `{written}`, or mend `{parameter.FullPath}`"
            );
    }

    private string? Meant(BoundFigure figure) =>
        Inside(figure) is { } within
            ? $"did you mean `{within}`?"
            : Nearest.Suggestion(
                figure.Path,
                policy
                    .Parameters.Where(each => each.Clause == figure.Clause)
                    .Select(each => each.Path)
            );

    /// <summary>The path of a value within what holds several: the one that the words say, else any.</summary>
    private string? Inside(BoundFigure figure) =>
        policy
            .Parameters.Where(each =>
                each.Clause == figure.Clause
                && each.Path.StartsWith($"{figure.Path}.", StringComparison.Ordinal)
                && each.Node is ScalarNode
            )
            .OrderByDescending(each =>
                each.Node is ScalarNode { Text: var written } && Agrees(figure.Words, each, written)
            )
            .FirstOrDefault()
            ?.Path;

    private bool Agrees(string words, Parameter parameter, string written) =>
        string.Equals(words, written, StringComparison.OrdinalIgnoreCase)
        || SpokenFigure.Read(words) is { } said
            && parameter.Meaning switch
            {
                Quantity quantity => Agrees(said, quantity),
                Span span => Agrees(said, span),
                decimal ratio when parameter.Kind is ShareKind => said.Of == "%"
                    && said.Number == ratio * 100,
                decimal number when IsPrice(parameter, out var currency) => said.Number == number
                    && said.Of.Length == 0
                    && (said.Currencies.Count == 0 || said.Currencies.Contains(currency)),
                decimal number => said.Number == number && Counts(said.Of, parameter, written),
                _ => false,
            };

    private bool Agrees(SpokenFigure said, Quantity quantity)
    {
        if (said.Currencies.Count > 0)
            return false;
        if (said.Of.Length == 0 || quantity.Unit == Unit.One)
            return said.Number == quantity.Number;
        if (quantity.Unit.Dimension == Dimension.Count)
            return said.Number == quantity.Number && IsOf(quantity.Unit, said.Of);
        return UnitOf(said.Of) is { } unit
            && Comparable(unit, quantity.Unit)
            && said.Number * unit.Factor == quantity.Number * quantity.Unit.Factor;
    }

    private bool Agrees(SpokenFigure said, Span span)
    {
        if (said.Currencies.Count > 0)
            return false;
        var unit = said.Of.StartsWith("calendar ", StringComparison.Ordinal)
            ? said.Of[9..]
            : said.Of;
        return unit.Length == 0
            ? said.Number == span.Number
            : SpanKind.Of(said.Number, unit, policy.Names.Catalogue) is { } spoken
                && spoken.SameAs(span);
    }

    private Unit? UnitOf(string name) => Quantity.UnitOf(name, policy.Names.Catalogue);

    // A rate has no unit, so prose gives it one; `20 accounts` names its own.
    private static bool Counts(string of, Parameter parameter, string written) =>
        of is "" or "times"
        || parameter.Kind is NumberKind
        || written.EndsWith(of, StringComparison.Ordinal);

    // Whole things may be described (`500 custom fields`), and acts happen so many times.
    private static bool IsOf(Unit unit, string of) =>
        of == "times"
        || new[] { unit.Name, unit.Plural }.Any(name =>
            of == name || of.EndsWith(" " + name, StringComparison.Ordinal)
        );

    // Prose says `70 GB` of what a rule prices by the GB-month.
    private static bool Comparable(Unit said, Unit ruled) =>
        said.Dimension == ruled.Dimension
        || (said.Dimension, ruled.Dimension) == (Dimension.Data, Dimension.DataOverCycle);

    private static bool IsPrice(Parameter parameter, out string currency)
    {
        currency = parameter.Path[(parameter.Path.LastIndexOf('.') + 1)..];
        return currency.Length == 3 && currency.All(char.IsAsciiLetterUpper);
    }
}
