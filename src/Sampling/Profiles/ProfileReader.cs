using Evenhand.Notation;
using NodaTime;

namespace Evenhand.Sampling.Profiles;

/// <summary>Reads a profile (YAML) and reports everything that is wrong with it.</summary>
public sealed class ProfileReader
{
    private readonly ErrorList errors;

    private ProfileReader(string file) => errors = new ErrorList(file);

    /// <summary>Reads the text of a profile; the file's name stands in errors.</summary>
    public static ProfileReading Read(string file, string text)
    {
        var reader = new ProfileReader(file);
        var profile = reader.Read(text);
        var errors = reader.errors.All;
        return new ProfileReading(errors.Count == 0 ? profile : null, errors);
    }

    private Profile? Read(string text)
    {
        if (YamlReader.Read(text, errors.Reporter) is { } root)
            return Read(new Section(root, errors));
        if (errors.Count == 0)
            errors.Add(Place.Start, "a profile is one YAML document");
        return null;
    }

    private Profile Read(Section root)
    {
        var policy = root.Text("policy");
        var words = new Vocabulary(
            Profile.SourceOf(policy),
            Shapes(root.Map("shapes")),
            Pools(root.Map("pools")),
            Texts(root.Map("texts"))
        );
        var activities = new ActivityReader(words, errors);
        var accounts = new AccountsReader(activities, errors);
        var shared = root.Map("shared");
        var usual = activities.ReadAll(root.Map("activities"));
        var profile = new Profile(policy)
        {
            Pools = [.. words.Pools.Values],
            Populations = accounts.Populations(root),
            Activities = usual,
            SharedZone = shared?.Required("zone") is { } zone
                ? AccountsReader.Zone(zone, errors)
                : "UTC",
            Shared = activities.ReadAll(shared?.Map("activities")),
            Misbehaviours = accounts.Misbehaviours(root.Map("misbehaviours"), usual),
        };
        shared?.Close();
        root.Close();
        return profile;
    }

    private Dictionary<string, Shape> Shapes(Section? section)
    {
        var shapes = new Dictionary<string, Shape>();
        foreach (var (name, _, node) in section?.Entries() ?? [])
        {
            var shape = new Section(node, errors);
            var weekdays = Weights(shape.Required("weekdays"), 7);
            var hours = Weights(shape.Required("hours"), 24);
            shape.Close();
            shapes[name] = new Shape(
                weekdays,
                new Weighted<int>([.. hours.Select((weight, hour) => (hour, weight))])
            );
        }
        return shapes;
    }

    private double[] Weights(Node? node, int count)
    {
        if (node is ListNode list && list.Items.Length == count)
        {
            double[] weights =
            [
                .. list.Items.Select(weight => Scalars.Number(weight, 0, 1e6, errors)),
            ];
            if (weights.Sum() > 0)
                return weights;
        }
        if (node is not null)
            errors.Add(
                node,
                $"{Counted.Of(count, "weight")} should stand here, not all of them zero"
            );
        return [.. Enumerable.Repeat(1.0, count)];
    }

    private Dictionary<string, Pool> Pools(Section? section)
    {
        var pools = new Dictionary<string, Pool>();
        foreach (var (name, key, node) in section?.Entries() ?? [])
        {
            if (name == Vocabulary.Users)
                errors.Add(key, "every account has the pool 'users' already: its licences");
            var pool = new Section(node, errors);
            var prefix = System
                .Text.Json.JsonEncodedText.Encode(
                    pool.Text("prefix"),
                    System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
                )
                .ToString();
            var (least, most) = pool.Range("starting", 0, 1e6, otherwise: 0);
            pool.Close();
            pools[name] = new Pool(name, pools.Count, prefix, (int)least, (int)most);
        }
        return pools;
    }

    private Dictionary<string, string> Texts(Section? section)
    {
        var texts = new Dictionary<string, string>();
        foreach (var (name, _, node) in section?.Entries() ?? [])
        {
            texts[name] = Scalars.Text(node, errors);
            if (texts[name].Any(character => character is < ' ' or '"' or '\\'))
                errors.Add(
                    node,
                    "a sample text is one line without quotation marks and backslashes"
                );
        }
        return texts;
    }
}
