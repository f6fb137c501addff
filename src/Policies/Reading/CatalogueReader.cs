using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Policies.Reading;

/// <summary>
/// Reads <c>catalogue.yaml</c>: the units, event types, things and add-ons that policies speak of. The types
/// that every account has come first (<see cref="BuiltIns.Types"/>).
/// </summary>
public sealed class CatalogueReader
{
    /// <summary>The name under which a catalogue stands beside its policies.</summary>
    public const string FileName = "catalogue.yaml";

    private readonly Reporter report;
    private readonly MapNode root;
    private readonly ImmutableArray<Unit> units;
    private readonly FieldReader fields;

    private CatalogueReader(MapNode root, Reporter report)
    {
        this.root = root;
        this.report = report;
        OnlyKeys(root, CatalogueWords.Parts);
        units = [.. Unit.Standard, .. Map("units").Select(OwnUnit)];
        fields = new FieldReader(units, report);
    }

    /// <summary>Reads a file; null, with problems, when it has any.</summary>
    public static Catalogue? Open(string file, Problems problems) =>
        SourceText.Open(file, problems) is { } source ? Read(source, problems) : null;

    /// <summary>Reads a text; null, with problems, when it has any.</summary>
    public static Catalogue? Read(SourceText source, Problems problems)
    {
        var own = new Problems();
        var report = new Reporter(own, source.File);
        var catalogue = YamlReader.Read(source.Text, source.PlaceAt, report) switch
        {
            MapNode root => new CatalogueReader(root, report).Catalogue(),
            var node => Refused(node, report),
        };
        foreach (var problem in own.InOrder)
            problems.Add(problem);
        return own.Count == 0 ? catalogue : null;
    }

    private Catalogue Catalogue()
    {
        var attributes = fields.Fields(Value("account"), needs: []);
        var types = BuiltIns.Types(attributes).ToList();
        foreach (var entry in Map("events"))
            if (types.Exists(type => type.Name == entry.Key.Text))
                report.Say(entry.Key.At, $"the event type `{entry.Key.Text}` is built in");
            else
                types.Add(Event(types.Count, entry));
        var addOns = Map("addons").Select((entry, index) => new AddOn(index, entry.Key.Text));
        var things = Map("things")
            .Select((entry, index) => new ThingReader(types, report).Thing(index, entry))
            .OfType<Thing>();
        return new Catalogue([.. types], [.. things], [.. addOns], units);
    }

    private EventType Event(int index, Entry entry)
    {
        var map = AsMap(entry.Value);
        OnlyKeys(map, CatalogueWords.OfEvents);
        var needs = Words(map["needs"], report);
        var own = fields.Fields(map["fields"], [.. needs.Select(each => each.Text)]);
        foreach (var need in needs.Where(need => own.All(field => field.Name != need.Text)))
            report.SayUnknown(need.At, "field", need.Text, own.Select(field => field.Name));
        if (own.Length > EventType.MaxFields)
            report.Say(entry.Key.At, $"an event type has at most {EventType.MaxFields} fields");
        return new EventType(index, entry.Key.Text, own, Counts(map["counts"], own))
        {
            TakesNothing = IsNeverSuspended(map["suspension"]),
        };
    }

    private bool IsNeverSuspended(Node? suspension)
    {
        if (suspension is null or ScalarNode { Text: "never" })
            return suspension is not null;
        report.Say(suspension.At, $"expected `never`, not {suspension.Sort}");
        return false;
    }

    private int Counts(Node? counts, ImmutableArray<Field> own)
    {
        if (counts is null)
            return -1;
        var quantities = own.Where(field => field.Kind == FieldKind.Quantity).ToList();
        var name = (counts as ScalarNode)?.Text ?? counts.Sort;
        if (quantities.Find(field => field.Name == name) is { } field)
            return field.Slot;
        report.SayUnknown(counts.At, "quantity", name, quantities.Select(each => each.Name));
        return -1;
    }

    private Unit OwnUnit(Entry entry)
    {
        var plural = (entry.Value as ScalarNode)?.Text ?? "";
        if (plural.Length == 0)
            report.Say(entry.Key.At, $"the unit `{entry.Key.Text}` needs its plural");
        if (Unit.Standard.Any(unit => unit.Name == entry.Key.Text || unit.Plural == plural))
            report.Say(entry.Key.At, $"the unit `{entry.Key.Text}` is built in");
        return new Unit(entry.Key.Text, plural, Dimension.Count, 1);
    }

    private Node? Value(string part) => root[part];

    private ImmutableArray<Entry> Map(string part) =>
        Value(part) is { } node ? AsMap(node).Entries : [];

    private MapNode AsMap(Node node)
    {
        if (node is MapNode map)
            return map;
        if (node is not ScalarNode { IsNull: true })
            report.Say(node.At, $"expected a mapping, not {node.Sort}");
        return new MapNode(node.At, []);
    }

    private void OnlyKeys(MapNode map, ImmutableArray<CatalogueWord> known)
    {
        foreach (var entry in map.Entries.Where(entry => !known.Names().Contains(entry.Key.Text)))
            report.SayUnknown(entry.Key.At, "key", entry.Key.Text, known.Names());
    }

    private static Catalogue? Refused(Node? node, Reporter report)
    {
        report.Say(node?.At ?? Place.Start, "a catalogue must be a mapping");
        return null;
    }

    /// <summary>A list of words, or a single one.</summary>
    internal static ImmutableArray<ScalarNode> Words(Node? node, Reporter report)
    {
        ImmutableArray<Node> items = node switch
        {
            null => [],
            ListNode list => list.Items,
            _ => [node],
        };
        foreach (var item in items.Where(item => item is not ScalarNode))
            report.Say(item.At, $"expected a word, not {item.Sort}");
        return [.. items.OfType<ScalarNode>()];
    }
}
