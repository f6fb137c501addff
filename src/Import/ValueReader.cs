using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Evenhand.Notation;

namespace Evenhand.Import;

/// <summary>A value of a map: a constant, a column with its conversion, a span between two times, or a choice by owner.</summary>
internal sealed partial class ValueReader(
    MapProblems problems,
    ColumnsReader columns,
    TimeReader times
)
{
    private readonly ConversionReader conversions = new(problems, columns);

    /// <summary>The value under a key that must be there and must give something for every row.</summary>
    public MappedValue? Required(MapPart node, string key)
    {
        if (node.Take(key) is not { } child)
        {
            problems.Add(node.At, $"`{key}` is missing: a constant, or `{{ column: NAME }}`");
            return null;
        }
        return Of(child, key) switch
        {
            FromColumn { WhenEmpty.Kind: ReadingKind.Nothing } column => column with
            {
                WhenEmpty = null,
            },
            var value => value,
        };
    }

    public MappedValue? Of(Node node, string key)
    {
        if (node is ScalarNode scalar)
        {
            return new Constant(Literal(scalar));
        }

        if (problems.MappingOf(node, key) is not { } mapping)
        {
            return null;
        }

        var value = Read(mapping, key);
        mapping.Close();
        return value;
    }

    /// <summary>A scalar as JSON has it: an unquoted number, true or false is one; all else is text.</summary>
    public static Reading Literal(ScalarNode scalar)
    {
        var text = scalar.Text;
        var isLiteral = !scalar.Quoted && (text is "true" or "false" || JsonNumber().IsMatch(text));
        return isLiteral ? Reading.Literal(text) : Reading.Text(text);
    }

    public static ImmutableArray<int> Lengths(MapPart node, string key, MapProblems problems)
    {
        var lengths = ImmutableArray.CreateBuilder<int>();
        foreach (string text in node.Texts(key))
        {
            if (int.TryParse(text, out int length) && length is >= 1 and <= 32)
            {
                lengths.Add(length);
            }
            else
            {
                problems.Add(
                    node.Take(key)!,
                    $"`{key}` holds '{text}'; a length is a number of digits, 1 to 32"
                );
            }
        }
        return lengths.ToImmutable();
    }

    private MappedValue? Read(MapPart node, string key)
    {
        if (node.Child("by_owner") is { } byOwner)
            return Owner(byOwner);
        if (node.Has("from") || node.Has("to"))
            return Span(node);
        if (node.Has("cases"))
            return Cases(node, key);
        if (node.Has("join"))
            return new Joined(columns.Several(node, "join"), node.Text("with") ?? "");
        return node.Has("add") ? Added(node) : FromColumn(node, key);
    }

    private FromColumn FromColumn(MapPart node, string key)
    {
        var column = columns.Required(node, "column");
        var conversion = conversions.Read(node);
        // What these two hold is counted by the letter, so not one may be lost.
        if (conversion is AsText && key is "text" or "phrase")
            conversion = new AsText(ByTheLetter: true);
        return new FromColumn(column, conversion, WhenEmpty(node));
    }

    private Sum Added(MapPart node)
    {
        var added = columns.Several(node, "add");
        var conversion = conversions.Read(node);
        if (conversion is not (AsNumber or AsDuration or AsMoney))
            problems.Add(
                node.At,
                "what is added needs `as: number`, `count`, `duration` or `money`"
            );
        return new Sum(
            [.. added.Select(column => new FromColumn(column, conversion, Reading.Nothing))],
            WhenEmpty(node),
            conversion is AsMoney
        );
    }

    private FirstOf Cases(MapPart node, string field)
    {
        var cases = ImmutableArray.CreateBuilder<(ImmutableArray<Condition>, MappedValue)>();
        foreach (var child in node.Children("cases"))
        {
            var when = ConditionReader.Several(child, "when", problems, columns);
            if (Outcome(child, "then", field) is { } then)
                cases.Add((when, then));
            else
                problems.Add(child.At, "a case needs `then`: a value, or `omit`, or `skip`");
            child.Close();
        }
        return new FirstOf(cases.ToImmutable());
    }

    private Elapsed? Span(MapPart node)
    {
        (int? from, int? to) = (times.Named(node, "from"), times.Named(node, "to"));
        if (!node.Has("from") || !node.Has("to"))
        {
            problems.Add(node.At, "a span between two times needs both `from` and `to`");
        }

        return from is { } start && to is { } end ? new Elapsed(start, end) : null;
    }

    private Reading? WhenEmpty(MapPart node)
    {
        var required = node.Flag("required") ?? false;
        if (node.Take("default") is not { } given)
        {
            return required ? null : Reading.Nothing;
        }

        if (required)
        {
            problems.Add(given, "`default` and `required` exclude each other");
        }

        return given is ScalarNode scalar ? Literal(scalar) : Reading.Nothing;
    }

    private ByOwner Owner(MapPart node)
    {
        ByOwner value = new(
            columns.Required(node, "caller"),
            columns.Required(node, "callee"),
            Outcome(node, "caller_own"),
            Outcome(node, "callee_own"),
            Outcome(node, "both"),
            Outcome(node, "neither")
        );
        node.Close();
        return value;
    }

    private MappedValue? Outcome(MapPart node, string key, string? field = null) =>
        node.Take(key) switch
        {
            null => null,
            ScalarNode scalar => new Constant(Meaning(scalar)),
            { } child => Of(child, field ?? key),
        };

    /// <summary>A literal, or <c>omit</c> to leave the field out, or <c>skip</c> to leave the row out; quoted, these are text.</summary>
    public static Reading Meaning(ScalarNode scalar) =>
        (scalar.Quoted, scalar.Text) switch
        {
            (false, "omit") => Reading.Nothing,
            (false, "skip") => Reading.Skip,
            _ => Literal(scalar),
        };

    [GeneratedRegex(@"^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?$")]
    private static partial Regex JsonNumber();
}
