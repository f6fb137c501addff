using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Language.Kinds;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Examples;

/// <summary>An event or ask of an example: its act, and what is said beside it.</summary>
internal static class EventShape
{
    private static readonly PartKind Kind = new(
        new Shape(
            "an event",
            "One event or ask.",
            new Key("ask", Say.EventType),
            new Key("with", new AnyKind("fields")),
            new Key("at", Say.Text("moment")),
            new Key("times", Say.Whole),
            new Key("every", Say.Span),
            new Key("id", Say.Text("id")),
            new Key(
                "acknowledged",
                Say.One(("true", true), ("false", false), ("yes", true), ("no", false))
            ),
            new Key("going-on", Say.Whole),
            new Key(
                "answer",
                Say.One(("allow", Outcome.Allow), ("warn", Outcome.Warn), ("deny", Outcome.Deny))
            ),
            new Key("cites", Say.List(Say.Clause, mayBeEmpty: true)),
            new Key("tells", Say.Map(Say.Text("name"), Say.Text("quantity")))
        )
    );

    /// <summary>What is said beside the act.</summary>
    public static Part Modifiers(MapNode item, Scope scope)
    {
        var own = item.Entries.Where(entry => Kind.Shape.Key(entry.Key.Text) is not null);
        return (Part)Kind.Resolve(new MapNode(item.At, [.. own]), scope)!;
    }

    /// <summary>The type and fields of the act; null, with a problem, when there is not exactly one.</summary>
    public static (EventType Type, MapNode Fields)? Act(
        MapNode item,
        Catalogue catalogue,
        Reporter report
    )
    {
        var acts = item.Entries.Where(entry => Kind.Shape.Key(entry.Key.Text) is null).ToList();
        var (name, fields) =
            item["ask"] is ScalarNode asked ? (asked, item["with"])
            : acts.Count > 0 ? (acts[0].Key, acts[0].Value)
            : (null, null);
        foreach (var other in acts.Skip(item["ask"] is null ? 1 : 0))
            report.SayUnknown(
                other.Key.At,
                "key of an event",
                other.Key.Text,
                Kind.Shape.Keys.Select(key => key.Name)
            );
        if (name is null)
        {
            report.Say(item.At, "names no event type", "write `{ TYPE: { field: value } }`");
            return null;
        }
        if (catalogue.Type(name.Text) is { } type)
            return (type, AsMap(fields, name.At, report));
        if (item["ask"] is null)
            report.SayUnknown(
                name.At,
                "event type",
                name.Text,
                catalogue.Types.Select(each => each.Name)
            );
        return null;
    }

    /// <summary>The fields with <c>{n}</c> as a number.</summary>
    public static MapNode Numbered(MapNode fields, int n) =>
        fields with
        {
            Entries =
            [
                .. fields.Entries.Select(entry =>
                    entry.Value is ScalarNode scalar
                        ? entry with
                        {
                            Value = scalar with
                            {
                                Text = scalar.Text.Replace(
                                    "{n}",
                                    n.ToString(CultureInfo.InvariantCulture),
                                    StringComparison.Ordinal
                                ),
                            },
                        }
                        : entry
                ),
            ],
        };

    private static MapNode AsMap(Node? fields, Place at, Reporter report)
    {
        if (fields is MapNode map)
            return map;
        if (fields is not null and not ScalarNode { IsNull: true })
            report.Say(
                fields.At,
                $"expected fields, not {fields.Sort}",
                "write `{ field: value }`"
            );
        return new MapNode(at, []);
    }
}
