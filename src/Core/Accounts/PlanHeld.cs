using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Accounts;

/// <summary>The plan in force and the one that waits for the next cycle.</summary>
internal sealed class PlanHeld(PolicyVersion policy, int plan) : Part
{
    private readonly string? allotment = policy
        .Covers.OfType<Allowance>()
        .FirstOrDefault(allowance => allowance.Figure.PlanTerm is not null)
        ?.Figure.PlanTerm;

    private int waiting = -1;

    /// <summary>The place of the plan in force; -1 when the policy has none.</summary>
    public int Current { get; private set; } = plan;

    /// <summary>The plan in force, or null.</summary>
    public Plan? Plan => Current < 0 ? null : policy.Plans[Current];

    /// <summary>
    /// Chooses a plan. Returns by how much the allotment grows at once, in base units: 0 when it waits for the next
    /// cycle, changes nothing, or takes effect at once without being larger.
    /// </summary>
    public decimal Choose(int chosen)
    {
        var growth = Allotment(chosen) - Allotment(Current);
        waiting = -1;
        if (chosen == Current)
            return 0;
        if (policy.PlanChange == PlanChange.LargerAtOnce && growth <= 0)
        {
            waiting = chosen;
            return 0;
        }
        Current = chosen;
        return Math.Max(growth, 0);
    }

    /// <summary>Takes up a plan that waited.</summary>
    public override void BeginCycle(Cycle cycle)
    {
        if (waiting >= 0)
            Current = waiting;
        waiting = -1;
    }

    /// <summary>Writes or reads the plans.</summary>
    public override void Exchange(StatePort port)
    {
        Current = (int)port.Exchange(Current, -1, policy.Plans.Length - 1);
        waiting = (int)port.Exchange(waiting, -1, policy.Plans.Length - 1);
    }

    private decimal Allotment(int place) =>
        place < 0 || allotment is null ? 0 : policy.Plans[place].Terms.GetValueOrDefault(allotment);
}
