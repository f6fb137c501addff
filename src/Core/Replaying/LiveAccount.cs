using System.Buffers.Binary;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Gate;
using Evenhand.Core.Keeping;
using Evenhand.Core.Metering;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Viewing;
using NodaTime;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Replaying;

/// <summary>
/// An open account that goes on from where a replay left it, in the order of arrival. An event that comes a little
/// late counts at the present, in days and rolling windows by its own time; one that a past cycle, the account's terms or
/// an open state depend on makes the whole stale, and it is to be folded anew from the stored set. Not to be shared between threads.
/// </summary>
public sealed class LiveAccount
{
    private Rulebook rules;
    private readonly AccountFold fold;
    private readonly Voids voids;

    /// <summary>By state, what is reserved of it; there once something is.</summary>
    private ReservedAmounts?[]? reserved;
    private Moment now;

    /// <summary>Goes on with a fold.</summary>
    /// <param name="rules">The policies.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="voids">The voids among its events.</param>
    /// <param name="settled">The last instant of which it took account: what comes with an earlier time is late.</param>
    internal LiveAccount(Rulebook rules, AccountFold fold, Voids voids, Moment settled)
    {
        (this.rules, this.fold, this.voids) = (rules, fold, voids);
        now = Moment.Max(fold.Profile.Opened, settled);
        ValidUntil = fold.ValidUntil;
        fold.Shared.ForgetCycles();
        fold.LetGo();
        foreach (var state in fold.States)
            now = Moment.Max(now, Moment.Max(state.Cycle.From, state.Day.From));
    }

    /// <summary>
    /// Whether it can be kept: not with voids, for the stored set alone knows what they name, nor before what was touched is looked at.
    /// </summary>
    public bool CanBeKept => !voids.Any && fold.Shared.Touched is null;

    /// <summary>Writes it to where it will be read from by <see cref="Restore"/>.</summary>
    public void Keep(StatePort port)
    {
        Profile.Exchange(port, fold.Profile, rules.Shelf);
        var key = Snapshot.Key(fold.Profile.Versions);
        port.Exchange(unchecked((Int128)key));
        port.Exchange(fold.Profile.From(fold.States[^1].Policy));
        Snapshot.Exchange(port, fold.Shared, fold.States.ToArray());
        fold.Decisions.Exchange(port);
        fold.ExchangeStanding(port);
        port.Exchange(now);
        port.Exchange(HasDrifted);
    }

    /// <summary>Reads an account that was kept.</summary>
    /// <param name="rules">The policies, the same as then, and versions that came to be since.</param>
    /// <param name="port">Where it was written.</param>
    /// <param name="seed">A secret that makes collisions hard to craft.</param>
    /// <exception cref="BadSnapshotException">It is damaged, or was made under other policies.</exception>
    public static LiveAccount Restore(Rulebook rules, StatePort port, long seed)
    {
        var profile = Profile.Exchange(port, null, rules.Shelf);
        if (!profile.HasKey(unchecked((UInt128)port.Exchange((Int128)0))))
            throw new BadSnapshotException("made under other policies, or by another release");
        var latest = port.Exchange(default(Moment));
        var fold = new AccountFold(rules, profile, new Shared(new Symbols(seed)), latest);
        Snapshot.Exchange(port, fold.Shared, fold.States.ToArray());
        fold.Decisions.Exchange(port);
        fold.ExchangeStanding(port);
        fold.Shared.NotesTouched = true;
        return new LiveAccount(rules, fold, Voids.None, Moment.Earliest)
        {
            now = port.Exchange(default(Moment)),
            HasDrifted = port.Exchange(false),
        };
    }

    /// <summary>The policies that it was folded under.</summary>
    public Rulebook Rules => rules;

    /// <summary>Whether something came late, so that live figures differ a little from those of the stored set.</summary>
    public bool HasDrifted { get; private set; }

    /// <summary>When something happens to it by itself: a cycle ends, a share expires, a version takes effect.</summary>
    public Moment NextDue => Moment.Min(ValidUntil, fold.NextBoundary);

    /// <summary>When a version takes effect that it was not folded under; it is stale from then on.</summary>
    public Moment ValidUntil { get; private set; }

    /// <summary>Goes on under other policies. False where it is to be folded anew: one that it knows is gone, or a new one comes before them.</summary>
    public bool TryGoOn(Rulebook next)
    {
        if (!fold.TryGoOn(next.Shelf))
            return false;
        (rules, ValidUntil) = (next, fold.ValidUntil);
        return true;
    }

    /// <summary>What it is called; empty where nobody said.</summary>
    public string Name => fold.Profile.Name;

    /// <summary>How many versions its policy has.</summary>
    public int Versions => fold.Profile.Versions.Length;

