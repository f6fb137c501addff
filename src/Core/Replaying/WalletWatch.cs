using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Numbers;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>Follows the prepaid money of an account during a replay: what was added, and what acts drew.</summary>
/// <param name="skip">So many movements are passed over.</param>
/// <param name="limit">So many are kept.</param>
public sealed class WalletWatch(int skip, int limit) : ReplayWatch
{
    private readonly List<WalletMovement> movements = [];
    private int line;
    private Moment time;

    /// <summary>Those that are kept, in the order of time.</summary>
    public IReadOnlyList<WalletMovement> Movements => movements;

    /// <summary>Whether there are more.</summary>
    public bool HasMore { get; private set; }

    internal override void Begin(AccountFold fold)
    {
        movements.Clear();
        HasMore = false;
        foreach (var state in fold.States)
            state.Watcher = new Purse(this);
    }

    internal override void Next(AccountFold fold, in RecordHead head) =>
        (line, time) = (head.Line, head.Time);

    private void Note(AccountState state, Rational amount, Citation? cited)
    {
        if (!state.Speaks || amount == Rational.Zero)
            return;
        var place = state.Shared.Wallet.Moves - 1;
        HasMore |= place >= (long)skip + limit;
        if (place >= skip && movements.Count < limit)
            movements.Add(
                new WalletMovement(line, time, new(amount), new(state.Shared.Wallet.Balance), cited)
            );
    }

    private sealed class Purse(WalletWatch watch) : Watcher
    {
        public override void Counted(AccountState state, in Touch touch, Int128 added) { }

        public override void Drew(AccountState state, Rational amount) =>
            watch.Note(state, Rational.Zero - amount, state.Cite(state.Policy.Wallet!.Clause));

        public override void ToppedUp(AccountState state, Rational amount) =>
            watch.Note(state, amount, null);
    }
}

/// <summary>One movement of prepaid money.</summary>
/// <param name="Line">The line of the event that made it.</param>
/// <param name="Time">Its time.</param>
/// <param name="Amount">What was added; negative what was drawn.</param>
/// <param name="Balance">What there was then.</param>
/// <param name="Cited">The clause under which it was drawn; null for a top-up.</param>
public sealed record WalletMovement(
    int Line,
    Moment Time,
    Quantity Amount,
    Quantity Balance,
    Citation? Cited
);
