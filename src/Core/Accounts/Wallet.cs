using Evenhand.Core.Rating;

namespace Evenhand.Core.Accounts;

/// <summary>An account's prepaid money, exact. Whole draws stay decimal; shares of a draw may have no end.</summary>
internal sealed class Wallet
{
    private Rational balance;

    /// <summary>The balance; below zero when acts drew more than there was.</summary>
    public Rational Balance => balance;

    /// <summary>Whether anything is left to draw on.</summary>
    public bool IsAboveZero => balance > Rational.Zero;

    /// <summary>Adds money.</summary>
    public void TopUp(decimal amount) => balance += amount;

    /// <summary>Draws a share of a cost.</summary>
    public void Draw(decimal cost, Rational share) => balance -= share * cost;
}
