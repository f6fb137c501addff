using System.Collections.Immutable;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Vault;

/// <summary>
/// What becomes of an account's stored things, under all versions of its policy: what is due is found here, and carried out elsewhere.
/// It is there from the account's first act of this kind on, or from the end of its contract.
/// </summary>
internal sealed class VaultFold
{
    private readonly Profile profile;
    private readonly Shared shared;
    private readonly AccountState[] states;

    /// <summary>The vault of an account, with what is stored.</summary>
    /// <param name="profile">The account.</param>
    /// <param name="shared">What its states have in common.</param>
    /// <param name="states">Its states, by version.</param>
    /// <param name="kind">The kind of thing that is stored.</param>
    public VaultFold(Profile profile, Shared shared, AccountState[] states, Thing kind)
    {
        (this.profile, this.shared, this.states, Kind) = (profile, shared, states, kind);
        Rules = new CustomersRules(this);
        foreach (var entry in states[0].Things[kind.Index].Open)
            Book.Things.Add(
                entry.Name,
                new StoredThing(entry.Name, [.. entry.Kept])
                {
                    Stored = entry.Opened,
                    Since = entry.Since,
                }
            );
        shared.Kept = (kind, Book.Kept);
    }

    /// <summary>The kind of thing that is stored.</summary>
    public Thing Kind { get; }

    /// <summary>How it says that it is stored.</summary>
    public StoredAs As => Kind.Stored!;

    /// <summary>What is known.</summary>
    public VaultBook Book { get; } = new();

    /// <summary>What is kept, and by what.</summary>
    public KeptThings Kept => Book.Kept;

    /// <summary>What the customer's rules touch.</summary>
    public CustomersRules Rules { get; }

    /// <summary>What was fetched from cold storage and promised.</summary>
    public PriorityQueue<Promise, Moment> Promised { get; } = new();

    /// <summary>What was promised since somebody last looked; null where nobody has, and all may be new.</summary>
    public List<Promise>? NewPromises { get; set; }

    /// <summary>What copies came to be due of since somebody last looked; null where nobody has, and all may be new.</summary>
    public List<StoredThing>? NewCopies { get; set; }

    /// <summary>The version in force now.</summary>
    public PolicyVersion Policy => Speaking.Policy;

    /// <summary>The states, by version.</summary>
    public ReadOnlySpan<AccountState> States => states;

    /// <summary>What the states have in common.</summary>
    public Shared Shared => shared;

    /// <summary>Whether something may be kept no more that was kept when it was last looked at.</summary>
    public bool MayBeFree { get; set; }

    /// <summary>When the last act was taken.</summary>
    public Moment Acted { get; private set; } = Moment.Earliest;

    private AccountState Speaking => Array.Find(states, state => state.Speaks) ?? states[0];

    /// <summary>When all that nothing keeps is purged.</summary>
    public Moment Purge => Speaking.Purge;

    /// <summary>Whether that has come.</summary>
    public bool HasEnded(Moment time) => time >= Purge;

    /// <summary>The next instant at which something happens by itself.</summary>
    public Moment Next => VaultClock.Next(this);

    /// <summary>What falls due at an instant happens; cycles that end at it have been closed.</summary>
    public void Pass(Moment at) => VaultClock.Pass(this, at);

    /// <summary>An act on what is stored, or a fact, at an instant to which time has come.</summary>
    public void Apply(Event e)
    {
        Acted = e.Time;
        Refuse(e, VaultActs.Apply(this, e));
        VaultClock.Settle(this, e.Time);
    }

    /// <summary>Refuses an act of an account whose policy has no vault.</summary>
    public static void RefuseWithout(AccountState speaking, Event e)
    {
        var unmet =
            VaultActs.IsFact(e) ? Unmet.None
            : e.Time >= speaking.Purge ? Unmet.Time
            : Unmet.Kind | VaultActs.OfPerson(speaking.Shared, e);
        if (unmet != Unmet.None)
            speaking.Shared.Effects.Add(
                new ActUnmet(e.Time, speaking.Profile.Account, e.Id, unmet)
            );
    }

    /// <summary>Whether an act of the catalogue has no effect for what is kept, or for a retrieval that counted already.</summary>
    public bool Refuses(Event e, TypeRules rules)
    {
        if (HasEnded(e.Time) || rules.Thing != Kind || rules.Role == ThingRole.Opens)
            return false;
        return Retrieving.IsKnown(this, e, rules)
            || Refuse(e, UnmetBy(e[rules.ThingSlot], rules.Role));
    }

