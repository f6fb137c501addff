using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Statements;

/// <summary>What people decided on an account's charges: let go, or confirmed. Letting go beats confirming; the first of each counts.</summary>
internal sealed class ChargeDecisions
{
    private SmallMap<(ClauseId Clause, string Cycle), LineDecision> waived;
    private SmallMap<(ClauseId Clause, string Cycle), LineDecision> confirmed;

    /// <summary>Lets a charge go.</summary>
    /// <param name="clause">The clause.</param>
    /// <param name="cycle">The first day of the cycle, such as 2026-01-31.</param>
    /// <param name="decision">Who, when and why.</param>
    public void Waive(ClauseId clause, string cycle, LineDecision decision) =>
        waived.TryAdd((clause, cycle), decision);

    /// <summary>Confirms a proposed charge.</summary>
    public void Confirm(ClauseId clause, string cycle, LineDecision decision) =>
        confirmed.TryAdd((clause, cycle), decision);

    /// <summary>Where a line stands, and who decided that.</summary>
    public (LineStatus Status, LineDecision? Decided) Of(ClauseId clause, Cycle cycle, bool due)
    {
        var name = (clause, cycle.Name);
        if (waived.TryGetValue(name, out var waiver))
            return (LineStatus.Waived, waiver);
        if (due)
            return (LineStatus.Due, null);
        return confirmed.TryGetValue(name, out var confirmation)
            ? (LineStatus.Due, confirmation)
            : (LineStatus.Proposed, null);
    }

    /// <summary>Who confirmed a charge; null where nobody has.</summary>
    public string? ConfirmedBy(ClauseId clause, string cycle) =>
        confirmed.TryGetValue((clause, cycle), out var decision) ? decision.By : null;

    /// <summary>Writes or reads them.</summary>
    public void Exchange(StatePort port)
    {
        port.Map(ref waived, Name, Decision);
        port.Map(ref confirmed, Name, Decision);
    }

    private static (ClauseId Clause, string Cycle) Name(
        StatePort port,
        (ClauseId Clause, string Cycle) name
    ) => (new(port.Exchange(name.Clause.Slug)), port.Exchange(name.Cycle));

    private static LineDecision Decision(StatePort port, LineDecision? decision) =>
        new(
            port.Exchange(decision?.By),
            port.Exchange(decision?.At ?? default),
            port.Exchange(decision?.Reason)
        );
}
