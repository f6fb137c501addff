using System.Collections.Immutable;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>A charge and what it counted.</summary>
/// <param name="Step">The id of the step.</param>
/// <param name="Version">The version under which it was proposed.</param>
/// <param name="Clause">The clause whose excess is charged.</param>
/// <param name="Limit">The place of that clause's limit.</param>
/// <param name="Per">How many units the price is for.</param>
/// <param name="Amount">The price, in the account's currency.</param>
/// <param name="From">When it came into force.</param>
internal sealed record Charged(
    string Step,
    PolicyVersion Version,
    ClauseId Clause,
    Place<Limit> Limit,
    decimal Per,
    decimal Amount,
    Moment From
)
{
    private readonly List<CycleCount> counts = [];

    /// <summary>When it ended; never while it is in force.</summary>
    public Moment To { get; set; } = Moment.Never;

    /// <summary>Whether it turned out to have been wrong.</summary>
    public bool IsUndone { get; set; }

    /// <summary>Whether it was in force in a cycle for any time, or something counted.</summary>
    public bool StandsIn(Cycle cycle) =>
        From < cycle.To && To > cycle.From && To > From
        || counts.Exists(count => count.Cycle == cycle.From);

    /// <summary>What counted in a cycle in base units, and what of it was beyond the figure.</summary>
    public CycleCount In(Cycle cycle) =>
        counts.Find(count => count.Cycle == cycle.From) ?? new CycleCount(cycle.From, 0, 0);

    /// <summary>Counts an act.</summary>
    public void Count(Cycle cycle, long added, decimal beyond)
    {
        var now = In(cycle);
        counts.Remove(now);
        counts.Add(new CycleCount(cycle.From, now.Quantity + added, now.Beyond + beyond));
    }

    /// <summary>Writes or reads one.</summary>
    public static Charged Exchange(
        StatePort port,
        Charged? charged,
        ImmutableArray<PolicyVersion> versions
    )
    {
        var passed = new Charged(
            port.Exchange(charged?.Step),
            port.OneOf(versions, charged?.Version),
            new(port.Exchange(charged?.Clause.Slug)),
            new(port.Exchange(charged?.Limit.Index ?? 0)),
            port.Exchange(charged?.Per ?? 0),
            port.Exchange(charged?.Amount ?? 0),
            port.Exchange(charged?.From ?? default)
        )
        {
            To = port.Exchange(charged?.To ?? default),
            IsUndone = port.Exchange(charged?.IsUndone ?? false),
        };
        passed.counts.AddRange(charged?.counts ?? []);
        port.List(passed.counts, CycleCount.Exchange);
        return passed;
    }
}
