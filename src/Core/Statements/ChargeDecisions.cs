using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Time;

namespace Evenhand.Core.Statements;

/// <summary>What people decided on an account's charges: let go, or confirmed. Letting go beats confirming.</summary>
internal sealed class ChargeDecisions
{
    private readonly HashSet<(string Clause, string Cycle)> waived = [];
    private readonly HashSet<(string Clause, string Cycle)> confirmed = [];

    /// <summary>Lets a charge go.</summary>
    /// <param name="clause">The slug of the clause.</param>
    /// <param name="cycle">The first day of the cycle, such as 2026-01-31.</param>
    public void Waive(string clause, string cycle) => waived.Add((clause, cycle));

    /// <summary>Confirms a proposed charge.</summary>
    public void Confirm(string clause, string cycle) => confirmed.Add((clause, cycle));

    /// <summary>Where a line stands.</summary>
    public LineStatus Status(string clause, Cycle cycle, bool due)
    {
        var name = (clause, cycle.FirstDay.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));
        if (waived.Contains(name))
            return LineStatus.Waived;
        return due || confirmed.Contains(name) ? LineStatus.Due : LineStatus.Proposed;
    }
}
