namespace Evenhand.Stores.Buckets;

/// <summary>What became of a stream that was written.</summary>
/// <param name="Placed">Where it is now.</param>
/// <param name="Measured">What it measures; null where something was there and it was not read to its end.</param>
internal sealed record Written(Placed Placed, Measured? Measured);
