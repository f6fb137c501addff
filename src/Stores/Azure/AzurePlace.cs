namespace Evenhand.Stores.Azure;

/// <summary>A container of Azure Blob Storage, and how it is reached.</summary>
/// <param name="Container">Its name.</param>
/// <param name="Prefix">What keys of ours begin with: empty, or ending in a slash.</param>
internal sealed record AzurePlace(string Container, string Prefix)
{
    /// <summary>The storage account; null where the connection string names it.</summary>
    public string? Account { get; init; }

    /// <summary>Where the account's blobs are, where that is not Azure's public cloud; null for that.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The access tier of what is cold: <c>Cool</c>, <c>Cold</c> or <c>Archive</c>.</summary>
    public string Cold { get; init; } = "Archive";

    /// <summary>A file with a connection string, or with the account's key; null for what the environment says.</summary>
    public string? Credentials { get; init; }
}
