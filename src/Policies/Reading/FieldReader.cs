using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Core.Stream;

namespace Evenhand.Policies.Reading;

/// <summary>Reads the fields of an event type: a kind, a unit, or a mapping with choices or a default.</summary>
internal sealed class FieldReader(ImmutableArray<Unit> units, Reporter report)
{
    // A condition on a choice is one bit for each of its places.
    private const int MaxChoices = 64;

    // No event may say more (base units), so a default may not either.
    private const long MostUnits = 1_000_000_000_000_000_000;
    private static readonly string[] Keys = [.. CatalogueWords.OfFields.Names()];
    private static readonly Dictionary<string, FieldKind> Kinds = CatalogueWords.Kinds.ToDictionary(
        each => each.Name,
        each => each.Kind
    );

    /// <summary>The fields of a mapping, in order; <paramref name="needs"/> names those that are required.</summary>
    public ImmutableArray<Field> Fields(Node? node, HashSet<string> needs)
    {
        if (node is not MapNode map)
        {
            if (node is not null)
                report.Say(node.At, $"expected a mapping of fields, not {node.Sort}");
            return [];
        }
        return
        [
            .. map.Entries.Select(
                (entry, slot) =>
                    Field(entry) with
                    {
                        Slot = slot,
                        Name = entry.Key.Text,
                        Required = needs.Contains(entry.Key.Text),
                    }
            ),
        ];
    }

    private Field Field(Entry entry) =>
        entry.Value switch
        {
            ScalarNode kind => OfKind(kind),
            MapNode map => OfMap(map),
            var other => Refused(other.At, $"expected a kind of field, not {other.Sort}"),
        };

    private Field OfMap(MapNode map)
    {
        foreach (var entry in map.Entries.Where(entry => !Keys.Contains(entry.Key.Text)))
            report.SayUnknown(entry.Key.At, "key", entry.Key.Text, Keys);
        var field = map["one of"] is { } choices
            ? OfChoices(choices)
            : OfKind(map["quantity"] ?? map["is"] ?? map);
        return map["default"] is { } fallback
            ? field with
            {
                Default = Default(field, fallback),
            }
            : field;
    }

    private Field OfChoices(Node node)
    {
        var choices = CatalogueReader.Words(node, report);
        if (choices.Length is < 1 or > MaxChoices)
            report.Say(node.At, $"a choice is one of 1 to {MaxChoices} words");
        return Plain(FieldKind.Choice) with { Choices = [.. choices.Select(each => each.Text)] };
    }

    private Field OfKind(Node node)
    {
        if (node is not ScalarNode { Text: var name })
            return Refused(
                node.At,
                "a field is one of a list (`one of`), a `quantity`, or `is` a kind"
            );
        if (Kinds.TryGetValue(name, out var kind))
            return Plain(kind);
        var unit =
            name == CatalogueWords.Count
                ? Unit.One
                : units.FirstOrDefault(each => each.Name == name);
        if (unit is not null)
            return Plain(FieldKind.Quantity) with { Unit = unit };
        report.SayUnknown(
            node.At,
            "kind of field or unit",
            name,
            [.. Kinds.Keys, CatalogueWords.Count, .. units.Select(each => each.Name)]
        );
        return Plain(FieldKind.Text);
    }

    private long? Default(Field field, Node node)
    {
        var text = (node as ScalarNode)?.Text ?? "";
        switch (field.Kind)
        {
            case FieldKind.Choice when field.Choices.IndexOf(text) is var place and >= 0:
                return place;
            case FieldKind.Flag when text is "true" or "false":
                return text == "true" ? 1 : 0;
            case FieldKind.Quantity
                when int.TryParse(
                    text,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var units
                )
                    && Math.BigMul(units, field.Unit!.Factor) <= MostUnits:
                return units * field.Unit.Factor;
            default:
                report.Say(
                    node.At,
                    $"{node.Sort} cannot be the default of this field",
                    field.Kind == FieldKind.Choice ? Nearest.Suggestion(text, field.Choices) : null
                );
                return null;
        }
    }

    private Field Refused(Place at, string message)
    {
        report.Say(at, message);
        return Plain(FieldKind.Text);
    }

    private static Field Plain(FieldKind kind) => new(0, "", kind, null, [], null, Required: false);
}
