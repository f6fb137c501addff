using System.Collections.Immutable;
using Evenhand.Core.Keeping;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Typical;

/// <summary>What an account used in a cycle that has ended, as far as it is compared with others.</summary>
/// <param name="Policy">Its policy.</param>
/// <param name="Plan">Its plan as the cycle ended; empty for none.</param>
/// <param name="Cycle">The first day of the cycle.</param>
/// <param name="To">The end of the cycle.</param>
/// <param name="Usages">What was used, in the order of the policy's clauses; nothing where nothing was used.</param>
public sealed record CycleUsage(
    string Policy,
    string Plan,
    string Cycle,
    Moment To,
    ImmutableArray<ComparedUsage> Usages
)
{
    /// <summary>What was used of a meter under a clause; null where nothing is known.</summary>
    public ComparedUsage? Of(ClauseId clause, string meter)
    {
        foreach (var usage in Usages)
            if (usage.Clause == clause && usage.Meter == meter)
                return usage;
        return null;
    }

    /// <summary>Writes or reads one.</summary>
    public static CycleUsage Exchange(StatePort port, CycleUsage? usage) =>
        new(
            port.Exchange(usage?.Policy),
            port.Exchange(usage?.Plan),
            port.Exchange(usage?.Cycle),
            port.Exchange(usage?.To ?? default),
            port.Array(usage?.Usages ?? [], ComparedUsage.Exchange)
        );
}

/// <summary>What was used of one meter, in its unit and per licence where that is compared.</summary>
/// <param name="Clause">The clause that compares.</param>
/// <param name="Meter">The name of the meter.</param>
/// <param name="Value">The usage; 0 also for an account without licences.</param>
/// <param name="Bar">What it is held against.</param>
public sealed record ComparedUsage(ClauseId Clause, string Meter, Rational Value, TypicalBar Bar)
{
    /// <summary>Writes or reads one.</summary>
    public static ComparedUsage Exchange(StatePort port, ComparedUsage? usage) =>
        new(
            new(port.Exchange(usage?.Clause.Slug)),
            port.Exchange(usage?.Meter),
            port.Exchange(usage?.Value ?? Rational.Zero),
            TypicalBar.Exchange(port, usage?.Bar)
        );
}

/// <summary>From where on usage is no longer typical.</summary>
/// <param name="Times">How many times the median is too much.</param>
/// <param name="Floor">At and below it nothing is too much; null where an exception leaves the cycle unjudged.</param>
/// <param name="AtLeast">How many accounts there must be, this one included.</param>
/// <param name="SamePlan">Whether only accounts on the same plan are compared.</param>
public sealed record TypicalBar(decimal Times, decimal? Floor, int AtLeast, bool SamePlan)
{
    /// <summary>Whether a comparison shows too much.</summary>
    public bool IsPassedBy(in Compared figures) =>
        Floor is { } floor
        && figures.Accounts >= AtLeast
        && figures.Value > floor
        && (Rational)figures.Value > (Rational)Times * figures.Median;

    /// <summary>Writes or reads one.</summary>
    public static TypicalBar Exchange(StatePort port, TypicalBar? bar) =>
        new(
            port.Exchange(bar?.Times ?? 0),
            port.Exchange(bar?.Floor),
            (int)port.Exchange(bar?.AtLeast ?? 0, 0, int.MaxValue),
            port.Exchange(bar?.SamePlan ?? false)
        );
}
