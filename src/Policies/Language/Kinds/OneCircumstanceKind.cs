using System.Text.Json.Nodes;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>
/// A state that is open for what the act names; <c>{ add-on: NAME }</c> held; <c>{ account: FLAG }</c> set;
/// <c>{ empty: STATE }</c> open for nobody.
/// </summary>
public sealed class OneCircumstanceKind : Kind<Circumstance>
{
    private static readonly string[] Keys = ["add-on", "account", "empty"];

    /// <inheritdoc/>
    public override string Name => "circumstance";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Ref("circumstance");

    /// <summary>What the schema defines once for all circumstances.</summary>
    internal static JsonObject Definition()
    {
        var properties = new JsonObject();
        foreach (var key in Keys)
            properties[key] = Schemas.Text();
        var map = new JsonObject { ["type"] = "object", ["properties"] = properties };
        map["additionalProperties"] = false;
        map["minProperties"] = 1;
        map["maxProperties"] = 1;
        return Schemas.Any(Schemas.Text(), map);
    }

    /// <inheritdoc/>
    public override object? Resolve(Node node, Scope scope)
    {
        var found = node switch
        {
            ScalarNode { IsNull: false } name => State(CircumstanceKind.StateOpen, name, scope),
            MapNode { Entries: [{ Value: ScalarNode name } entry] } => Keyed(
                entry.Key,
                name,
                scope
            ),
            _ => Refused(node, scope),
        };
        if (found is not null)
            scope.Declare(node, this, found, []);
        return found;
    }

    private static Circumstance? Keyed(ScalarNode key, ScalarNode name, Scope scope)
    {
        switch (key.Text)
        {
            case "add-on":
                var addOns = scope.Names.Catalogue.AddOns;
                var addOn = addOns.FirstOrDefault(each => each.Name == name.Text);
                return Known(
                    CircumstanceKind.Holds,
                    addOn?.Index,
                    "add-on",
                    name,
                    addOns.Select(each => each.Name),
                    scope
                );
            case "account":
                var opened = scope.Names.Catalogue.Types[(int)BuiltIns.Kind.Opened];
                var flags = opened.Fields.Where(each => each.Kind == FieldKind.Flag).ToList();
                var flag = flags.Find(each => each.Name == name.Text);
                return Known(
                    CircumstanceKind.Attribute,
                    flag?.Slot,
                    "flag of accounts",
                    name,
                    flags.Select(each => each.Name),
                    scope
                );
            case "empty":
                return State(CircumstanceKind.StateEmpty, name, scope);
            default:
                scope.Report.SayUnknown(key.At, "circumstance", key.Text, Keys);
                return null;
        }
    }

    private static Circumstance? State(CircumstanceKind kind, ScalarNode name, Scope scope) =>
        Known(
            kind,
            scope.Names.State(name.Text)?.Place,
            "state",
            name,
            scope.Names.States.Select(each => each.Name),
            scope
        );

    private static Circumstance? Known(
        CircumstanceKind kind,
        int? place,
        string what,
        ScalarNode name,
        IEnumerable<string> known,
        Scope scope
    )
    {
        if (place is { } found)
            return new Circumstance(kind, found);
        scope.Report.SayUnknown(name.At, what, name.Text, known);
        return null;
    }

    private Circumstance? Refused(Node node, Scope scope)
    {
        Refuse(
            node,
            scope,
            "write a state, `{ add-on: NAME }`, `{ account: FLAG }` or `{ empty: STATE }`"
        );
        return null;
    }
}
