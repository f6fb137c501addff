namespace Evenhand.Stores.Buckets;

/// <summary>
/// How large the parts of a thing are. Providers take so many parts at most and none below a size, and nobody knows how much comes: parts
/// begin at the least size that all take and double after every thousand, so that what Amazon S3 takes at most (10,000 parts) comes to 5 TiB, while what is
/// below 5 GiB takes the memory of small ones.
/// </summary>
internal static class PartSizes
{
    /// <summary>Bytes of a part at first, and of a piece of an upload in parts.</summary>
    public const int Least = 5 << 20;

    private const int BeforeDoubling = 1_000;
    private const int MostDoublings = 8;

    /// <summary>Bytes of a part.</summary>
    /// <param name="number">Which it is, from 1.</param>
    public static int Of(int number) =>
        Least << Math.Min((number - 1) / BeforeDoubling, MostDoublings);
}
