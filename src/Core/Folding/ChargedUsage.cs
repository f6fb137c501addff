using System.Collections.Immutable;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>What counts while an account is charged for what goes beyond a printed figure: act by act, for each such step.</summary>
internal sealed class ChargedUsage
{
    private readonly List<Charged> steps = [];

    /// <summary>The charges, in the order in which they came into force.</summary>
    public IReadOnlyList<Charged> Steps => steps;

    /// <summary>Whether anything is charged now.</summary>
    public bool Any { get; private set; }

    /// <summary>A charge comes into force.</summary>
    public void Begin(Charged charged)
    {
        steps.Add(charged);
        Any = true;
    }

    /// <summary>A charge is not in force any more.</summary>
    /// <param name="step">The id of the step.</param>
    /// <param name="time">When.</param>
    public void End(string step, Moment time)
    {
        foreach (var charged in steps)
            if (charged.Step == step)
                charged.To = time;
        Any = steps.Exists(charged => charged.To == Moment.Never);
    }

    /// <summary>A step turns out to have been wrong: nothing of it is billed.</summary>
    public void Undo(string step)
    {
        foreach (var charged in steps)
            if (charged.Step == step)
                charged.IsUndone = true;
    }

    /// <summary>Whether a charge on a clause, not undone, is or was in force in a cycle up to an instant.</summary>
    public bool Covers(ClauseId clause, Cycle cycle) =>
        steps.Exists(charged =>
            charged.Clause == clause && !charged.IsUndone && charged.StandsIn(cycle)
        );

    /// <summary>Counts an act.</summary>
    /// <param name="state">The account under the version that counts it.</param>
    /// <param name="limit">The limit that it was held against.</param>
    /// <param name="added">What it added, in base units.</param>
    /// <param name="beyond">What of it goes beyond the figure.</param>
    public void Count(AccountState state, Limit limit, long added, decimal beyond)
    {
        foreach (var charged in steps)
            if (
                charged.To == Moment.Never
                && charged.Version == state.Policy
                && charged.Limit == limit.Place
            )
                charged.Count(state.Cycle, added, beyond);
    }

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port, ImmutableArray<PolicyVersion> versions)
    {
        port.List(steps, (port, charged) => Charged.Exchange(port, charged, versions));
        Any = steps.Exists(charged => charged.To == Moment.Never);
    }
}
