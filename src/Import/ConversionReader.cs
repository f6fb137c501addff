using System.Collections.Frozen;
using System.Collections.Immutable;
using Evenhand.Notation;

namespace Evenhand.Import;

/// <summary>What a map says becomes of a column's text: <c>values</c>, <c>classes</c>, or <c>as</c> with its own keys.</summary>
internal sealed class ConversionReader(MapProblems problems, ColumnsReader columns)
{
    private static readonly string[] Forms = ["as", "values", "classes"];

    private static readonly Dictionary<string, Func<ConversionReader, MapPart, Conversion>> Kinds =
        new()
        {
            ["text"] = (_, _) => new AsText(ByTheLetter: true),
            ["number"] = (_, node) =>
                new AsNumber(Whole: false, node.WholeNumber("least", int.MinValue)),
            ["count"] = (_, node) =>
                new AsNumber(Whole: true, node.WholeNumber("least", int.MinValue) ?? 0),
            ["duration"] = (reader, node) => new AsDuration(UnitReader.Read(node, reader.Problems)),
            ["money"] = (reader, node) => reader.Money(node),
            ["phone"] = (reader, node) => reader.Phone(node),
            ["length"] = (_, _) => new AsLength(),
        };

    private MapProblems Problems => problems;

    public Conversion Read(MapPart node)
    {
        string[] given = [.. Forms.Where(node.Has)];
        if (given.Length > 1)
        {
            problems.Add(node.At, $"`{given[0]}` and `{given[1]}` exclude each other");
        }

        return given.FirstOrDefault() switch
        {
            "values" => Listed(node),
            "classes" => Classes(node),
            "as" => Kind(node),
            _ => new AsText(ByTheLetter: false),
        };
    }

    private Conversion Kind(MapPart node)
    {
        var text = node.Text("as") ?? "text";
        return problems.Choice(node.Take("as")!, "as", text, Kinds)?.Invoke(this, node)
            ?? new AsText(ByTheLetter: false);
    }

    private AsListed Listed(MapPart node)
    {
        Dictionary<string, Reading> values = [];
        var given = node.Child("values");
        foreach ((string word, var meaning) in given?.Entries() ?? [])
        {
            if (meaning is ScalarNode scalar)
            {
                values.Add(word, ValueReader.Meaning(scalar));
            }
            else
            {
                problems.Add(
                    meaning,
                    $"the value of '{word}' is a single value, or `omit`, or `skip`"
                );
            }
        }
        Reading? otherwise = node.Take("otherwise") is ScalarNode other
            ? ValueReader.Meaning(other)
            : null;
        return new AsListed(values.ToFrozenDictionary(), otherwise);
    }

    private AsClass Classes(MapPart node)
    {
        var classes = ImmutableArray.CreateBuilder<NumberClass>();
        foreach (var entry in node.Children("classes"))
        {
            var prefixes = entry.Texts("prefix");
            var lengths = ValueReader.Lengths(entry, "length", problems);
            if (prefixes.Contains(""))
            {
                problems.Add(entry.At, "a prefix has at least one character");
            }
            else if (entry.Take("class") is ScalarNode name)
            {
                classes.Add(new NumberClass(ValueReader.Meaning(name), prefixes, lengths));
            }
            else
            {
                problems.Add(
                    entry.At,
                    "`class` is missing: what numbers like these are, or `omit`"
                );
            }

            entry.Close();
        }
        return new AsClass(classes.ToImmutable());
    }

    private AsMoney Money(MapPart node)
    {
        var inHundredths = Chosen(node, "in", "units", "hundredths") == "hundredths";
        return new AsMoney(inHundredths, node.Flag("negated") ?? false);
    }

    private AsPhone Phone(MapPart node)
    {
        var international = node.Child("international_when") is { } condition
            ? ConditionReader.Read(condition, problems, columns)
            : null;
        Reading? whenNone = Chosen(node, "when_none", "reject", "omit", "keep", "skip") switch
        {
            "omit" => Reading.Nothing,
            "skip" => Reading.Skip,
            "keep" => null,
            _ => Reading.Bad("not a telephone number under the map's `numbers`"),
        };
        return new AsPhone(international, whenNone);
    }

    /// <summary>One of a few words; the first where the map does not say.</summary>
    private string Chosen(MapPart node, string key, params string[] words)
    {
        if (node.Text(key) is not { } text)
        {
            return words[0];
        }

        return problems.Choice(node.Take(key)!, key, text, words.ToDictionary(word => word))
            ?? words[0];
    }
}
