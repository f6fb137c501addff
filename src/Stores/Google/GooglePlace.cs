namespace Evenhand.Stores.Google;

/// <summary>A bucket of Google Cloud Storage, and how it is reached.</summary>
/// <param name="Bucket">Its name.</param>
/// <param name="Prefix">What keys of ours begin with: empty, or ending in a slash.</param>
internal sealed record GooglePlace(string Bucket, string Prefix)
{
    /// <summary>Where the provider listens, where that is not Google; null for Google.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Whether what is hot and what is cold are of classes of their own; else all is of the bucket's.</summary>
    public bool HasSides { get; init; } = true;

    /// <summary>The storage class of what is cold: <c>NEARLINE</c>, <c>COLDLINE</c> or <c>ARCHIVE</c>.</summary>
    public string Cold { get; init; } = "ARCHIVE";

    /// <summary>A service account's file of credentials (JSON); null for what the environment says.</summary>
    public string? Credentials { get; init; }
}
