using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>Acts: event types by name, perhaps with conditions; one or a list.</summary>
public sealed class SelectorsKind : Kind<ImmutableArray<Selection>>
{
    /// <inheritdoc/>
    public override string Name => "selectors";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Ref("selectors");

    /// <summary>What the schema defines once for all selectors.</summary>
    internal static JsonObject Definition() =>
        Schemas.OneOrMany(Schemas.Any(Schemas.Text(), Schemas.MapOf(Schemas.Ref("where"))));

    /// <inheritdoc/>
    public override object? Resolve(Node node, Scope scope)
    {
        if (node is not ListNode list)
            return Selections(node, scope).ToImmutableArray();
        if (list.Items.IsEmpty)
            scope.Report.Say(node.At, "the list is empty");
        return list
            .Items.SelectMany((item, i) => Selections(item, scope.Item(i, list.Items.Length)))
            .ToImmutableArray();
    }

    private List<Selection> Selections(Node node, Scope scope)
    {
        var found = new List<Selection>();
        scope.Declare(node, this, node, []);
        switch (node)
        {
            case ScalarNode name when Type(name, scope) is { } type:
                found.Add(new Selection(type, []));
                break;
            case MapNode map:
                foreach (var entry in map.Entries)
                    if (Type(entry.Key, scope) is { } type)
                        found.Add(new Selection(type, Conditions(type, entry, scope)));
                break;
            case ListNode:
                Refuse(node, scope);
                break;
        }
        return found;
    }

    private ImmutableArray<Condition> Conditions(EventType type, Entry entry, Scope scope)
    {
        if (entry.Value is not MapNode map)
        {
            scope.Report.Say(
                entry.Value.At,
                $"expected conditions on {type.Name}, not {entry.Value.Sort}",
                "write `{ field: value }`"
            );
            return [];
        }
        var bearer = Bearer.Of(type, scope.Names.Catalogue);
        return
        [
            .. FieldTests
                .Read(map, [bearer], this, scope.Under(entry.Key.Text))
                .Select(test => test.On(bearer.Fields[test.Field])),
        ];
    }

    private static EventType? Type(ScalarNode name, Scope scope)
    {
        var catalogue = scope.Names.Catalogue;
        if (catalogue.Type(name.Text) is { } type)
            return type;
        scope.Report.SayUnknown(
            name.At,
            "event type",
            name.Text,
            catalogue.Types.Select(each => each.Name)
        );
        return null;
    }
}
