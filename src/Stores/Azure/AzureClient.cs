using Azure.Storage;
using Azure.Storage.Blobs;

namespace Evenhand.Stores.Azure;

/// <summary>Makes clients of a place.</summary>
internal static class AzureClient
{
    private const string ConnectionVariable = "AZURE_STORAGE_CONNECTION_STRING";
    private const string KeyVariable = "AZURE_STORAGE_KEY";

    /// <summary>Opens a client of a container.</summary>
    /// <exception cref="StoreException">What is said of the place is not enough.</exception>
    public static BlobContainerClient Of(AzurePlace place, BlobClientOptions? options = null)
    {
        var secret =
            place.Credentials is { } file ? Read(file)
            : Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } set ? set
            : Environment.GetEnvironmentVariable(KeyVariable);
        if (secret is not { Length: > 0 })
            throw Wrong(
                place,
                $"there are no credentials: a file of them, {ConnectionVariable} or {KeyVariable}"
            );
        try
        {
            return IsConnection(secret) ? new BlobContainerClient(secret, place.Container, options)
                : place.Account is { } account
                    ? new BlobContainerClient(
                        AddressOf(place, account),
                        new StorageSharedKeyCredential(account, secret),
                        options
                    )
                : throw Wrong(place, "account= says whose key it is");
        }
        catch (FormatException wrong)
        {
            throw new StoreException(
                $"the container {place.Container} cannot be opened: the credentials are neither a connection string nor a key",
                wrong
            );
        }
    }

    /// <summary>The address of a container.</summary>
    public static Uri AddressOf(AzurePlace place, string account)
    {
        var its = place.Endpoint?.AbsoluteUri ?? $"https://{account}.blob.core.windows.net/";
        return new Uri($"{its.TrimEnd('/')}/{place.Container}");
    }

    private static bool IsConnection(string secret) =>
        secret.Contains("AccountName=", StringComparison.OrdinalIgnoreCase)
        || secret.Contains("SharedAccessSignature=", StringComparison.OrdinalIgnoreCase);

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception failure) when (Disk.IsOfDisk(failure))
        {
            throw new StoreException(failure.Message, failure);
        }
    }

    private static StoreException Wrong(AzurePlace place, string why) =>
        new($"the container {place.Container} cannot be opened: {why}");
}
