using Evenhand.Notation;
using NodaTime;

namespace Evenhand.Sampling.Profiles;

/// <summary>Reads who the accounts are and how some of them misbehave.</summary>
internal sealed class AccountsReader(ActivityReader activities, ErrorList errors)
{
    /// <summary>The name of a zone of the IANA database.</summary>
    public static string Zone(Node node, ErrorList errors)
    {
        var name = Scalars.Text(node, errors);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null)
            return name;
        errors.Add(node, $"the IANA database has no time zone '{name}'");
        return "UTC";
    }

    public Weighted<Population> Populations(Section root)
    {
        _ = root.Required("populations");
        var read = new List<(Population, double)>();
        foreach (var (name, _, node) in root.Map("populations")?.Entries() ?? [])
        {
            var population = Population(name, new Section(node, errors));
            read.Add((population, population.Weight));
        }
        if (read.Count == 0 && root.Optional("populations") is { } empty)
            errors.Add(empty, "at least one population should stand here");
        return new Weighted<Population>(read);
    }

    public Misbehaviour[] Misbehaviours(Section? section, Activity[] known) =>
        section is null
            ? []
            :
            [
                .. section
                    .Entries()
                    .Select(entry =>
                        Misbehaviour(entry.Name, new Section(entry.Value, errors), known)
                    ),
            ];

    private Population Population(string name, Section section)
    {
        var (least, most) = section.Range("seats", 1, 100_000);
        var population = new Population(
            name,
            section.Number("weight", 0.001, 1e6, otherwise: 1),
            Required(section.Choice("currencies", Text), section, "currencies", "EUR"),
            Required(section.Choice("zones", node => Zone(node, errors)), section, "zones", "UTC"),
            section.Choice("plans", Text),
            section.Choice("cycle_days", node => (int)Scalars.Number(node, 1, 31, errors)),
            [
                .. section
                    .Map("addons")
                    ?.Entries()
                    .Select(addon => (addon.Name, Scalars.Number(addon.Value, 0, 1, errors)))
                    ?? [],
            ],
            (int)least,
            (int)most,
            section.Number("restricted", 0, 10, otherwise: 0),
            section.Number("seat_changes", 0, 100, otherwise: 0),
            section.Number("open_later", 0, 1, otherwise: 0),
            section.Number("government", 0, 1, otherwise: 0),
            section.Number("spread", 0, 3, otherwise: 0)
        );
        section.Close();
        return population;
    }

    private Misbehaviour Misbehaviour(string name, Section section, Activity[] known)
    {
        var factors = new Dictionary<string, double>();
        foreach (var (activity, key, factor) in section.Map("multiply")?.Entries() ?? [])
        {
            if (known.All(other => other.Name != activity))
                errors.Add(
                    key,
                    $"there is no activity '{activity}'{Nearest.Hint(activity, known.Select(other => other.Name))}"
                );
            factors[activity] = Scalars.Number(factor, 0, 1e6, errors);
        }
        _ = section.Text("clause");
        var share = section.Number("share", 0, 1, otherwise: 0);
        var addons = section.Optional("addons") is ListNode list
            ? list.Items.Select(Text).ToArray()
            : [];
        var added = activities.ReadAll(section.Map("add"));
        section.Close();
        return new Misbehaviour(name, share, addons, factors, added);
    }

    private static Weighted<string> Required(
        Weighted<string>? choice,
        Section section,
        string key,
        string otherwise
    )
    {
        if (choice is null)
            _ = section.Required(key);
        return choice ?? new Weighted<string>([(otherwise, 1)]);
    }

    private string Text(Node node) => Scalars.Text(node, errors);
}
