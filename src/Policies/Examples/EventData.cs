using System.Globalization;
using System.Text.Json.Nodes;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Language.Kinds;
using Evenhand.Policies.Reading;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Policies.Examples;

/// <summary>Turns the fields of an example's event into those of the wire: units become numbers, moments instants.</summary>
internal sealed class EventData(Catalogue catalogue, DateTimeZone zone, Reporter report)
{
    /// <summary>The data of an event; what is wrong is reported.</summary>
    public JsonObject Of(EventType type, MapNode fields)
    {
        var data = new JsonObject();
        foreach (var entry in fields.Entries)
            if (type.Index == (int)BuiltIns.Kind.Rates)
                data[entry.Key.Text] = Raw(entry.Value);
            else if (
                entry.Value is MapNode members
                && Members(type, entry.Key.Text) is { Count: > 0 } inner
            )
                data[entry.Key.Text] = Of(type, entry.Key.Text, members, inner);
            else if (type.Slot(entry.Key.Text) is var slot and >= 0)
                data[entry.Key.Text] = Of(type.Fields[slot], entry.Value);
            else
                report.Say(
                    entry.Key.At,
                    $"{type.Name} has no field `{entry.Key.Text}`",
                    Nearest.Suggestion(entry.Key.Text, type.Fields.Select(field => field.Name))
                );
        return data;
    }

    /// <summary>Reports the fields without which an event is no good; an ask may leave them out, since the act is still to come.</summary>
    public void Complete(EventType type, MapNode fields)
    {
        // What stands inside of another field is needed only where that one has members.
        foreach (
            var field in type.Fields.Where(field =>
                field.Required
                && !field.Name.Contains('.', StringComparison.Ordinal)
                && fields[field.Name] is null
            )
        )
            report.Say(fields.At, $"{type.Name} needs `{field.Name}`");
    }

    private static List<Field> Members(EventType type, string name) =>
        [
            .. type.Fields.Where(field =>
                field.Name.StartsWith($"{name}.", StringComparison.Ordinal)
            ),
        ];

    private JsonObject Of(EventType type, string name, MapNode members, List<Field> known)
    {
        var data = new JsonObject();
        foreach (var entry in members.Entries)
            if (known.Find(field => field.Name == $"{name}.{entry.Key.Text}") is { } field)
                data[entry.Key.Text] = Of(field, entry.Value);
            else
                report.SayUnknown(
                    entry.Key.At,
                    $"key of `{name}` of {type.Name}",
                    entry.Key.Text,
                    known.Select(each => each.Name[(name.Length + 1)..])
                );
        foreach (
            var field in known.Where(field => members[field.Name[(name.Length + 1)..]] is null)
        )
            report.Say(members.At, $"{type.Name} needs `{field.Name}`");
        return data;
    }

    private JsonNode? Of(Field field, Node node)
    {
        if (field.Kind == FieldKind.Texts)
            return new JsonArray([.. Yaml.Items(node).Select(each => (JsonNode?)Yaml.Word(each))]);
        if (node is not ScalarNode scalar)
        {
            report.Say(node.At, $"expected a value of `{field.Name}`, not {node.Sort}");
            return null;
        }
        if (scalar.IsNull)
            return null;
        return field.Kind switch
        {
            FieldKind.Choice => OneOf(field, scalar),
            FieldKind.Flag => OneOf(field, scalar) is { } flag
                ? flag.GetValue<string>() == "true"
                : null,
            FieldKind.Quantity => Quantity(field, scalar),
            FieldKind.Money => Number(scalar),
            FieldKind.Time => Time(scalar),
            _ => scalar.Text,
        };
    }

    private JsonValue? OneOf(Field field, ScalarNode scalar)
    {
        var values = FieldTest.ValuesOf(field);
        if (values.Contains(scalar.Text))
            return JsonValue.Create(scalar.Text);
        report.SayUnknown(scalar.At, $"value of `{field.Name}`", scalar.Text, values);
        return null;
    }

    private JsonValue? Quantity(Field field, ScalarNode scalar)
    {
        if (Wire(field.Unit!, scalar.Text) is { } number)
            return JsonValue.Create(number);
        report.Say(
            scalar.At,
            $"{scalar.Sort} is no quantity of `{field.Name}`",
            $"write a number of {field.Unit!.Plural}, or name the unit"
        );
        return null;
    }

    /// <summary>A quantity as a number of a unit; null when it is none.</summary>
    public decimal? Wire(Unit unit, string text)
    {
        if (!QuantityKind.TrySplit(text, out var number, out var name))
            return null;
        if (name.Length == 0)
            return number;
        return
            Language.Quantity.UnitOf(name, catalogue) is { } said
            && said.Dimension == unit.Dimension
            && (said.Dimension != Dimension.Count || unit == Unit.One || said == unit)
            ? Normal(number * said.Factor / unit.Factor)
            : null;
    }

    private JsonValue? Number(ScalarNode scalar)
    {
        if (Numbers.TryParse(scalar.Text, out var number))
            return JsonValue.Create(number);
        report.Say(scalar.At, $"expected a number, not {scalar.Sort}");
        return null;
    }

    private JsonValue? Time(ScalarNode scalar)
    {
        if (Moments.Read(scalar.Text, zone) is { } instant)
            return JsonValue.Create(InstantPattern.ExtendedIso.Format(instant));
        report.Say(
            scalar.At,
            $"expected a moment, not {scalar.Sort}",
            "write `2026-01-05` or `2026-01-05 09:30`"
        );
        return null;
    }

    // What has no declared fields is passed on as it is written: numbers as numbers, all else as text.
    private static JsonNode? Raw(Node node) =>
        node switch
        {
            MapNode map => new JsonObject(
                map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Raw(entry.Value)))
            ),
            ListNode list => new JsonArray([.. list.Items.Select(Raw)]),
            ScalarNode { Quoted: false } scalar
                when Numbers.TryParse(scalar.Text, out var number) => JsonValue.Create(number),
            ScalarNode scalar => scalar.IsNull ? null : JsonValue.Create(scalar.Text),
            _ => null,
        };

    private static decimal Normal(decimal number) =>
        decimal.Parse(Numbers.Plain(number), CultureInfo.InvariantCulture);
}
