using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>What the steps in force forbid, for the gate. It derives from them and is not kept.</summary>
internal sealed class Restrictions
{
    /// <summary>The clauses for which the account is throttled, with the id of the step.</summary>
    public List<(ClauseId Clause, string Step)> Throttled { get; } = [];

    /// <summary>The suspensions.</summary>
    public List<Suspended> Suspensions { get; } = [];

    /// <summary>The step that throttles the account for a clause, or null.</summary>
    public string? StepOf(ClauseId clause)
    {
        foreach (var throttled in Throttled)
            if (throttled.Clause == clause)
                return throttled.Step;
        return null;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Throttled.Clear();
        Suspensions.Clear();
    }
}