    /// <summary>When another version is in force for the account than at an instant.</summary>
    public Moment SameVersionUntil(Moment time) =>
        fold
            .Profile.Versions.Select(fold.Profile.From)
            .Where(from => from > time)
            .DefaultIfEmpty(Moment.Never)
            .Min();

    /// <summary>Why an event is to be turned away, its place in the stored set notwithstanding; null where it is not.</summary>
    public Fault? Fault(byte[] batch, int offset)
    {
        ref readonly var head = ref Record.Head(batch, offset);
        if (head.Time < fold.Profile.Opened)
            return CanonicalFold.TooEarly;
        if (head.Type == RecordHead.UnknownType)
            return null;
        if (head.Type > (int)Kind.Asked)
        {
            var type = fold.Speak(head.Time).Dispatch.ByType[head.Type];
            if (head.Bad == 0 && (type.Required & ~head.Present) == 0 && !type.IsInspected)
                return null;
        }
        var fault = fold.Read(batch, offset, head.Time);
        fold.LetGo();
        return fault;
    }

    /// <summary>What of a built-in event names nothing that there is; null where all does.</summary>
    /// <param name="batch">The batch that holds it.</param>
    /// <param name="offset">Where it lies.</param>
    /// <param name="names">The names that there are.</param>
    public Fault? DoubtOf(byte[] batch, int offset, out IEnumerable<string> names)
    {
        var (e, symbols) = (new Event(), new Symbols());
        var catalogue = rules.Shelf.Catalogue;
        e.Read(batch, offset, catalogue, symbols, rules.AllTexts);
        return NamedParts.Unknown(fold.Profile, catalogue, e, symbols, out names);
    }

    /// <summary>Counts an event that was stored. False means that the account is stale now.</summary>
    public bool Apply(byte[] batch, int offset)
    {
        ref readonly var head = ref Record.Head(batch, offset);
        var staling = new Staling(fold, voids);
        if (staling.IsOfStoredSet(batch, offset))
            return false;
        if (head.Type == (int)Kind.Compared)
            return !fold.MayOpen(Comparisons.Read(batch, offset, rules));
        if (staling.IsOutOfPlace(head, now))
            return false;
        HasDrifted |= head.Time < now;
        var time = Moment.Max(head.Time, now);
        if (fold.Read(batch, offset, time) is not null)
        {
            fold.LetGo();
            return true;
        }
        fold.Event.Postpone(time);
        fold.Apply();
        fold.LetGo();
        now = time;
        NoteDay();
        fold.Shared.ForgetCycles();
        return true;
    }

    /// <summary>Lets time pass; what is due happens.</summary>
    public void Advance(Moment time)
    {
        if (time < NextDue)
            return;
        fold.Advance(time);
        now = Moment.Max(now, time);
        fold.Shared.ForgetCycles();
    }

    /// <summary>Answers an ask.</summary>
    /// <param name="batch">A record of <c>gate.asked</c> whose time is the present.</param>
    /// <param name="id">The id of the ask.</param>
    /// <param name="quantity">For how much it is asked, as <see cref="BaseUnits"/> gives it; null: as the act says.</param>
    /// <returns>The answer; null with a fault when the ask is no good, or the account has ended.</returns>
    public Answer? Ask(byte[] batch, string id, long? quantity, out Fault? fault)
    {
        var time = Record.Head(batch, 0).Time;
        Advance(time);
        var known = fold.Shared.Symbols.Count;
        try
        {
            fault = fold.Read(batch, 0, time);
            if (fault is not null)
                return null;
            fold.Event.AskAt(now);
            if (quantity is { } units)
                fold.Event.Quantify(units);
            if (fold.Asked() is { } asked)
            {
                NoteDay();
                return Gatekeeper.Answer(asked, ReservedOf(asked), fold.Event, id);
            }
            fault = Engine.HasEnded;
            return null;
        }
        finally
        {
            fold.LetGo();
            fold.Shared.Symbols.Forget(known);
        }
    }

    /// <summary>Reserves what an act would count, until it is released.</summary>
    /// <param name="batch">The record of the ask.</param>
    /// <param name="quantity">For how much, as <see cref="BaseUnits"/> gives it; null: as the act says.</param>
    /// <param name="ends">When it is released at the latest.</param>
    public ReservedAct? Reserve(byte[] batch, long? quantity, Moment ends)
    {
        if (fold.Read(batch, 0, now) is not null)
            return null;
        fold.Event.AskAt(now);
        if (quantity is { } units)
            fold.Event.Quantify(units);
        var touches = new List<ReservedTouches>();
        foreach (var state in fold.States)
            if (ReservedTouches.Of(state, ToReserve(state), fold.Event, ends) is { } taken)
                touches.Add(taken);
        fold.LetGo();
        return new ReservedAct(touches);
    }

