using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Policies.Reading;

/// <summary>Reads how a thing is stored: which of its kept fields say so.</summary>
internal static class StoredReader
{
    private static readonly string[] Keys = [.. CatalogueWords.OfStored.Names()];

    /// <summary>How a thing is stored; null where nothing is said, or what is said is no good.</summary>
    public static StoredAs? Read(Node? node, Thing thing, Reporter report)
    {
        if (node is null)
            return null;
        if (node is not MapNode map)
        {
            report.Say(node.At, $"expected a mapping, not {node.Sort}");
            return null;
        }
        foreach (var entry in map.Entries.Where(each => !Keys.Contains(each.Key.Text)))
            report.SayUnknown(entry.Key.At, "key", entry.Key.Text, Keys);
        foreach (var key in Keys.Where(key => map[key] is not ScalarNode))
            report.Say(map.At, $"`stored` needs `{key}`");
        var (ofClass, size, tier) = (
            Place(map, "class", thing, FieldKind.Choice, report),
            Place(map, "size", thing, FieldKind.Quantity, report),
            Place(map, "tier", thing, FieldKind.Choice, report)
        );
        if (ofClass < 0 || size < 0 || tier < 0 || map["cold"] is not ScalarNode cold)
            return null;
        var choices = thing.Keeps[tier].Choices;
        if (choices.IndexOf(cold.Text) is var place and >= 0)
            return new StoredAs(ofClass, size, tier, place);
        report.SayUnknown(cold.At, $"value of `{thing.Keeps[tier].Name}`", cold.Text, choices);
        return null;
    }

    private static int Place(MapNode map, string key, Thing thing, FieldKind kind, Reporter report)
    {
        if (map[key] is not ScalarNode name)
            return -1;
        for (var place = 0; place < thing.Keeps.Length; place++)
            if (thing.Keeps[place] is var field && field.Name == name.Text && field.Kind == kind)
                return place;
        report.SayUnknown(
            name.At,
            kind == FieldKind.Quantity ? "kept quantity" : "kept field with a closed list",
            name.Text,
            thing.Keeps.Where(field => field.Kind == kind).Select(field => field.Name)
        );
        return -1;
    }
}
