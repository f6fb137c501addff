namespace Evenhand.Stores.Buckets;

/// <summary>A thing in a bucket.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Bytes">How many there are.</param>
/// <param name="Side">Where they lie.</param>
/// <param name="Since">When they were last written, by the provider's clock.</param>
internal sealed record BucketItem(string Key, long Bytes, Side Side, DateTimeOffset Since);