    /// <summary>The act that an ask is about; null where the catalogue does not know it.</summary>
    public static EventType? ActOf(byte[] ask, Catalogue catalogue)
    {
        var body = Record.Head(ask, 0).Values;
        var act = BinaryPrimitives.ReadUInt16LittleEndian(ask.AsSpan(body));
        return act == RecordHead.UnknownType ? null : catalogue.Types[act];
    }

    /// <summary>A quantity of an act's natural unit, or a number of acts, in base units; null where it is not whole.</summary>
    public static long? BaseUnits(EventType act, decimal quantity)
    {
        var factor = act.Counts < 0 ? 1 : act.Fields[act.Counts].Unit!.Factor;
        return
            quantity >= 0
            && quantity <= decimal.Floor(long.MaxValue / (decimal)factor)
            && decimal.IsInteger(quantity * factor)
            ? (long)(quantity * factor)
            : null;
    }

    /// <summary>The last instant of which it took account; what is to count as the next thing is later.</summary>
    public Moment Present => now;

    /// <summary>Told apart from itself by whatever happens to its standing; -1 where nothing ever did.</summary>
    public int StandingMark => fold.KnownStanding?.Changes ?? -1;

    /// <summary>The fold at an instant, for whoever reads it.</summary>
    internal AccountFold FoldAt(Moment time)
    {
        Advance(time);
        return fold;
    }

    /// <summary>A fold that stands where this one does, and goes its own way from here.</summary>
    /// <param name="seed">A secret that makes collisions hard to craft.</param>
    internal AccountFold Copied(long seed)
    {
        var writer = new StateWriter();
        Keep(writer);
        return Restore(rules, writer.ReadBack(), seed).fold;
    }

    /// <summary>Takes what was said since the last time.</summary>
    public IReadOnlyList<Effect> TakeEffects()
    {
        var said = fold.Shared.Effects;
        if (said.Count == 0)
            return [];
        Effect[] taken = [.. said];
        said.Clear();
        return taken;
    }

    /// <summary>The account as it stands at an instant.</summary>
    public AccountFigures FiguresAt(Moment time)
    {
        Advance(time);
        return AccountFigures.Of(fold.At(time));
    }

    /// <summary>The limit that the account may set for itself, at an instant.</summary>
    public LimitFigures LimitAt(Moment time)
    {
        Advance(time);
        return LimitFigures.Of(fold.At(Moment.Max(now, time)));
    }

    /// <summary>What is included and allowed, and how far it is used at an instant.</summary>
    /// <param name="time">The instant.</param>
    /// <param name="running">What a fold says of the cycle. What is included is told by the version that states it.</param>
    public IReadOnlyList<AllowanceFigures> AllowancesAt(Moment time, RunningCycle running)
    {
        Advance(time);
        var at = Moment.Max(now, time);
        var speaking = fold.At(at);
        var stating = Array.Find(fold.States.ToArray(), state => state.StatesCycle) ?? speaking;
        NoteDay();
        var included = new AllowanceReading(stating, ReservedOf(stating), running, at);
        var allowed = new AllowanceReading(speaking, ReservedOf(speaking), running, at);
        return [.. included.Allowances(), .. allowed.Limits()];
    }

    /// <summary>The cycle that holds an instant.</summary>
    public Cycle CycleAt(Moment time) => fold.Profile.Calendar.CycleAt(time);

    /// <summary>The cycle that follows.</summary>
    public Cycle CycleAfter(Cycle cycle) => fold.Profile.Calendar.Next(cycle);

    /// <summary>The account's name.</summary>
    public AccountId Account => fold.Profile.Account;

    /// <summary>When the account opened.</summary>
    public Moment Opened => fold.Profile.Opened;

    /// <summary>When nothing has an effect any more; <see cref="Moment.Never"/> while it goes on.</summary>
    public Moment Ends
    {
        get
        {
            var end = Moment.Earliest;
            foreach (var state in fold.States)
                end = Moment.Max(end, state.Purge);
            return end;
        }
    }

    /// <summary>The account's zone.</summary>
    public DateTimeZone Zone => fold.Profile.Calendar.Zone;

    private ReservedAmounts ReservedOf(AccountState state) =>
        reserved?[fold.States.IndexOf(state)] ?? ReservedAmounts.Nothing;

    private ReservedAmounts ToReserve(AccountState state) =>
        (reserved ??= new ReservedAmounts?[fold.States.Length])[fold.States.IndexOf(state)] ??=
            new ReservedAmounts();

    private void NoteDay()
    {
        foreach (var state in fold.States)
            now = Moment.Max(now, state.Day.From);
    }
}
