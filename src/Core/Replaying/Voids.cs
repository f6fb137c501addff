using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Replaying;

/// <summary>
/// The events of an account that are taken back: as if they had never happened, whether the void comes before or
/// after them. A void cannot be voided.
/// </summary>
internal sealed class Voids
{
    /// <summary>None.</summary>
    public static readonly Voids None = new();

    private readonly Dictionary<(string Source, string Id), List<long>> timesByName = [];
    private readonly HashSet<(string Source, string Id)> present = [];
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> ids = new HashSet<string>(
        StringComparer.Ordinal
    ).GetAlternateLookup<ReadOnlySpan<char>>();
    private long? end;

    /// <summary>The voids among an account's events.</summary>
    public static Voids Of(ReplayContext context, List<RecordPlace> places, Symbols symbols)
    {
        var isVoid = places.FindAll(place => Head(context, place).Type == (int)Kind.Voided);
        if (isVoid.Count == 0)
            return None;
        var voids = new Voids();
        var e = new Event();
        foreach (var place in isVoid)
        {
            e.Read(
                context.Set.Batch(place.Batch),
                place.Offset,
                context.Rules.Shelf.Catalogue,
                symbols,
                context.Rules.AllTexts
            );
            var name = (symbols.Text(e[VoidSlot.Source]), symbols.Text(e[VoidSlot.Id]));
            if (!voids.timesByName.TryGetValue(name, out var times))
                voids.timesByName.Add(name, times = []);
            times.Add(place.Time);
            voids.ids.Add(name.Item2);
        }
        foreach (var place in places)
            if (
                Head(context, place).Type != (int)Kind.Voided
                && NameOf(context, place) is var name
                && voids.timesByName.ContainsKey(name)
            )
                voids.present.Add(name);
        voids.FindEnd(context, places);
        return voids;
    }

    /// <summary>Whether an event is taken back by a void at any time.</summary>
    public bool NamesAnywhen(ReplayContext context, RecordPlace place) =>
        timesByName.Count > 0 && present.Contains(NameOf(context, place));

    /// <summary>
    /// Whether an event is taken back by a void while the account lives. The end of the contract can be taken back at
    /// any time: without it the account lives on.
    /// </summary>
    public bool TakesBack(
        ReplayContext context,
        RecordPlace place,
        PolicyVersion policy,
        long opened
    )
    {
        if (timesByName.Count == 0 || Head(context, place).Type == (int)Kind.Voided)
            return false;
        var name = NameOf(context, place);
        if (!timesByName.TryGetValue(name, out var times))
            return false;
        if (Head(context, place).Type == (int)Kind.Terminated)
            return true;
        var purge = end is null
            ? long.MaxValue
            : end.Value + (long)policy.KeptAfterEnd.BclCompatibleTicks;
        var first = FirstFrom(times, opened);
        return first < purge || purge == end && first == end;
    }

    /// <summary>Whether the event that a void names is there.</summary>
    public bool Found(Event e, Symbols symbols) =>
        present.Contains((symbols.Text(e[VoidSlot.Source]), symbols.Text(e[VoidSlot.Id])));

    /// <summary>Whether there are any.</summary>
    public bool Any => timesByName.Count > 0;

    /// <summary>Whether a void names an event of this id, of whatever source.</summary>
    public bool MayName(ReadOnlySpan<byte> id)
    {
        Span<char> text = stackalloc char[EventParser.MaxName];
        return ids.Contains(text[..System.Text.Encoding.UTF8.GetChars(id, text)]);
    }

    /// <summary>The first of the times, which ascend as the events do, that is not before an instant; never where there is none.</summary>
    private static long FirstFrom(List<long> times, long instant)
    {
        var place = times.BinarySearch(instant);
        place = place < 0 ? ~place : place;
        return place < times.Count ? times[place] : long.MaxValue;
    }

    private void FindEnd(ReplayContext context, List<RecordPlace> places)
    {
        foreach (var place in places)
            if (
                Head(context, place).Type == (int)Kind.Terminated
                && !timesByName.ContainsKey(NameOf(context, place))
            )
            {
                end = place.Time;
                return;
            }
    }

    private static (string, string) NameOf(ReplayContext context, RecordPlace place)
    {
        var batch = context.Set.Batch(place.Batch);
        var id = System.Text.Encoding.UTF8.GetString(Record.Id(batch, place.Offset));
        return (context.Sources.Text(Record.Head(batch, place.Offset).Source), id);
    }

    private static ref readonly RecordHead Head(ReplayContext context, RecordPlace place) =>
        ref Record.Head(context.Set.Batch(place.Batch), place.Offset);
}
