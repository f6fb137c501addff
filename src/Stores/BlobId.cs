using System.Diagnostics.CodeAnalysis;

namespace Evenhand.Stores;

/// <summary>
/// The id of bytes in a store: a number of 128 bits, written in 32 small hexadecimal digits. It is made here and means nothing, so
/// that no name that anybody chose becomes a path.
/// </summary>
public readonly record struct BlobId : IComparable<BlobId>
{
    private const int Digits = 32;

    private readonly Guid number;

    private BlobId(Guid number) => this.number = number;

    /// <summary>An id that nothing has yet.</summary>
    public static BlobId Fresh() => new(Guid.NewGuid());

    /// <summary>Reads an id as it is written, and nothing else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BlobId id)
    {
        id = default;
        if (text is not { Length: Digits } || !text.All(char.IsAsciiHexDigitLower))
            return false;
        id = new BlobId(Guid.ParseExact(text, "N"));
        return true;
    }

    /// <summary>Reads an id as it is written.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static BlobId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"no id of bytes: {text}");

    /// <inheritdoc/>
    public override string ToString() => number.ToString("N");

    /// <summary>By what is written.</summary>
    public int CompareTo(BlobId other) => string.CompareOrdinal(ToString(), other.ToString());

    /// <summary>Whether it is written before another.</summary>
    public static bool operator <(BlobId left, BlobId right) => left.CompareTo(right) < 0;

    /// <summary>Whether it is written after another.</summary>
    public static bool operator >(BlobId left, BlobId right) => left.CompareTo(right) > 0;

    /// <summary>Whether it is not written after another.</summary>
    public static bool operator <=(BlobId left, BlobId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether it is not written before another.</summary>
    public static bool operator >=(BlobId left, BlobId right) => left.CompareTo(right) >= 0;
}
