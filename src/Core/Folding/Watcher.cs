using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Folding;

/// <summary>
/// Is told what acts do to a state while they do it. It watches and changes nothing; a state that nobody watches
/// pays one look for it.
/// </summary>
internal abstract class Watcher
{
    /// <summary>A meter or a bucket was touched.</summary>
    /// <param name="state">The state.</param>
    /// <param name="touch">The touch, as it was resolved.</param>
    /// <param name="added">What it counted in base units: nothing where its value had counted already.</param>
    public abstract void Counted(AccountState state, in Touch touch, Int128 added);

    /// <summary>A balance or a ratio came to stand otherwise.</summary>
    /// <param name="state">The state.</param>
    /// <param name="meter">The place of the meter.</param>
    /// <param name="key">The key under which it counts.</param>
    public virtual void Stood(AccountState state, Place<Meter> meter, long key) { }

    /// <summary>A thing that counts in a stock came, changed or went.</summary>
    /// <param name="state">The state.</param>
    /// <param name="stock">The stock.</param>
    /// <param name="change">By how much its level moved, in level.</param>
    public virtual void Moved(AccountState state, StockState stock, Int128 change) { }

    /// <summary>A fee is passed through.</summary>
    /// <param name="state">The state.</param>
    /// <param name="rule">The place of the rule.</param>
    /// <param name="amount">In the rule's currency.</param>
    public virtual void Passed(AccountState state, int rule, Rational amount) { }

    /// <summary>The wallet was drawn on.</summary>
    public virtual void Drew(AccountState state, Rational amount) { }

    /// <summary>Money was added to the wallet.</summary>
    public virtual void ToppedUp(AccountState state, Rational amount) { }

    /// <summary>A rule of a clause was met that counts nothing: a state opened or closed, a bound was held against the act.</summary>
    public virtual void Met(AccountState state, Place<Clause> clause) { }
}

/// <summary>What each flow of a state was given since somebody last looked, in base units.</summary>
internal sealed class Tally(int meters) : Watcher
{
    private readonly Int128[] sums = new Int128[meters];

    /// <inheritdoc/>
    public override void Counted(AccountState state, in Touch touch, Int128 added)
    {
        if (touch.Kind == TouchKind.Flow)
            sums[touch.Place] += added;
    }

    /// <summary>What a meter was given since the last look.</summary>
    public Int128 Take(Place<Meter> meter)
    {
        var sum = sums[meter.Index];
        sums[meter.Index] = 0;
        return sum;
    }
}
