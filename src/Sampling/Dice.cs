using System.Numerics;
using System.Text;

namespace Evenhand.Sampling;

/// <summary>
/// Random numbers that are the same on every machine: xoshiro256** 1.0 by David Blackman and Sebastiano Vigna
/// (https://prng.di.unimi.it/xoshiro256starstar.c, public domain), its state filled by SplitMix64 as the authors advise.
/// </summary>
/// <remarks>System.Random promises no sequence across versions of .NET; samples promise bytes.</remarks>
public sealed class Dice
{
    private const double UnitStep = 1.0 / (1UL << 53);

    private ulong a;
    private ulong b;
    private ulong c;
    private ulong d;

    /// <summary>Dice that depend on the seed alone.</summary>
    public Dice(ulong seed)
    {
        a = SplitMix(ref seed);
        b = SplitMix(ref seed);
        c = SplitMix(ref seed);
        d = SplitMix(ref seed);
    }

    /// <summary>Dice of their own for one named thing and number, so that adding another thing changes nothing here.</summary>
    public static Dice For(ulong seed, string name, int number)
    {
        // FNV-1a, because string.GetHashCode differs from run to run.
        var hash = 14695981039346656037UL;
        foreach (var octet in Encoding.UTF8.GetBytes(name))
            hash = unchecked((hash ^ octet) * 1099511628211UL);
        var mixed = unchecked(hash + (ulong)number * 0x9E3779B97F4A7C15UL);
        return new Dice(seed ^ SplitMix(ref mixed));
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(b * 5, 7) * 9;
            var shifted = b << 17;
            c ^= a;
            d ^= b;
            b ^= c;
            a ^= d;
            c ^= shifted;
            d = BitOperations.RotateLeft(d, 45);
            return result;
        }
    }

    /// <summary>A number in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * UnitStep;

    /// <summary>True with the probability given (0 to 1).</summary>
    public bool Chance(double share) => share >= 1 || (share > 0 && Unit() < share);

    /// <summary>A whole number in [0, count); count is positive.</summary>
    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    /// <summary>A number in [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>A standard normal deviate, by Marsaglia's polar method.</summary>
    public double Normal()
    {
        while (true)
        {
            var x = 2 * Unit() - 1;
            var y = 2 * Unit() - 1;
            var square = x * x + y * y;
            if (square is > 0 and < 1)
                return x * Math.Sqrt(-2 * PortableMath.Log(square) / square);
        }
    }

    /// <summary>How many independent acts happen where so many are expected. From 30 up the normal curve stands in for Poisson's.</summary>
    public int Poisson(double expected)
    {
        if (expected <= 0)
            return 0;
        if (expected >= 30)
            return (int)Math.Max(0, Math.Floor(expected + Math.Sqrt(expected) * Normal() + 0.5));
        var floor = PortableMath.Exp(-expected);
        var product = Unit();
        var count = 0;
        for (; product > floor; count++)
            product *= Unit();
        return count;
    }

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return mixed ^ (mixed >> 31);
        }
    }
}
