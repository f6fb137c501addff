namespace Evenhand.Stores.S3;

/// <summary>A bucket that speaks the protocol of Amazon S3, and how it is reached.</summary>
/// <param name="Bucket">Its name.</param>
/// <param name="Prefix">What keys of ours begin with: empty, or ending in a slash.</param>
internal sealed record S3Place(string Bucket, string Prefix)
{
    /// <summary>The region; null for what the environment or the profile says.</summary>
    public string? Region { get; init; }

    /// <summary>Where the provider listens, where that is not Amazon; null for Amazon.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Whether the bucket stands in the path and not in the host's name.</summary>
    public bool IsInPath { get; init; }

    /// <summary>Whether what is hot and what is cold lie apart.</summary>
    public bool HasSides { get; init; } = true;

    /// <summary>The storage class of what is cold; null for the bucket's own.</summary>
    public string? Cold { get; init; }

    /// <summary>A file of credentials in the form of the AWS command line; null for what the environment says.</summary>
    public string? Credentials { get; init; }
}
