using System.Buffers;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Evenhand.Core.Codes;

namespace Evenhand.Core.Stream;

/// <summary>
/// The names that stood in one object so far, for those that the catalogue does not know: JSON allows a name to stand
/// twice, and which of the two counts would be anybody's guess. Not to be shared between threads.
/// </summary>
/// <param name="seed">A secret that makes collisions hard to craft.</param>
internal sealed class SeenNames(long seed)
{
    /// <summary>The most characters of a name that a message shows.</summary>
    private const int MostShown = 64;

    /// <summary>A set that once grew beyond this is let go: emptying it takes as long as filling it did.</summary>
    private const int MostKept = 256;

    private HashSet<ulong> seen = [];

    /// <summary>Begins an object.</summary>
    public void Clear()
    {
        if (seen.Count > MostKept)
            seen = [];
        else if (seen.Count > 0)
            seen.Clear();
    }

    /// <summary>Notes the name at hand; returns what is wrong when it stood before.</summary>
    /// <param name="reader">Stands on the name.</param>
    /// <param name="twice">What is wrong then.</param>
    public Fault? Twice(ref Utf8JsonReader reader, FaultKind twice) =>
        seen.Add(Hash(ref reader, seed)) ? null : Fault.Malformed(twice, Shorten(reader.ValueSpan));

    /// <summary>A hash of the name or text at hand, however it is escaped.</summary>
    public static ulong Hash(ref Utf8JsonReader reader, long seed)
    {
        if (!reader.ValueIsEscaped)
            return XxHash3.HashToUInt64(reader.ValueSpan, seed);
        var rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        var hash = XxHash3.HashToUInt64(rented.AsSpan(0, reader.CopyString(rented)), seed);
        ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    /// <summary>A name as messages show it.</summary>
    public static string Shorten(ReadOnlySpan<byte> name) =>
        name.Length <= MostShown
            ? Encoding.UTF8.GetString(name)
            : Encoding.UTF8.GetString(name[..MostShown]) + "…";
}