    private Unmet UnmetBy(long name, ThingRole role) =>
        !Book.Things.ContainsKey(name) ? Unmet.None
        : Kept.IsQuarantined(name) ? Unmet.Quarantined
        : role is ThingRole.Changes or ThingRole.Closes && Kept.IsKept(name) ? Unmet.Kept
        : Unmet.None;

    /// <summary>Takes note of an act of the catalogue, or of a report, that has had its effect.</summary>
    public void Follow(Event e, TypeRules rules)
    {
        if (HasEnded(e.Time))
            return;
        if (rules.Requests)
            Exporting.Request(this, e);
        else if (e.Type!.IsBuiltIn)
            Quarantining.Report(this, e);
        else if (rules.Thing == Kind)
            Follow(e, rules, e[rules.ThingSlot]);
        VaultClock.Settle(this, e.Time);
    }

    private void Follow(Event e, TypeRules rules, long name)
    {
        if (rules.Role == ThingRole.Opens)
            Store(e, name);
        else if (Book.Things.TryGetValue(name, out var thing))
            switch (rules.Role)
            {
                case ThingRole.Changes:
                    Change(thing, e.Time);
                    break;
                case ThingRole.Closes:
                    Forget(thing);
                    break;
                case ThingRole.Uses:
                    Retrieving.Retrieve(this, e, rules, thing);
                    break;
            }
    }

    private void Store(Event e, long name)
    {
        if (EntryOf(states[0], name) is not { } entry)
            return;
        var thing = new StoredThing(name, [.. entry.Kept])
        {
            Stored = e.Time,
            Since = e.Time,
            IsSetAside = entry.IsSetAside,
        };
        Book.Things.Add(name, thing);
        Rules.Add(thing);
        Copying.Stored(this, thing, e.Time);
    }

    /// <summary>What the states keep of a thing changed.</summary>
    private void Change(StoredThing thing, Moment time)
    {
        var before = thing.Kept[As.Tier];
        EntryOf(states[0], thing.Name)?.Kept.CopyTo(thing.Kept, 0);
        if (thing.Kept[As.Tier] == before)
            return;
        thing.Since = time;
        Rules.Moved(thing);
    }

    /// <summary>What a state has of a thing; null once all is purged.</summary>
    public Metering.ThingEntry? EntryOf(AccountState state, long name) =>
        state.Things[Kind.Index].Find(name);

    /// <summary>A thing is there no more.</summary>
    public void Forget(StoredThing thing)
    {
        thing.IsGone = true;
        Book.Things.Remove(thing.Name);
        Kept.Lift(thing.Name);
        Rules.Forget(thing);
        Retrieving.EndWith(this, thing);
    }

    /// <summary>Looks anew at whether a thing counts.</summary>
    public void Recount(StoredThing thing, Moment time)
    {
        var isSetAside = Kept.IsSetAside(thing.Name);
        if (thing.IsSetAside == isSetAside)
            return;
        thing.IsSetAside = isSetAside;
        foreach (var state in states)
            if (EntryOf(state, thing.Name) is { } entry)
            {
                ThingFold.SetAside(state, Kind, entry, isSetAside, time);
                state.NextBoundary = Lifetime.NextBoundary(state, time);
            }
    }

    /// <summary>The text of a slot; empty where it is absent.</summary>
    public string Text(Event e, int slot) => e.Has(slot) ? shared.Symbols.Text(e[slot]) : "";

    /// <summary>The text of a symbol.</summary>
    public string Text(long symbol) => shared.Symbols.Text(symbol);

    /// <summary>A clause of the version in force.</summary>
    public Citation Cite(Place<Clause> clause) => Speaking.Cite(clause);

    /// <summary>The account.</summary>
    public Profile Profile => profile;

    /// <summary>Says something.</summary>
    public void Say(Effect effect) => shared.Effects.Add(effect);

    /// <summary>Says what became of a thing.</summary>
    public void Say(StoredThing thing, ThingState state, Citation cited, Moment time, string by) =>
        Say(new ThingChanged(time, profile.Account, Text(thing.Name), state, cited, by));

    private bool Refuse(Event e, Unmet unmet)
    {
        if (unmet == Unmet.None)
            return false;
        Say(new ActUnmet(e.Time, profile.Account, e.Id, unmet));
        return true;
    }

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port, ImmutableArray<PolicyVersion> versions)
    {
        Book.Exchange(port, versions);
        Rules.Exchange(port);
        Acted = port.Exchange(Acted);
        if (!port.Reads)
            return;
        shared.Kept = (Kind, Book.Kept);
        Promised.Clear();
        foreach (var promise in Book.Promises.Values)
            Promised.Enqueue(promise, promise.Breaks);
    }
}
