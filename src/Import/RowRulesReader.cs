using System.Collections.Immutable;
using NodaTime;

namespace Evenhand.Import;

/// <summary>The parts of a map that say what of each row becomes what.</summary>
internal sealed class RowRulesReader(MapProblems problems, FileShape shape, DateTimeZone zone)
{
    private readonly ColumnsReader _columns = new(problems, shape);

    /// <summary>The rules, or null if an indispensable part is missing, which is then among the problems.</summary>
    public RowRules? Read(MapPart root)
    {
        var formats = root.Has("formats") ? root.Texts("formats") : ["iso"];
        TimeReader times = new(problems, _columns, zone, formats);
        if (root.Child("times") is { } declared)
        {
            times.Read(declared);
        }

        ValueReader values = new(problems, _columns, times);
        var numbers = root.Child("numbers") is { } rules ? NumbersOf(rules) : NumberRules.None;
        ImmutableArray<Condition> skips =
        [
            .. root.Children("skip").Select(node => ConditionReader.Read(node, problems, _columns)),
        ];
        var time = times.Named(root, "time");
        var type = values.Required(root, "type");
        var account = values.Required(root, "account");
        var fields = Fields(root.Child("fields"), values);
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
            Columns = _columns.Columns,
            Times = times.Times,
            Numbers = numbers,
            Skips = skips,
            Time = time.Value,
            Type = type,
            Account = account,
            Fields = fields,
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

    private NumberRules NumbersOf(MapPart node)
    {
        NumberRules rules = new()
        {
            CountryCode = Digits(node, "country_code"),
            TrunkPrefix = Digits(node, "trunk_prefix"),
            InternationalPrefix = Digits(node, "international_prefix"),
            Shortest = node.WholeNumber("shortest", 1) ?? NumberRules.None.Shortest,
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
