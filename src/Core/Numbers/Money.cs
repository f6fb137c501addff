using System.Globalization;

namespace Evenhand.Core.Numbers;

/// <summary>A sum of money in its currency, exact, with as many decimals as it stands with on a line. Two currencies never add up.</summary>
/// <param name="Amount">How much; negative where it is given back.</param>
/// <param name="Currency">ISO 4217.</param>
public readonly record struct Money(decimal Amount, string Currency)
{
    /// <summary>A sum as it was written.</summary>
    /// <exception cref="FormatException">The text is no decimal in plain notation.</exception>
    public static Money Parse(string amount, string currency) =>
        new(
            decimal.Parse(
                amount,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture
            ),
            currency
        );

    /// <summary>An exact amount, rounded half away from zero to so many decimals: the one rounding of a line.</summary>
    /// <exception cref="OverflowException">It passes every bound.</exception>
    public static Money Rounded(Rational amount, int decimals, string currency) =>
        Whole(amount.Fixed(decimals), currency);

    /// <summary>Whether it is nothing.</summary>
    public bool IsZero => Amount == 0;

    /// <summary>The amount alone, in plain notation: <c>12.50</c>.</summary>
    public override string ToString() => Amount.ToString(CultureInfo.InvariantCulture);

    /// <summary>The sum of two.</summary>
    public static Money operator +(Money one, Money other) =>
        new(one.Amount + other.In(one.Currency), one.Currency);

    /// <summary>What one is more than another.</summary>
    public static Money operator -(Money one, Money other) =>
        new(one.Amount - other.In(one.Currency), one.Currency);

    /// <summary>As much to give back.</summary>
    public static Money operator -(Money one) => new(-one.Amount, one.Currency);

    private static Money Whole(string amount, string currency)
    {
        var money = Parse(amount, currency);
        return money.ToString() == amount ? money : throw new OverflowException();
    }

    private decimal In(string currency) =>
        Currency == currency
            ? Amount
            : throw new InvalidOperationException($"{Currency} does not add up with {currency}");
}
