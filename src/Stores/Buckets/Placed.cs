namespace Evenhand.Stores.Buckets;

/// <summary>What became of something that was put.</summary>
internal enum Placed
{
    /// <summary>It is there, whole by a checksum that the provider made of it.</summary>
    Proved,

    /// <summary>It is there, and the provider made no checksum of the whole.</summary>
    Unproved,

    /// <summary>Something was there, which stays as it is.</summary>
    Taken,

    /// <summary>Nothing was put, since it was not what was expected.</summary>
    Nowhere,
}
