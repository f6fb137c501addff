using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Gate;
using Evenhand.Core.Policy;
using Evenhand.Core.Standing;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Typical;
using Evenhand.Core.Vault;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Replaying;

/// <summary>
/// An account at an instant under every version of its policy that speaks or states a cycle: a state for each, all fed
/// with all events. Events come one by one; whoever supplies them has put them in order and taken voided ones out.
/// </summary>
internal sealed class AccountFold
{
    private readonly Rulebook rules;
    private readonly AccountState[] states;
    private readonly uint[] wanted;
    private AccountState speaking;
    private Event? atHand;
    private StandingFold? standing;
    private readonly Thing? stored;
    private VaultFold? vault;

    /// <summary>An account as it opens.</summary>
    /// <param name="rules">The policies.</param>
    /// <param name="profile">The account.</param>
    /// <param name="shared">What its states will have in common.</param>
    /// <param name="until">The last version that is needed is the one in force then.</param>
    public AccountFold(Rulebook rules, Profile profile, Shared shared, Moment until)
    {
        (this.rules, Profile, Shared) = (rules, profile, shared);
        states = Open(rules, profile, shared, until);
        speaking = states[0];
        stored = states
            .Select(state => state.Policy.Vault?.Thing)
            .FirstOrDefault(kind => kind is not null);
        wanted = states
            .Select(state => state.Dispatch.Wanted)
            .Aggregate((all, next) => [.. all.Zip(next, (left, right) => left | right)]);
    }

    /// <summary>What the account is from its opening on.</summary>
    public Profile Profile { get; private set; }

    /// <summary>So many versions it knows: the last of them has a state.</summary>
    public int Known => Profile.Versions.IndexOf(states[^1].Policy) + 1;

    /// <summary>When a version comes into force of which it has no state; it tells nothing from then on.</summary>
    public Moment ValidUntil =>
        Profile.Versions[Known..].Select(Profile.From).DefaultIfEmpty(Moment.Never).Min();

    /// <summary>What the states have in common.</summary>
    public Shared Shared { get; }

    /// <summary>The event at hand.</summary>
    public Event Event => atHand ??= Event.Take();

    /// <summary>Lets go of it: of many accounts few have one at hand.</summary>
    public void LetGo()
    {
        atHand?.LetGo();
        atHand = null;
    }

    /// <summary>What people decided on its charges.</summary>
    public ChargeDecisions Decisions { get; } = new();

    /// <summary>The states, in the order of their versions.</summary>
    public ReadOnlySpan<AccountState> States => states;

    /// <summary>Reads an event, which then is at hand, and lets the version in force at an instant speak.</summary>
    /// <returns>Why it is rejected; null where it is not.</returns>
    public Fault? Read(byte[] batch, int offset, Moment time)
    {
        Speak(time);
        Event.Read(batch, offset, rules.Shelf.Catalogue, Shared.Symbols, wanted);
        return Admission.Check(speaking, Event);
    }

    /// <summary>Applies the event at hand.</summary>
    /// <returns>Why it found nothing to act on; null where it did.</returns>
    public Fault? Apply()
    {
        PassTo(Event.Time);
        if (IsOfStanding(Event))
        {
            Settle(Event.Time);
            Standing.Apply(Event);
            KeepAfterEnd();
            return null;
        }
        if (Event.Type?.Index is (int)Kind.Waived or (int)Kind.Confirmed)
        {
            HasDecided = Decide();
            return null;
        }
        if (Event.Type is { } type && IsOfVault(type.Index))
        {
            ApplyToVault();
            return null;
        }
        var concerned = VaultConcernedBy(Event);
        if (concerned?.Refuses(Event, RulesOf(Event)) == true)
            return null;
        Fault? found = null;
        foreach (var state in states)
            if (Engine.Apply(state, Event) is { } unmatched && state == speaking)
                found = unmatched;
        if (found is null)
            concerned?.Follow(Event, RulesOf(Event));
        KeepAfterEnd();
        // With one version there is nothing to accept.
        if (states.Length > 1 && Event.Type is { IsBuiltIn: false } act)
            Acceptance.Note(speaking, act.Name, Event.Time);
        if (Shared.Opened is not null)
            TakeUpCases();
        if (standing is not null && Event.Type is { IsBuiltIn: true })
            standing.Renew();
        return found;
    }

