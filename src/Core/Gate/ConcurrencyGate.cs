using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Gate;

/// <summary>
/// Holds an act against the bounds on how many go on at once. Only what is reserved goes on; an ask without a reservation is
/// told whether there is room now.
/// </summary>
internal static class ConcurrencyGate
{
    /// <summary>Finds what each bound leaves.</summary>
    public static void Find(in Asked asked, Findings findings)
    {
        foreach (var (place, rule) in asked.Act.Rules.Concurrencies)
            if (asked.Act.IsAmong(rule.Acts) && !asked.IsExcepted(rule.Clause))
                Find(asked, rule, place, findings);
    }

    private static void Find(in Asked asked, Concurrency rule, int place, Findings findings)
    {
        var most = Figures.AtOnce(asked.State, rule, asked.Time);
        var goingOn = asked.Reserved.GoingOn(place);
        var left = Math.Max(0, most - goingOn);
        var bound = new Bound
        {
            Clause = rule.Clause,
            Gate = Outcome.Deny,
            Unit = Unit.One,
            Amount = most,
            Left = left,
            Adds = 1,
            Fails = left < 1,
            IsSpent = true,
        };
        findings.Add(
            bound,
            bound.Fails
                ? TooMany(findings, bound, goingOn, asked.Reserved.FreeAt(place, most))
                : null
        );
    }

    private static Reason TooMany(Findings findings, in Bound bound, int goingOn, Moment freeAt) =>
        findings.Because(
            bound.Clause,
            bound.Gate,
            FactKind.TooManyAtOnce,
            Printed.As(NamedFigure.Used, goingOn, Unit.One),
            Printed.As(NamedFigure.Limit, bound.Amount, Unit.One)
        ) with
        {
            RetryAt = freeAt == Moment.Never ? null : freeAt,
        };
}
