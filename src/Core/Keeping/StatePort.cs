using System.Text;

namespace Evenhand.Core.Keeping;

/// <summary>Writes a value, or reads one and gives it back; what it is given then says nothing.</summary>
/// <typeparam name="T">What goes through the port.</typeparam>
public delegate T Exchanging<T>(StatePort port, T? value);

/// <summary>
/// Where state goes out to bytes or comes in from them. Whatever has state says once, in one order, what of it passes:
/// <c>sum = port.Exchange(sum)</c> writes the sum and leaves it, or reads it; so the two ways cannot drift apart.
/// Everything that reads throws <see cref="BadSnapshotException"/>, and nothing else, where the bytes are no good.
/// </summary>
public abstract class StatePort
{
    /// <summary>Whether state comes in here.</summary>
    public abstract bool Reads { get; }

    /// <summary>A whole number; small ones take few bytes.</summary>
    public abstract long Exchange(long value);

    /// <summary>A whole number; small ones take few bytes.</summary>
    public abstract Int128 Exchange(Int128 value);

    /// <summary>Bytes with their length.</summary>
    public abstract byte[] Exchange(byte[] value);

    /// <summary>How many items follow, each of at least one byte.</summary>
    public abstract int Count(int items);

    /// <summary>An object that several places may refer to: its content where it comes first, then its number.</summary>
    public abstract T Reference<T>(T? value, Exchanging<T> content)
        where T : class;

    /// <summary>A whole number within bounds.</summary>
    public long Exchange(long value, long least, long most)
    {
        value = Exchange(value);
        return least <= value && value <= most
            ? value
            : throw new BadSnapshotException($"{value} is not from {least} to {most}");
    }

    /// <summary>A whole number, written as its distance from another that both ways know.</summary>
    public long After(long origin, long value) =>
        unchecked(origin + Exchange(unchecked(value - origin)));

    /// <summary>A whole number.</summary>
    public int Exchange(int value) => (int)Exchange(value, int.MinValue, int.MaxValue);

    /// <summary>Yes or no.</summary>
    public bool Exchange(bool value) => Exchange(value ? 1 : 0, 0, 1) == 1;

    /// <summary>A decimal, with as many digits behind the point as it has.</summary>
    public decimal Exchange(decimal value)
    {
        var magnitude = decimal.GetBits(value);
        var scale = (int)Exchange(value.Scale, 0, 28);
        var isNegative = Exchange(decimal.IsNegative(value));
        for (var part = 0; part < 3; part++)
            magnitude[part] = unchecked(
                (int)(uint)Exchange(unchecked((uint)magnitude[part]), 0, uint.MaxValue)
            );
        return new decimal(magnitude[0], magnitude[1], magnitude[2], isNegative, (byte)scale);
    }

    /// <summary>A text.</summary>
    public string Exchange(string? value)
    {
        var bytes = Exchange(Reads ? [] : Encoding.UTF8.GetBytes(value!));
        return Reads ? Encoding.UTF8.GetString(bytes) : value!;
    }

    /// <summary>A text, or null.</summary>
    public string? Optional(string? value) => Exchange(value is not null) ? Exchange(value) : null;

    /// <summary>A value, or null.</summary>
    public T? Optional<T>(T? value, Exchanging<T> content)
        where T : struct =>
        Exchange(value.HasValue) ? content(this, value.GetValueOrDefault()) : null;

    /// <summary>A decimal, or null.</summary>
    public decimal? Exchange(decimal? value) => Optional(value, (port, it) => port.Exchange(it));

    /// <summary>What many collections hold.</summary>
    public static long Long(StatePort port, long value) => port.Exchange(value);
}