    /// <summary>Whether the decision on a charge that was applied last holds.</summary>
    public bool HasDecided { get; private set; }

    /// <summary>Where the account stands: there from its first case, or first act of a person, on.</summary>
    public StandingFold Standing =>
        standing ??= new StandingFold(Profile, Shared, states, Decisions, Compared);

    /// <summary>What comparisons of its cycles with others come to, as far as they are known before their cycles end.</summary>
    public ComparedBook Compared { get; } = new();

    /// <summary>Whether a comparison may open a case.</summary>
    public bool MayOpen(in Compared compared)
    {
        foreach (var state in states)
            if (Comparing.MayPass(state, compared))
                return true;
        return false;
    }

    /// <summary>Where it stands, as far as anything ever stood against it; null for not at all.</summary>
    public StandingFold? KnownStanding => standing;

    /// <summary>Whether nothing follows from its cases: what followed is known from elsewhere.</summary>
    public bool TakesNoSteps { get; init; }

    private void TakeUpCases()
    {
        if (TakesNoSteps)
            Shared.Opened = null;
        else
            Standing.Settle();
    }

    /// <summary>Whether an event is an act on the account's standing.</summary>
    private static bool IsOfStanding(Event e) =>
        e.Type is { } type
        && (
            BuiltIns.IsOfStanding(type.Index)
            || type.Index == (int)Kind.Exception && e.Has(ExceptionSlot.Request)
        );

    /// <summary>What is stored: there from the first act on it, or from the end of the contract, on; null where no version has a vault.</summary>
    private VaultFold? Vault =>
        stored is null ? null : vault ??= new VaultFold(Profile, Shared, states, stored);

    /// <summary>What is stored, as far as the vault was ever asked; null for not at all.</summary>
    public VaultFold? KnownVault => vault;

    /// <summary>The kind of thing that is stored; null where no version has a vault.</summary>
    public Thing? Stored => stored;

    /// <summary>When the last act was taken that other acts at its instant may depend on.</summary>
    public Moment VaultActed => vault?.Acted ?? Moment.Earliest;

    private TypeRules RulesOf(Event e) => speaking.Dispatch.ByType[e.Type!.Index];

    /// <summary>An act on what is stored, or a fact.</summary>
    private void ApplyToVault()
    {
        Settle(Event.Time);
        if (Vault is { } known)
            known.Apply(Event);
        else
            VaultFold.RefuseWithout(speaking, Event);
    }

    /// <summary>The vault, where an act of the catalogue or a report concerns it; null where it does not, as a rule.</summary>
    private VaultFold? VaultConcernedBy(Event e)
    {
        if (stored is null || e.Type is null)
            return null;
        var rules = RulesOf(e);
        var begins =
            rules.Requests
            || rules.RetrievalSlot >= 0 && e.Has(rules.RetrievalSlot)
            || e.Type.Index == (int)Kind.Report && e.Has(ReportSlot.Object);
        if (begins || vault is not null && rules.IsOfVault)
        {
            Settle(e.Time);
            return Vault;
        }
        return null;
    }

    /// <summary>Once the contract has ended, what is stored is known when it is purged.</summary>
    private void KeepAfterEnd()
    {
        if (vault is null && stored is not null && speaking.ContractEnd != Moment.Never)
            _ = Vault;
    }

    /// <summary>When something happens about its standing, or about what is stored.</summary>
    private Moment NextOfItself =>
        Moment.Min(standing?.Next ?? Moment.Never, vault?.Next ?? Moment.Never);

    /// <summary>What falls due about its standing and what is stored up to an instant happens, each at its own, after cycles that end then.</summary>
    private void PassTo(Moment time)
    {
        if (standing is null && Compared.Next <= time)
            _ = Standing;
        if (standing is null && vault is null || NextOfItself > time)
            return;
        while (NextOfItself is var due && due <= time)
        {
            Speak(due.Previous);
            Settle(due);
            Speak(due);
            if (standing is not null && standing.Next <= due)
                standing.Pass(due);
            KeepAfterEnd();
            if (vault is not null && vault.Next <= due)
                vault.Pass(due);
        }
        Speak(time);
    }

    private void Settle(Moment time)
    {
        foreach (var state in states)
            Engine.Advance(state, time);
    }

    /// <summary>The void at hand names an event that made a finding.</summary>
    public void VoidFinding((string Source, string Id) name)
    {
        PassTo(Event.Time);
        Settle(Event.Time);
        Standing.VoidFinding(name, Event.Time);
    }

