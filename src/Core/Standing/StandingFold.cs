using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Typical;

namespace Evenhand.Core.Standing;

/// <summary>
/// Where an account stands, under all versions of its policy: what people decide, what follows from it, and what time
/// brings. It is there from the account's first case or act of this kind on.
/// </summary>
/// <param name="profile">The account.</param>
/// <param name="shared">What its states have in common.</param>
/// <param name="states">Its states, by version.</param>
/// <param name="decisions">What people decided on its charges.</param>
/// <param name="compared">What comparisons of its cycles with others come to.</param>
internal sealed class StandingFold(
    Profile profile,
    Shared shared,
    AccountState[] states,
    ChargeDecisions decisions,
    ComparedBook compared
)
{
    /// <summary>What stands about it.</summary>
    public StandingBook Book { get; } = new();

    /// <summary>The account.</summary>
    public Profile Profile => profile;

    /// <summary>What its states have in common.</summary>
    public Shared Shared => shared;

    /// <summary>What people decided on its charges.</summary>
    public ChargeDecisions Decisions => decisions;

    /// <summary>What comparisons of cycles come to that have not ended yet.</summary>
    public ComparedBook Compared => compared;

    /// <summary>The version in force now.</summary>
    public PolicyVersion Policy => Speaking.Policy;

    /// <summary>The cycle that holds the present.</summary>
    public Cycle Cycle => Speaking.Cycle;

    /// <summary>The calendar of the account.</summary>
    public Calendar Calendar => profile.Calendar;

    /// <summary>Whether the account has ended, and all that was kept of it.</summary>
    public bool HasEnded(Moment time) => time >= Speaking.Purge;

    private AccountState Speaking => Array.Find(states, state => state.Speaks) ?? states[0];

    /// <summary>The next instant at which something happens by itself.</summary>
    public Moment Next => next ??= Clock.Next(this);

    private Moment? next;

    /// <summary>Something changed that decides what happens next.</summary>
    public void Renew() => next = null;

    /// <summary>The cycle whose end comes next.</summary>
    public Cycle Watched { get; private set; } = profile.Calendar.CycleAt(profile.Opened);

    /// <summary>Findings by the names of their events, and the names that were voided before.</summary>
    public VoidedFindings Voided { get; } = new();

    /// <summary>A void names an event that made a finding: the finding stands until now.</summary>
    public void VoidFinding((string Source, string Id) name, Moment time)
    {
        if (HasEnded(time) || Voided.Void(name) is not { } id)
            return;
        if (!Book.Cases.TryFind(id, out var found) || found.State != CaseState.Found)
            return;
        Acts.Judged(this, found, CaseState.Dismissed, time, Steps.Rule);
        Steps.Recheck(this, time);
        Renew();
    }

    /// <summary>The watched cycle has ended.</summary>
    public void EndCycle() => Watched = Calendar.Next(Watched);

    /// <summary>While nothing could happen at their ends, cycles went by unwatched.</summary>
    private void CatchUp(Moment time)
    {
        if (Watched.To <= time)
            Watched = Calendar.CycleAt(time);
    }

    /// <summary>What was used in a cycle that has just ended is compared with others: cases may be opened.</summary>
    public void Compare(Cycle ended)
    {
        foreach (var each in compared.Take(ended.To))
            if (each.Cycle == ended.Name)
                Comparing.Judge(Speaking, each, ended);
        TakeUpOpened();
    }

    /// <summary>The price that the policy prints for a charge, in the account's currency; null for none.</summary>
    public decimal? PriceOf(Charge charge) => Prices.Of(Speaking, charge);

    /// <summary>What falls due at an instant happens; cycles that end at it have been closed.</summary>
    public void Pass(Moment at)
    {
        Clock.Pass(this, at);
        Renew();
    }

    /// <summary>Takes up the cases that an event opened; the system may take a step on one.</summary>
    public void Settle()
    {
        if (shared.Opened is not { Count: > 0 } opened)
            return;
        CatchUp(opened[0].Time);
        TakeUpOpened();
        Renew();
    }

    private void TakeUpOpened()
    {
        if (shared.Opened is not { Count: > 0 } opened)
            return;
        shared.Opened = null;
        Changes++;
        SystemSteps.Settle(this, opened);
    }

    /// <summary>An act of a person, or of the account, at an instant to which time has come.</summary>
    public void Apply(Event e)
    {
        CatchUp(e.Time);
        var unmet = HasEnded(e.Time) && !Acts.GoOnAfterTheEnd(e) ? Unmet.Time : Acts.Apply(this, e);
        Refuse(e, unmet);
        Renew();
    }

    /// <summary>Says that an act had no effect, where it had none.</summary>
    public bool Refuse(Event e, Unmet unmet)
    {
        if (unmet == Unmet.None)
            return false;
        Say(new ActUnmet(e.Time, profile.Account, e.Id, unmet));
        return true;
    }

    /// <summary>Says something.</summary>
    public void Say(Effect effect)
    {
        Changes++;
        shared.Effects.Add(effect);
    }

    /// <summary>How often something about it changed since it was brought into memory; 0 for nothing so far.</summary>
    public int Changes { get; private set; }

    /// <summary>Why a proposed line cannot be confirmed.</summary>
    public Unmet OfConfirmation(ClauseId clause, string cycle, Moment time)
    {
        var unmet = Unmet.None;
        if (Book.OpenAppeal(new Challenged(null, clause, cycle)) is not null)
            unmet |= Unmet.State;
        if (
            Lines.CycleOf(this, cycle) is { } named
            && named.From <= time
            && shared.Charged?.Covers(clause, named) == true
        )
            unmet |= Unmet.Charge;
        return unmet;
    }

    /// <summary>The contract ends, as <c>account.terminated</c> ends it.</summary>
    public void EndContract(Moment time)
    {
        foreach (var state in states)
            if (state.ContractEnd == Moment.Never)
                Lifetime.End(state, time);
    }

    /// <summary>Leave from a clause, under every version that has it.</summary>
    public void Grant(ClauseId clause, Moment from, Moment to, decimal? amount)
    {
        foreach (var state in states)
            if (state.Policy.PlaceOf(clause) is { IsNone: false } place)
                state.Waivers.Grant(place, from, to, amount);
    }

    /// <summary>A length of time after an instant, months by the account's calendar.</summary>
    public Moment After(Moment time, TimeLength length) =>
        length.Months > 0 ? Calendar.AddMonths(time, length.Months) : time + length.Span;

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port, ImmutableArray<PolicyVersion> versions)
    {
        Book.Exchange(port, versions);
        Watched = Cycle.Exchange(port, Watched);
        Voided.Exchange(port);
        Restricting.Renew(this);
        Renew();
    }
}
