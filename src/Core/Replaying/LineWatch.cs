using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>
/// Finds the events behind the lines of a clause in one cycle: those that touched what the clause charges, in the version
/// that states the cycle, as the fold counted them. What an act found around it (a thing's tier, an open state, a value
/// that had counted already) is looked at, since it is the fold that tells.
/// </summary>
/// <param name="version">The version that states the cycle.</param>
/// <param name="clause">The slug of the clause.</param>
/// <param name="from">The cycle's first instant.</param>
public sealed class LineWatch(string version, ClauseId clause, Moment from) : ReplayWatch
{
    private readonly Dictionary<int, Rational?> shares = [];
    private int line;

    /// <summary>
    /// By the event's line: how much it counted, in units of the statement's line. Null for what moved a stock, of which
    /// the line states a value over time and no sum.
    /// </summary>
    public IReadOnlyDictionary<int, Rational?> Shares => shares;

    internal override void Begin(AccountFold fold)
    {
        shares.Clear();
        foreach (var state in fold.States)
            if (state.Policy.Version == version)
                state.Watcher = new Behind(this, state.Policy);
    }

    internal override void Next(AccountFold fold, in RecordHead head) => line = head.Line;

    private void Note(AccountState state, Rational? share)
    {
        if (state.Cycle.From != from)
            return;
        shares.TryGetValue(line, out var before);
        shares[line] = share is null ? before : share + (before ?? 0);
    }

    private Charge? ChargeOf(PolicyVersion policy, Place<Meter> meter) =>
        policy.Charges.FirstOrDefault(charge =>
            charge.Meter == meter && policy.Clauses.At(charge.Clause).Id == clause
        );

    /// <summary>Is told what touches the meters and fees of the clause.</summary>
    private sealed class Behind(LineWatch watch, PolicyVersion policy) : Watcher
    {
        private readonly Charge?[] charges =
        [
            .. policy.Meters.Select(meter => watch.ChargeOf(policy, meter.Place)),
        ];

        public override void Counted(AccountState state, in Touch touch, Int128 added)
        {
            if (touch.Kind == TouchKind.Flow && charges[touch.Place] is { } charge)
                watch.Note(state, (Rational)added / charge.Unit.Factor);
        }

        public override void Moved(AccountState state, StockState stock, Int128 change)
        {
            if (charges[stock.Meter.Place.Index] is not null)
                watch.Note(state, null);
        }

        public override void Passed(AccountState state, int rule, Rational amount)
        {
            if (policy.Clauses.At(policy.PassThroughs[rule].Clause).Id == watch.Clause)
                watch.Note(state, amount);
        }
    }

    private ClauseId Clause => clause;
}
