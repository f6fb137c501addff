using System.Text.Json.Nodes;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Language.Kinds;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;
using NodaTime;

namespace Evenhand.Policies.Examples;

/// <summary>The account of an example: what is said of it, and the events that open it so.</summary>
internal static class AccountShape
{
    /// <summary>Resolves what is said of the account, or nothing.</summary>
    public static Part Resolve(Node? account, Place at, Scope scope)
    {
        var kind = new PartKind(Shape(scope.Names.Catalogue));
        var part =
            kind.Resolve(account ?? new MapNode(at, []), scope) as Part
            ?? new Part(kind.Shape, new MapNode(at, []));
        if (
            part.Find<string>("zone") is { } zone
            && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null
        )
            scope.Report.SayUnknown(
                part.At("zone"),
                "time zone",
                zone,
                DateTimeZoneProviders.Tzdb.Ids
            );
        if (part.Get("cycle-day", 1m) is < 1 or > 31)
            scope.Report.Say(part.At("cycle-day"), "a cycle day is from 1 to 31");
        return part;
    }

    /// <summary>The events of the opening, all at its instant.</summary>
    public static IEnumerable<(string Type, JsonObject Data)> Events(
        Part account,
        TypedPolicy policy
    )
    {
        yield return ("account.opened", Opening(account, policy));
        if (account.Has("licensed") || account.Has("restricted"))
            yield return (
                "seats.set",
                new JsonObject
                {
                    ["licensed"] = account.Get("licensed", 0m),
                    ["restricted"] = account.Get("restricted", 0m),
                }
            );
        foreach (var addOn in account.List<AddOn>("add-ons"))
            yield return ("addon.added", new JsonObject { ["addon"] = addOn.Name });
    }

    private static JsonObject Opening(Part account, TypedPolicy policy)
    {
        var front = policy.FrontMatter;
        var data = new JsonObject
        {
            ["policy"] = front.Get("policy", ""),
            ["currency"] = account.Get(
                "currency",
                front.List<string>("currencies").FirstOrDefault("USD")
            ),
            ["time_zone"] = account.Get("zone", "UTC"),
            ["cycle_day"] = account.Get("cycle-day", 1m),
        };
        if (account.Find<PlanName>("plan") is { } plan)
            data["plan"] = plan.Name;
        foreach (var field in Attributes(policy.Names.Catalogue))
            if (account.Has(field.Name))
                data[field.Name] =
                    field.Kind == FieldKind.Flag
                        ? account.Get(field.Name, "") == "true"
                        : account.Get(field.Name, "");
        return data;
    }

    private static Shape Shape(Catalogue catalogue) =>
        new(
            "an account",
            "From its opening.",
            [
                new Key("currency", Say.Currency),
                new Key("zone", Say.Text("time zone")),
                new Key("opened", Say.Text("moment")),
                new Key("cycle-day", Say.Whole),
                new Key("plan", Say.Plan),
                new Key("licensed", Say.Whole),
                new Key("restricted", Say.Whole),
                new Key("add-ons", Say.List(Say.AddOn)),
                .. Attributes(catalogue)
                    .Select(field => new Key(
                        field.Name,
                        FieldTest.ValuesOf(field) is { IsEmpty: false } values
                            ? Say.Word([.. values])
                            : Say.Text()
                    )),
            ]
        );

    private static IEnumerable<Field> Attributes(Catalogue catalogue) =>
        catalogue.Types[(int)BuiltIns.Kind.Opened].Fields.Skip(BuiltIns.OpenedSlot.Attributes);
}
