using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Evenhand.Core.Effects;
using Evenhand.Core.Time;

namespace Evenhand.Tests.Node.Vault;

/// <summary>
/// From when until when each thing of an account was there, cold, held and in quarantine, by its events and by what a replay of them says:
/// told a second time here, so that what is billed and what was deleted can be held against it.
/// </summary>
internal sealed class StoredTimes
{
    private readonly Dictionary<string, ThingTimes> things = [];
    private readonly Dictionary<string, Hold> holds = [];
    private readonly List<(ThingState To, string Class, int? After, Moment From)> rules = [];
    private readonly Moment purged;

    /// <summary>The times of an account.</summary>
    /// <param name="lines">Its events.</param>
    /// <param name="effects">What a replay of them says.</param>
    public StoredTimes(IEnumerable<string> lines, IReadOnlyList<Effect> effects)
    {
        var changes = effects.OfType<ThingChanged>().ToArray();
        purged = changes
            .Where(each => each.State == ThingState.Purged)
            .Select(each => each.Time)
            .DefaultIfEmpty(Moment.Never)
            .Min();
        var unmet = effects.OfType<ActUnmet>().Select(each => each.Id).ToHashSet();
        var events = lines
            .Select(line => JsonNode.Parse(line)!)
            .Where(each => !unmet.Contains((string)each["id"]!))
            .Select(each => (Time: TimeOf(each), Act: (Action)(() => Take(each))));
        foreach (
            var (_, act) in changes
                .Select(each => (each.Time, Act: (Action)(() => Take(each))))
                .Concat(events)
                .OrderBy(each => each.Time)
        )
            act();
    }

    /// <summary>Whether all that nothing kept was purged.</summary>
    public bool IsPurged => purged != Moment.Never;

    /// <summary>The names of what is there at the end.</summary>
    public IEnumerable<string> There =>
        things.Where(each => each.Value.Gone == Moment.Never).Select(each => each.Key);

    private Moment KeptUntil => IsPurged ? purged + TimeSpan.FromDays(7) : Moment.Never;

    public bool IsThere(string name, Moment at) => things[name].IsThere(at);

    /// <summary>Whether a thing counts as cold at the end.</summary>
    public bool IsCold(string name) => things[name].Cold.Count > 0;

    /// <summary>How many things are there that may be given out.</summary>
    public int CountAt(Moment at) =>
        things.Values.Count(each => each.IsThere(at) && !each.IsAside(at));

    /// <summary>Whether a hold or a quarantine keeps what is, or was, under a name.</summary>
    public bool IsKept(string name, Moment at) =>
        holds.Values.Any(hold => hold.Covers(name, at) && (hold.IsVendors || at < KeptUntil))
        || things.TryGetValue(name, out var its) && its.IsAside(at);

    /// <summary>Whether the account's rule at an instant would take a thing away, or move it, if nothing kept it.</summary>
    public bool IsDue(string name, ThingState to, Moment at)
    {
        var its = things[name];
        var rule = rules.FindLast(each =>
            each.To == to && each.Class == its.Class && each.From <= at
        );
        return rule.After is { } days && its.Stored + TimeSpan.FromDays(days) <= at;
    }

    /// <summary>The byte-ticks that count within a cycle, hot in full and cold a tenth, in tenths.</summary>
    public Int128 TenthsIn(Moment from, Moment to) =>
        things.Aggregate(
            (Int128)0,
            (sum, each) => sum + TenthsIn(each.Key, each.Value, from, Moment.Min(to, purged))
        );

    private Int128 TenthsIn(string name, ThingTimes its, Moment from, Moment to)
    {
        if (to <= from)
            return 0;
        var over = holds.Values.Where(hold => hold.IsVendors && hold.Names(name)).ToArray();
        // Cut where anything changes: between two cuts all is as at the first.
        SortedSet<Moment> cuts = [from, to, its.Stored, its.Gone];
        foreach (var (start, stop) in its.Hot.Concat(its.Cold).Concat(its.Aside).Concat(its.Shares))
            cuts.UnionWith([start, stop]);
        foreach (var hold in over)
            cuts.UnionWith([hold.From, hold.To]);
        var (sum, last) = ((Int128)0, from);
        foreach (var cut in cuts.Where(each => each > from && each <= to))
        {
            sum += (Int128)its.Bytes * (cut - last).Ticks * WeightAt(name, its, over, last);
            last = cut;
        }
        return sum;
    }

    /// <summary>What the vendor keeps, or has set aside, does not count while it is there.</summary>
    private static int WeightAt(string name, ThingTimes its, Hold[] over, Moment at) =>
        its.IsThere(at) && (its.IsAside(at) || over.Any(hold => hold.Covers(name, at)))
            ? 0
            : its.WeightAt(at);

    private void Take(JsonNode line)
    {
        var (time, data) = (TimeOf(line), line["data"]!);
        switch ((string)line["type"]!)
        {
            case "object.stored":
                Store(data, time);
                break;
            case "object.deleted" when things.TryGetValue((string)data["object"]!, out var its):
                its.End(time);
                break;
            case "retention.set":
                rules.Add((ThingState.Deleted, (string)data["class"]!, Days(data), time));
                break;
            case "lifecycle.set":
                rules.Add((ThingState.Cold, (string)data["class"]!, Days(data), time));
                break;
            case "hold.placed":
                holds.Add((string)data["hold"]!, Hold.Of(data, time));
                break;
            case "hold.released" when (string)data["hold"]! is var hold:
                holds[hold] = holds[hold] with { To = time };
                break;
        }
    }

    private void Take(ThingChanged changed)
    {
        var its = things[changed.Thing];
        switch (changed.State)
        {
            case ThingState.Deleted or ThingState.Purged:
                its.End(changed.Time);
                break;
            case ThingState.Cold:
                its.Cool(changed.Time);
                break;
            case ThingState.Quarantined:
                its.Aside.Add((changed.Time, Moment.Never));
                break;
            case ThingState.Released:
                ThingTimes.Close(its.Aside, changed.Time);
                break;
        }
    }

    private void Store(JsonNode data, Moment time)
    {
        var its = new ThingTimes(
            (string)data["class"]!,
            long.Parse($"{data["bytes"]}", CultureInfo.InvariantCulture),
            time
        );
        things.Add((string)data["object"]!, its);
        if ((string?)data["tier"] == "cold")
            its.Cool(time);
        else
            its.Hot.Add((time, Moment.Never));
    }

    private static int? Days(JsonNode data) =>
        data["after"] is { } after ? int.Parse($"{after}", CultureInfo.InvariantCulture) : null;

    private static Moment TimeOf(JsonNode line) =>
        Moment.Of(DateTimeOffset.Parse((string)line["time"]!, CultureInfo.InvariantCulture));

    private sealed record Hold(ImmutableArray<string>? Some, bool IsVendors, Moment From, Moment To)
    {
        public static Hold Of(JsonNode data, Moment time) =>
            new(
                data["objects"] is JsonArray names
                    ? [.. names.Select(each => (string)each!)]
                    : null,
                (string?)data["side"] == "vendor",
                time,
                Moment.Never
            );

        public bool Names(string name) => Some is not { } some || some.Contains(name);

        public bool Covers(string name, Moment at) => Names(name) && ThingTimes.Has((From, To), at);
    }
}
