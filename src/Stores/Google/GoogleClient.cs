using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Cloud.Storage.V1;

namespace Evenhand.Stores.Google;

/// <summary>Makes clients of a place.</summary>
internal static class GoogleClient
{
    private const string Api = "storage/v1/";

    /// <summary>Where its API is; null for where the provider has it.</summary>
    public static string? AddressOf(GooglePlace place) =>
        place.Endpoint is { } its ? new Uri(its, Api).AbsoluteUri : null;

    /// <summary>Opens a client.</summary>
    /// <exception cref="StoreException">What is said of the place is not enough.</exception>
    public static async Task<StorageClient> OfAsync(GooglePlace place, CancellationToken cancel)
    {
        try
        {
            var builder = new StorageClientBuilder { BaseUri = AddressOf(place) };
            if (place.Credentials is { } file)
                builder.GoogleCredential = (
                    await CredentialFactory
                        .FromFileAsync<ServiceAccountCredential>(file, cancel)
                        .ConfigureAwait(false)
                ).ToGoogleCredential();
            return await builder.BuildAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception wrong)
            when (wrong
                    is InvalidOperationException
                        or TokenResponseException
                        or HttpRequestException
                        or Newtonsoft.Json.JsonException
                        or ArgumentException
                        or FormatException
                || Disk.IsOfDisk(wrong)
            )
        {
            throw new StoreException(
                $"the bucket {place.Bucket} cannot be opened: {wrong.Message}",
                wrong
            );
        }
    }
}
