using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>Conditions on fields, all of which must hold.</summary>
/// <param name="bearers">Whose fields.</param>
public sealed class WhereKind(Bearers bearers) : Kind<ImmutableArray<FieldTest>>
{
    /// <inheritdoc/>
    public override string Name => "where";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Ref("where");

    /// <inheritdoc/>
    public override object? Resolve(Node node, Scope scope)
    {
        if (node is MapNode map)
            return FieldTests.Read(map, bearers(scope), this, scope);
        Refuse(node, scope, "write `{ field: value }`");
        return null;
    }
}

/// <summary>Reads conditions on fields: <c>value</c>, <c>[a, b]</c>, <c>{ not: a }</c>, <c>present</c>, <c>absent</c>.</summary>
internal static class FieldTests
{
    public static JsonObject Schema()
    {
        var value = new JsonObject { ["type"] = new JsonArray("string", "boolean") };
        var values = Schemas.OneOrMany(value);
        var not = Schemas.MapOf((JsonObject)values.DeepClone());
        return Schemas.MapOf(Schemas.Any(values, not));
    }

    public static ImmutableArray<FieldTest> Read(
        MapNode map,
        ImmutableArray<Bearer> bearers,
        Kind kind,
        Scope scope
    )
    {
        var tests = ImmutableArray.CreateBuilder<FieldTest>();
        foreach (var entry in map.Entries)
        {
            var fields = Fields(entry.Key, bearers, scope);
            var inside = scope.Under(entry.Key.Text).OneOfSeveral();
            if (fields.Length == bearers.Length && Test(entry, fields, kind, inside) is { } test)
                tests.Add(test);
        }
        return tests.ToImmutable();
    }

    private static ImmutableArray<Field> Fields(
        ScalarNode name,
        ImmutableArray<Bearer> bearers,
        Scope scope
    )
    {
        var fields = ImmutableArray.CreateBuilder<Field>();
        foreach (var bearer in bearers)
            if (bearer.Fields.TryGetValue(name.Text, out var bound))
                fields.Add(bound.Field);
            else
                scope.Report.Say(
                    name.At,
                    $"{bearer.Name} has no field `{name.Text}`",
                    Nearest.Suggestion(name.Text, bearer.Known)
                );
        return fields.ToImmutable();
    }

    private static FieldTest? Test(
        Entry entry,
        ImmutableArray<Field> fields,
        Kind kind,
        Scope scope
    )
    {
        var name = entry.Key.Text;
        switch (entry.Value)
        {
            case ScalarNode { Text: "present" or "absent" } presence:
                var present = presence.Text == "present";
                var test = new FieldTest(
                    name,
                    present ? Core.Policy.Test.Present : Core.Policy.Test.Absent,
                    []
                );
                scope.Declare(presence, kind, test, [present ? "absent" : "present"]);
                return test;
            case MapNode { Entries: [{ Key.Text: "not" } not] } map:
                var none = new FieldTest(
                    name,
                    Core.Policy.Test.NoneOf,
                    Values(not.Value, fields, kind, scope.Under("not"))
                );
                scope.Declare(map, kind, none, []);
                return none;
            case MapNode map:
                scope.Report.Say(
                    map.At,
                    $"expected a value of `{name}`, a list, or `{{ not: … }}`"
                );
                return null;
            default:
                return new FieldTest(
                    name,
                    Core.Policy.Test.OneOf,
                    Values(entry.Value, fields, kind, scope)
                );
        }
    }

    private static ImmutableArray<string> Values(
        Node node,
        ImmutableArray<Field> fields,
        Kind kind,
        Scope scope
    )
    {
        if (node is not ListNode list)
            return Value(node, fields, kind, scope, others: true) ? [((ScalarNode)node).Text] : [];
        scope.Declare(list, kind, list, []);
        return
        [
            .. list
                .Items.Where(
                    (item, i) =>
                        Value(item, fields, kind, scope.Item(i, list.Items.Length), others: false)
                )
                .Select(item => ((ScalarNode)item).Text),
        ];
    }

    private static bool Value(
        Node node,
        ImmutableArray<Field> fields,
        Kind kind,
        Scope scope,
        bool others
    )
    {
        if (node is not ScalarNode { Text: var text })
        {
            scope.Report.Say(node.At, $"expected a value, not {node.Sort}");
            return false;
        }
        foreach (var field in fields)
        {
            var values = FieldTest.ValuesOf(field);
            if (values.IsEmpty)
                scope.Report.Say(
                    node.At,
                    $"`{field.Name}` has no closed set of values to compare with",
                    "ask whether it is `present` or `absent`"
                );
            else if (!values.Contains(text))
                scope.Report.SayUnknown(node.At, $"value of `{field.Name}`", text, values);
            if (!values.Contains(text))
                return false;
        }
        var variants = others && fields.Length > 0 ? FieldTest.ValuesOf(fields[0]) : [];
        scope.Declare(node, kind, text, variants.Where(each => each != text));
        return true;
    }
}
