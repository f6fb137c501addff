namespace Evenhand.Stores.Buckets;

/// <summary>A thing on its way to a bucket in parts.</summary>
internal interface IParts
{
    /// <summary>Adds a part, of as many bytes as <see cref="PartSizes"/> says, but for the last.</summary>
    /// <param name="number">Which it is, from 1; all but the last that is begun may be on their way at once.</param>
    /// <param name="bytes">Its bytes, at least one.</param>
    /// <param name="cancel">Ends it.</param>
    Task AddAsync(int number, ReadOnlyMemory<byte> bytes, CancellationToken cancel);

    /// <summary>Makes all parts, each of which was added, the thing; where something is there that is to stay, they are dropped.</summary>
    Task<Placed> EndAsync(CancellationToken cancel);

    /// <summary>Drops all parts; the thing does not come to be.</summary>
    Task DropAsync();
}
