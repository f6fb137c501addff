using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
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

    private readonly Dictionary<(string Source, string Id), List<Naming>> byName = [];
    private readonly HashSet<(string Source, string Id)> present = [];

    /// <summary>Acts of people that are named: none but a delivery is as if it had never been.</summary>
    private readonly Dictionary<(string Source, string Id), Kind> acts = [];

    /// <summary>Reports on a stored thing that are named, with their clause: one that sets the thing aside is lifted, not voided.</summary>
    private readonly Dictionary<
        (string Source, string Id),
        (ClauseId Clause, Moment Time)
    > reports = [];
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> ids = new HashSet<string>(
        StringComparer.Ordinal
    ).GetAlternateLookup<ReadOnlySpan<char>>();

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
            if (!voids.byName.TryGetValue(name, out var namings))
                voids.byName.Add(name, namings = []);
            voids.ids.Set.Add(name.Item2);
            namings.Add(new Naming(place.Time, Matters.Reach(e)));
        }
        foreach (var place in places)
        {
            var name = NameOf(context, place);
            voids.Note(name, Head(context, place));
            if (!voids.byName.ContainsKey(name) || !IsOfThing(Head(context, place)))
                continue;
            e.Read(
                context.Set.Batch(place.Batch),
                place.Offset,
                context.Rules.Shelf.Catalogue,
                symbols,
                context.Rules.AllTexts
            );
            var clause = new ClauseId(symbols.Text(e[ReportSlot.Clause]));
            voids.reports.TryAdd(name, (clause, place.Time));
        }
        return voids;
    }

    private void Note((string Source, string Id) name, in RecordHead head)
    {
        if (!byName.TryGetValue(name, out var namings))
            return;
        if (IsAct(head))
            acts.TryAdd(name, (Kind)head.Type);
        foreach (var naming in namings)
            if (naming.Covers(head))
                present.Add(name);
    }

    /// <summary>The act of a person that a void names, where it stands whatever voids name it; null where it names none.</summary>
    public Kind? ActNamedBy(Event isVoid, Symbols symbols, Profile profile)
    {
        var name = NamedBy(isVoid, symbols);
        return acts.TryGetValue(name, out var act) ? act
            : SetsAside(name, profile) ? Kind.Report
            : null;
    }

    private static (string, string) NamedBy(Event isVoid, Symbols symbols) =>
        (symbols.Text(isVoid[VoidSlot.Source]), symbols.Text(isVoid[VoidSlot.Id]));

    /// <summary>Whether an event of a name is a report by which the thing that it names is set aside.</summary>
    private bool SetsAside((string Source, string Id) name, Profile profile)
    {
        if (!reports.TryGetValue(name, out var report) || report.Time < profile.Opened)
            return false;
        var policy = profile.InForce(report.Time);
        return policy.Vault is not null
            && policy.PlaceOf(report.Clause) is { IsNone: false } clause
            && policy.Reportable.Any(each => each.Quarantines && each.Clause == clause);
    }

    private static bool IsOfThing(in RecordHead head) =>
        head.Type == (int)Kind.Report && (head.Present >> ReportSlot.Object & 1) != 0;

    /// <summary>The name of an event that a void names; null where none does.</summary>
    public (string Source, string Id)? NameIfNamed(ReplayContext context, RecordPlace place)
    {
        if (byName.Count == 0)
            return null;
        var name = NameOf(context, place);
        return byName.ContainsKey(name) ? name : null;
    }

    /// <summary>Whether an event is an act that stands, whatever voids name it.</summary>
    private static bool IsAct(in RecordHead head) =>
        BuiltIns.IsOfStanding(head.Type) && head.Type != (int)Kind.NoticeDelivered
        || IsOfKeepers(head.Type)
        || head.Type == (int)Kind.Exception && (head.Present >> ExceptionSlot.Request & 1) != 0;

    /// <summary>Whether an event is taken back by a void at any time.</summary>
    public bool NamesAnywhen(ReplayContext context, RecordPlace place) =>
        byName.TryGetValue(NameOf(context, place), out var namings)
        && namings.Exists(naming => naming.Covers(Head(context, place)));

    /// <summary>
    /// Whether an event is taken back by a void that the account has, also one after its end: what was billed by mistake
    /// is given back to who has left too. Before its opening it has none, but the end of the contract can be taken back
    /// at any time.
    /// </summary>
    public bool TakesBack(ReplayContext context, RecordPlace place, Profile profile)
    {
        if (byName.Count == 0)
            return false;
        var name = NameOf(context, place);
        if (!byName.TryGetValue(name, out var namings) || SetsAside(name, profile))
            return false;
        ref readonly var head = ref Head(context, place);
        // This is asked of every event, so it makes no closure.
        foreach (var naming in namings)
            if (
                naming.Covers(head)
                && (head.Type == (int)Kind.Terminated || naming.Time >= profile.Opened)
            )
                return true;
        return false;
    }

    /// <summary>Whether the event that a void names is there.</summary>
    public bool Found(Event e, Symbols symbols, Profile profile) =>
        present.Contains(NamedBy(e, symbols)) && !SetsAside(NamedBy(e, symbols), profile);

    /// <summary>Whether there are any.</summary>
    public bool Any => byName.Count > 0;

    /// <summary>Whether a void names an event of this id, of whatever source.</summary>
    public bool MayName(ReadOnlySpan<byte> id)
    {
        Span<char> text = stackalloc char[EventParser.MaxName];
        return ids.Contains(text[..System.Text.Encoding.UTF8.GetChars(id, text)]);
    }

    private static (string, string) NameOf(ReplayContext context, RecordPlace place)
    {
        var batch = context.Set.Batch(place.Batch);
        var id = System.Text.Encoding.UTF8.GetString(Record.Id(batch, place.Offset));
        return (context.Sources.Text(Record.Head(batch, place.Offset).Source), id);
    }

    /// <summary>That a void names an event.</summary>
    /// <param name="Time">The time of the void.</param>
    /// <param name="Reach">What it may take back.</param>
    private readonly record struct Naming(Moment Time, Matter Reach)
    {
        /// <summary>Whether it may take an event back. A void is about nothing, so none takes it back.</summary>
        public bool Covers(in RecordHead head) =>
            !IsAct(head) && (Reach & Matters.Of(head.Type)) != 0;
    }

    private static ref readonly RecordHead Head(ReplayContext context, RecordPlace place) =>
        ref Record.Head(context.Set.Batch(place.Batch), place.Offset);
}
