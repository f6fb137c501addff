using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Accounts;

/// <summary>Exceptions that were granted: leave from one clause for an interval, with another figure or none.</summary>
internal sealed class Waivers(int clauses) : Part
{
    /// <summary>There once one was granted.</summary>
    private List<Waiver>?[]? byClause;

    /// <summary>Grants leave from a clause in [from, to).</summary>
    public void Grant(Place<Clause> clause, Moment from, Moment to, decimal? amount) =>
        ((byClause ??= new List<Waiver>?[clauses])[clause.Index] ??= []).Add(
            new Waiver(from, to, amount)
        );

    /// <summary>
    /// What leave there is from a clause at an instant; the latest granted stands. Null means none; a waiver without
    /// amount means that the clause is not judged.
    /// </summary>
    public Waiver? At(Place<Clause> clause, Moment time)
    {
        if (byClause?[clause.Index] is not { } granted)
            return null;
        for (var i = granted.Count - 1; i >= 0; i--)
            if (granted[i].From <= time && time < granted[i].To)
                return granted[i];
        return null;
    }

    /// <summary>Writes or reads the exceptions; a clause without any passes as none.</summary>
    public override void Exchange(StatePort port)
    {
        if (!port.Exchange(byClause is not null))
        {
            byClause = null;
            return;
        }
        byClause ??= new List<Waiver>?[clauses];
        for (var clause = 0; clause < byClause.Length; clause++)
        {
            var granted = byClause[clause] ?? [];
            port.List(granted, Waiver.Exchange);
            byClause[clause] = granted.Count == 0 ? null : granted;
        }
    }
}

/// <summary>Leave from a clause.</summary>
/// <param name="From">The first instant.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Amount">The figure that replaces the clause's, in its unit; null when it is not judged at all.</param>
internal sealed record Waiver(Moment From, Moment To, decimal? Amount)
{
    /// <summary>Writes or reads an exception.</summary>
    public static Waiver Exchange(StatePort port, Waiver? waiver) =>
        new(
            port.Exchange(waiver?.From ?? default),
            port.Exchange(waiver?.To ?? default),
            port.Exchange(waiver?.Amount)
        );
}