    /// <summary>Writes or reads where the account stands, and what is stored.</summary>
    public void ExchangeStanding(Keeping.StatePort port)
    {
        if (port.Exchange(standing is not null))
            Standing.Exchange(port, Profile.Versions);
        ExchangeVault(port, Profile);
    }

    /// <summary>Goes on from what another fold of the account, whose states it has, knows of what is stored.</summary>
    public void TakeOverVault(AccountFold other)
    {
        var writer = new Keeping.StateWriter();
        other.ExchangeVault(writer, other.Profile);
        ExchangeVault(writer.ReadBack(), other.Profile);
    }

    private void ExchangeVault(Keeping.StatePort port, Profile of)
    {
        if (port.Exchange(vault is not null))
            (Vault ?? throw new Keeping.BadSnapshotException("no version has a vault")).Exchange(
                port,
                of.Versions
            );
    }

    /// <summary>The state that answers asks at the instant of the event at hand; null once the account has ended.</summary>
    public AccountState? Asked()
    {
        PassTo(Event.Time);
        Engine.Advance(speaking, Event.Time);
        return Event.Time < speaking.Purge ? speaking : null;
    }

    /// <summary>The next instant at which something happens by itself.</summary>
    public Moment NextBoundary
    {
        get
        {
            var next = NextOfItself;
            foreach (var state in states)
                next = Moment.Min(next, state.NextBoundary);
            return next;
        }
    }

    /// <summary>The state that speaks at an instant, its day begun.</summary>
    public AccountState At(Moment time)
    {
        PassTo(time);
        var state = Speak(time);
        Engine.Advance(state, time);
        return state;
    }

    /// <summary>Goes on with versions that were published since; false where that changes what it has folded.</summary>
    public bool TryGoOn(PolicyShelf shelf)
    {
        if (Profile.On(shelf) is not { } profile)
            return false;
        Profile = profile;
        return true;
    }

    /// <summary>Lets time pass for all states.</summary>
    public void Advance(Moment time) => Advance(time, time);

    /// <summary>Lets time pass for all states; of what falls due about its standing, no more happens than is due by now.</summary>
    /// <param name="time">Where to: beyond the present where the running cycle is looked at as if it ended so.</param>
    /// <param name="now">The present.</param>
    public void Advance(Moment time, Moment now)
    {
        PassTo(now);
        foreach (var state in states)
        {
            Speak(time.Previous);
            Engine.Advance(state, time);
        }
    }

    /// <summary>Lets the version in force at an instant speak, and returns its state.</summary>
    public AccountState Speak(Moment time)
    {
        if (states.Length == 1)
            return speaking;
        var inForce = Profile.InForce(time);
        foreach (var state in states)
            state.Speaks = state.Policy == inForce;
        return speaking = Array.Find(states, state => state.Speaks) ?? states[0];
    }

    private bool Decide()
    {
        var clause = new ClauseId(Shared.Symbols.Text(Event[ChargeSlot.Clause]));
        var cycle = Shared.Symbols.Text(Event[ChargeSlot.Cycle]);
        var decision = new LineDecision(
            TextOf(ChargeSlot.By),
            Event.Time,
            TextOf(ChargeSlot.Reason)
        );
        if (Event.Type!.Index == (int)Kind.Waived)
            Decisions.Waive(clause, cycle, decision);
        else if (
            standing?.Refuse(Event, standing.OfConfirmation(clause, cycle, Event.Time)) == true
        )
            return false;
        else
            Decisions.Confirm(clause, cycle, decision);
        return true;
    }

    private string TextOf(int slot) => Event.Has(slot) ? Shared.Symbols.Text(Event[slot]) : "";

    /// <summary>The first cycle began before the opening; the version that states it is needed too.</summary>
    private static AccountState[] Open(Rulebook rules, Profile profile, Shared shared, Moment until)
    {
        var firstCycle = profile.Calendar.CycleAt(profile.Opened);
        var first = profile.Versions.IndexOf(profile.InForce(firstCycle.From));
        var last = profile.Versions.IndexOf(profile.InForce(Moment.Max(until, profile.Opened)));
        return
        [
            .. profile
                .Versions[first..(last + 1)]
                .Select(version => new AccountState(
                    version,
                    rules.DispatchOf(version),
                    profile,
                    shared
                )),
        ];
    }
}
