using System.IO.Hashing;

namespace Evenhand.Core.Stream;

/// <summary>The hash by which repeats are found: records of one source and id have the same.</summary>
public static class RecordKey
{
    /// <summary>The key of a record.</summary>
    /// <param name="id">The UTF-8 bytes of its id.</param>
    /// <param name="source">The UTF-8 bytes of its source.</param>
    /// <param name="seed">A secret that makes collisions hard to craft.</param>
    public static ulong Of(ReadOnlySpan<byte> id, ReadOnlySpan<byte> source, long seed) =>
        Of(id, OfSource(source, seed));

    /// <summary>The part of a key that comes from its source, for whoever reads many records of one source.</summary>
    public static ulong OfSource(ReadOnlySpan<byte> source, long seed) =>
        XxHash3.HashToUInt64(source, seed);

    /// <summary>The key of a record by its id and the part that comes from its source.</summary>
    public static ulong Of(ReadOnlySpan<byte> id, ulong source) =>
        XxHash3.HashToUInt64(id, unchecked((long)source));
}
