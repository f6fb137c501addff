using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Policies.Reading;

/// <summary>Reads the things, whose types must be declared.</summary>
internal sealed class ThingReader(List<EventType> types, Reporter report)
{
    private static readonly string[] Keys = [.. CatalogueWords.OfThings.Names()];

    public Thing? Thing(int index, Entry entry)
    {
        var name = entry.Key.Text;
        if (entry.Value is not MapNode map)
        {
            report.Say(entry.Value.At, $"expected a mapping, not {entry.Value.Sort}");
            return null;
        }
        foreach (var key in map.Entries.Where(each => !Keys.Contains(each.Key.Text)))
            report.SayUnknown(key.Key.At, "key", key.Key.Text, Keys);
        var opens = Types(map["opens"], name);
        var closes = Types(map["closes"], name);
        if (opens is not [var opening] || closes is not [var closing])
        {
            report.Say(
                entry.Key.At,
                $"`{name}` needs one type under `opens` and one under `closes`"
            );
            return null;
        }
        var thing = new Thing(
            index,
            name,
            opening,
            Types(map["changes"], name),
            closing,
            Types(map["uses"], name),
            Keeps(map["keeps"], opening),
            EndsWithContract(map["ends"])
        );
        return thing with { Stored = StoredReader.Read(map["stored"], thing, report) };
    }

    private ImmutableArray<EventType> Types(Node? node, string thing)
    {
        var found = ImmutableArray.CreateBuilder<EventType>();
        foreach (var word in CatalogueReader.Words(node, report))
            if (types.Find(type => type.Name == word.Text) is not { } type)
                report.SayUnknown(
                    word.At,
                    "event type",
                    word.Text,
                    types.Select(each => each.Name)
                );
            else if (type.Slot(thing) < 0)
                report.Say(word.At, $"`{type.Name}` has no field `{thing}` that names one");
            else
                found.Add(type);
        return found.ToImmutable();
    }

    private ImmutableArray<Field> Keeps(Node? node, EventType opens)
    {
        var kept = ImmutableArray.CreateBuilder<Field>();
        foreach (var word in CatalogueReader.Words(node, report))
            if (opens.Slot(word.Text) is var slot and >= 0)
                kept.Add(opens.Fields[slot]);
            else
                report.SayUnknown(
                    word.At,
                    "field",
                    word.Text,
                    opens.Fields.Select(each => each.Name)
                );
        return kept.ToImmutable();
    }

    private bool EndsWithContract(Node? node)
    {
        if (node is null or ScalarNode { Text: "contract" or "purge" })
            return node is ScalarNode { Text: "contract" };
        report.Say(node.At, $"`ends` must be `contract` or `purge`, not {node.Sort}");
        return false;
    }
}
