using System.Net;
using System.Text.Json;
using Evenhand.Network;
using Evenhand.Stores.Targets;
using Google;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Cloud.Storage.V1;

namespace Evenhand.Stores.Google;

/// <summary>Customers' buckets of Google Cloud Storage.</summary>
internal static class GoogleTarget
{
    private const string Scope = "https://www.googleapis.com/auth/devstorage.read_write";

    /// <summary>The kind of such targets.</summary>
    public static readonly TargetKind Kind = new(
        "google-cloud",
        [
            new("bucket", "the bucket's name") { IsNeeded = true },
            new("folder", "what the names of copies begin with; nothing where it is left out"),
            new("endpoint", "where the provider listens, where that is not Google")
            {
                Form = TermForm.Address,
            },
            new("credentials", "the key of a service account, as a file of JSON")
            {
                IsNeeded = true,
                IsSecret = true,
                Form = TermForm.Text,
            },
        ],
        (terms, outward) => Open(terms, outward, BucketTarget.Patience)
    )
    {
        Objection = terms =>
            !HostWords.Are(terms["bucket"])
                ? "`bucket` takes small letters, digits, dots, hyphens and underscores"
            : CredentialOf(terms, null) is null
                ? "`credentials` takes the file of JSON that Google gives with a service account's key"
            : null,
    };

    /// <summary>Opens one that may be silent for so long.</summary>
    internal static BucketTarget Open(TargetTerms terms, Outward outward, TimeSpan patience)
    {
        var place = new GooglePlace(terms["bucket"], BucketTarget.PrefixOf(terms.Setting("folder")))
        {
            Endpoint = terms.Address("endpoint"),
            HasSides = false,
        };
        var way = new GoogleWay(outward);
        var client = new StorageClientBuilder
        {
            BaseUri = GoogleClient.AddressOf(place),
            Credential = CredentialOf(terms, way),
            HttpClientFactory = way,
        }.Build();
        // A job tries again by itself, after longer.
        client.Service.HttpClient.MessageHandler.NumTries = 1;
        client.Service.HttpClient.Timeout = patience;
        return new BucketTarget(
            new GoogleBucket(client, place),
            failed => Told.Of(failed, KindOf, _ => null),
            way,
            patience
        );
    }

    /// <summary>
    /// Of a key's file nothing is taken but whose it is and the key, with which tokens are signed here: no address that the file names is asked for any.
    /// </summary>
    private static ServiceAccountCredential? CredentialOf(TargetTerms terms, GoogleWay? way)
    {
        try
        {
            using var file = JsonDocument.Parse(terms.Secret("credentials")!);
            var its = file.RootElement;
            return new ServiceAccountCredential(
                new ServiceAccountCredential.Initializer(
                    its.GetProperty("client_email").GetString()
                )
                {
                    KeyId = its.GetProperty("private_key_id").GetString(),
                    Scopes = [Scope],
                    UseJwtAccessWithScopes = true,
                    HttpClientFactory = way,
                }.FromPrivateKey(its.GetProperty("private_key").GetString())
            );
        }
        catch (Exception wrong)
            when (wrong
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or ArgumentException
                        or FormatException
                        or System.Security.Cryptography.CryptographicException
            )
        {
            return null;
        }
    }

    private static TargetFault KindOf(Exception cause) =>
        cause switch
        {
            TokenResponseException => TargetFault.Refused,
            GoogleApiException failed => KindOf(
                failed.HttpStatusCode,
                failed.Error?.Errors?.FirstOrDefault()?.Reason
            ),
            _ => TargetFault.Away,
        };

    private static TargetFault KindOf(HttpStatusCode status, string? reason) =>
        (status, reason) switch
        {
            (_, "rateLimitExceeded" or "userRateLimitExceeded") => TargetFault.Busy,
            (_, "quotaExceeded") => TargetFault.Full,
            (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, _) =>
                TargetFault.Busy,
            (HttpStatusCode.Unauthorized, _) => TargetFault.Refused,
            (HttpStatusCode.Forbidden or HttpStatusCode.NotFound, _) => TargetFault.Forbidden,
            _ => TargetFault.Away,
        };
}
