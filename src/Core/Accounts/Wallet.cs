using Evenhand.Core.Keeping;
using Evenhand.Core.Numbers;

namespace Evenhand.Core.Accounts;

/// <summary>
/// An account's prepaid money, exact. Whole draws are kept in units of 10^-12, which every sum of money has; only a
/// share of a cost may have no end as a decimal.
/// </summary>
internal sealed class Wallet
{
    private const long UnitsPerOne = 1_000_000_000_000;
    private Int128 units;
    private Rational shares;

    /// <summary>The balance; below zero when acts drew more than there was.</summary>
    public Rational Balance => (Rational)units / UnitsPerOne + shares;

    /// <summary>How often it was moved, so that a list of movements knows where each stands.</summary>
    public long Moves { get; private set; }

    /// <summary>Adds money.</summary>
    public void TopUp(decimal amount) => Move(Units(amount));

    /// <summary>Draws a cost.</summary>
    public void Draw(decimal cost) => Move(-Units(cost));

    /// <summary>Draws a share of a cost: so many of so many parts.</summary>
    public void Draw(decimal cost, long parts, long whole)
    {
        if (parts == whole)
            Draw(cost);
        else if (parts > 0 && cost != 0)
        {
            shares -= new Rational(parts, whole) * cost;
            Moves++;
        }
    }

    /// <summary>Writes or reads the money.</summary>
    public void Exchange(StatePort port)
    {
        units = port.Exchange(units);
        shares = port.Exchange(shares);
        Moves = port.Exchange(Moves);
    }

    private void Move(Int128 by)
    {
        units += by;
        if (by != 0)
            Moves++;
    }

    private static Int128 Units(decimal amount) =>
        (Int128)(decimal.Truncate(amount)) * UnitsPerOne + (long)(amount % 1 * UnitsPerOne);
}
