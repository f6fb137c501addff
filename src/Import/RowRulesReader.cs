using System.Collections.Immutable;
using Evenhand.Import.Files;
using Evenhand.Notation;
using NodaTime;

namespace Evenhand.Import;

/// <summary>The parts of a map that say what of each row becomes what.</summary>
internal sealed class RowRulesReader(MapProblems problems, FileShape shape, DateTimeZone zone)
{
    /// <summary>The rules, or null if an indispensable part is missing, which is then among the problems.</summary>
    public RowRules? Read(MapPart root)
    {
        var each = EachOf(root);
        var columns = new ColumnsReader(problems, shape, each);
        var formats = root.Has("formats") ? root.Texts("formats") : ["iso"];
        TimeReader times = new(problems, columns, zone, formats);
        if (root.Child("times") is { } declared)
        {
            times.Read(declared);
        }

        ValueReader values = new(problems, columns, times);
        var numbers = root.Child("numbers") is { } rules ? NumbersOf(rules) : new NumberRules();
        ImmutableArray<Condition> skips =
        [
            .. root.Children("skip").Select(node => ConditionReader.Read(node, problems, columns)),
        ];
        var time = times.Named(root, "time");
        var type = values.Required(root, "type");
        var account = values.Required(root, "account");
        var fields = Fields(root.Child("fields"), values);
        var key = KeyOf(root, columns);
        var sequence = root.Child("sequence") is { } told ? SequenceOf(told, columns) : null;
        if (!root.Has("time"))
        {
            problems.Add(root.At, "`time` is missing: which of the `times` is the event's");
        }

        if (time is null || type is null || account is null)
        {
            return null;
        }

        return new RowRules
        {
            Shape = shape,
            Columns = columns.Columns,
            Times = times.Times,
            Numbers = numbers,
            Skips = skips,
            Time = time.Value,
            Type = type,
            Account = account,
            Fields = fields,
            Each = each,
            Key = key,
            Sequence = sequence,
            InOrderOfFile = root.WholeNumber("row_ids", 1) == 1,
        };
    }

    private static ImmutableArray<MappedField> Fields(MapPart? node, ValueReader values)
    {
        var fields = ImmutableArray.CreateBuilder<MappedField>();
        foreach ((string name, var child) in node?.Entries() ?? [])
        {
            if (values.Of(child, name) is { } value)
            {
                fields.Add(new MappedField(name, value));
            }
        }
        return fields.ToImmutable();
    }

    private JsonPath? EachOf(MapPart root)
    {
        if (root.Text("each") is not { } text)
            return null;
        var path = JsonPath.Parse(text, null);
        if (path is { Stars: > 0 } && text.StartsWith('$') && shape.IsJson)
            return path;
        problems.Add(
            root.Take("each")!,
            shape.IsJson
                ? $"`each` is '{text}'; it is a path to the items of a list, such as `$.entry[*]`"
                : "`each` is for JSON; say `file: { format: json }`"
        );
        return null;
    }

    private RecordKey? KeyOf(MapPart root, ColumnsReader columns)
    {
        var named = columns.Several(root, "id");
        var version = columns.Optional(root, "version");
        if (named.IsEmpty && version is not null)
            problems.Add(
                root.Take("version")!,
                "`version` tells versions of a record apart; say with `id` what a record is known by"
            );
        if (root.Has("row_ids") && !named.IsEmpty)
            problems.Add(root.Take("row_ids")!, "`row_ids` is for maps without `id`");
        return named.IsEmpty ? null : new RecordKey(named, version);
    }

    private static int? SequenceOf(MapPart node, ColumnsReader columns)
    {
        var column = columns.Required(node, "column");
        node.Close();
        return column;
    }

    private NumberRules NumbersOf(MapPart node)
    {
        NumberRules rules = new()
        {
            Country = CountryOf(node),
            TrunkPrefix = Digits(node, "trunk_prefix"),
            InternationalPrefix = Digits(node, "international_prefix"),
            Shortest = node.WholeNumber("shortest", 1) ?? new NumberRules().Shortest,
            OwnPrefixes = node.Texts("own_prefixes"),
            OwnLengths = Lengths(node, "own_lengths"),
        };
        foreach (string prefix in rules.OwnPrefixes.Where(prefix => !prefix.StartsWith('+')))
        {
            problems.Add(
                node.Take("own_prefixes")!,
                $"the own prefix '{prefix}' is compared with E.164 numbers and begins with a plus"
            );
        }

        node.Close();
        return rules;
    }

    private string? CountryOf(MapPart node)
    {
        var code = Digits(node, "country_code");
        var main = code is null ? null : NumberRules.MainCountry(code);
        if (code is not null && main is null)
            problems.Add(node.Take("country_code")!, $"'{code}' is no country's calling code");
        if (node.Text("country") is not { } country)
            return main;
        if (code is not null)
            problems.Add(node.Take("country")!, "`country` and `country_code` exclude each other");
        if (NumberRules.Countries.Contains(country))
            return country;
        problems.Add(
            node.Take("country")!,
            $"`country` is '{country}'; it is a country's two letters, such as GB{Nearest.Hint(country, NumberRules.Countries)}"
        );
        return null;
    }

    private string? Digits(MapPart node, string key)
    {
        if (node.Text(key) is not { } text)
        {
            return null;
        }

        if (text.Length is > 0 and <= 8 && text.All(char.IsAsciiDigit))
        {
            return text;
        }

        problems.Add(node.Take(key)!, $"`{key}` is '{text}'; it is 1 to 8 digits");
        return null;
    }

    private ImmutableArray<int> Lengths(MapPart node, string key) =>
        ValueReader.Lengths(node, key, problems);
}
