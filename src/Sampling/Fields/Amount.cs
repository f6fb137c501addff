namespace Evenhand.Sampling.Fields;

/// <summary>A distribution of numbers, kept within bounds and to so many decimals.</summary>
internal sealed record Amount(
    bool LogNormal,
    double First,
    double Second,
    double Least,
    double Most,
    int Decimals
)
{
    private readonly double scale = Scale(Decimals);

    /// <summary>A number in units of 10^−decimals.</summary>
    public long Draw(Dice dice)
    {
        var number = LogNormal
            ? PortableMath.Exp(First + Second * dice.Normal())
            : dice.Between(First, Decimals == 0 ? Second + 1 : Second);
        // Whole numbers from a range are all equally likely when they are cut, others come out best rounded.
        var half = LogNormal || Decimals > 0 ? 0.5 : 0;
        return (long)Math.Floor(Math.Clamp(number, Least, Most) * scale + half);
    }

    private static double Scale(int decimals)
    {
        var scale = 1.0;
        for (var i = 0; i < decimals; i++)
            scale *= 10;
        return scale;
    }
}
