using System.Numerics;
using Evenhand.Core.Keeping;

namespace Evenhand.Core.Numbers;

/// <summary>Fractions on their way through a port, exact whatever their size.</summary>
internal static class KeptRational
{
    /// <summary>Writes or reads a fraction.</summary>
    public static Rational Exchange(this StatePort port, Rational value)
    {
        var numerator = Exchange(port, value.Numerator);
        var denominator = Exchange(port, value.Denominator);
        if (denominator.Sign <= 0)
            throw new BadSnapshotException("a fraction has no denominator");
        var read = new Rational(numerator, denominator);
        return read.Denominator == denominator
            ? read
            : throw new BadSnapshotException("a fraction is not reduced");
    }

    private static BigInteger Exchange(StatePort port, BigInteger value)
    {
        var bytes = port.Exchange(value.ToByteArray());
        return port.Reads ? new BigInteger(bytes) : value;
    }
}
