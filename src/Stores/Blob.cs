namespace Evenhand.Stores;

/// <summary>Bytes that lie in a store.</summary>
/// <param name="Id">Their id.</param>
/// <param name="Bytes">How many there are.</param>
/// <param name="Side">Where they lie.</param>
/// <param name="Since">When they were last written.</param>
public sealed record Blob(BlobId Id, long Bytes, Side Side, DateTimeOffset Since);
