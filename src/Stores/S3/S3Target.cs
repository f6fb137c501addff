using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Evenhand.Network;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.S3;

/// <summary>Customers' buckets that speak the protocol of Amazon S3.</summary>
internal static class S3Target
{
    /// <summary>Besides the first try; a job tries again by itself, after longer.</summary>
    private const int Retries = 2;

    /// <summary>The kind of such targets.</summary>
    public static readonly TargetKind Kind = new(
        "amazon-s3",
        [
            new("bucket", "the bucket's name") { IsNeeded = true },
            new("region", "the bucket's region, such as eu-central-1"),
            new("folder", "what the names of copies begin with; nothing where it is left out"),
            new("endpoint", "where a provider listens that speaks the protocol and is not Amazon")
            {
                Form = TermForm.Address,
            },
            new("access-key", "the id of the access key") { IsNeeded = true },
            new("secret-key", "the secret of the access key") { IsNeeded = true, IsSecret = true },
            new("session-token", "the token of an access key that holds for a while")
            {
                IsSecret = true,
            },
        ],
        (terms, outward) => Open(terms, outward, BucketTarget.Patience)
    )
    {
        Objection = ObjectionTo,
    };

    /// <summary>Opens one that may be silent for so long.</summary>
    internal static BucketTarget Open(TargetTerms terms, Outward outward, TimeSpan patience)
    {
        var place = new S3Place(terms["bucket"], BucketTarget.PrefixOf(terms.Setting("folder")))
        {
            Region = terms.Setting("region"),
            Endpoint = terms.Address("endpoint"),
            IsInPath = terms.Setting("endpoint") is not null,
            HasSides = false,
        };
        var (key, secret) = (terms["access-key"], terms.Secret("secret-key")!);
        AWSCredentials credentials = terms.Secret("session-token") is { } token
            ? new SessionAWSCredentials(key, secret, token)
            : new BasicAWSCredentials(key, secret);
        var way = S3Way.Over(outward.Handler(), patience);
        var settings = S3Client.SettingsOf(place);
        settings.MaxErrorRetry = Retries;
        settings.HttpClientFactory = new S3Way(way);
        return new BucketTarget(
            new S3Bucket(new AmazonS3Client(credentials, settings), place),
            failed => Told.Of(failed, KindOf, AfterOf),
            way,
            patience
        );
    }

    private static string? ObjectionTo(TargetTerms terms) =>
        terms.Setting("region") is null && terms.Setting("endpoint") is null
            ? "either `region` or `endpoint` is needed"
        : !HostWords.Are(terms["bucket"]) ? "`bucket` takes small letters, digits, dots and hyphens"
        : terms.Setting("region") is { } region && !HostWords.Are(region)
            ? "`region` takes a region's name, such as eu-central-1"
        : null;

    private static TargetFault KindOf(Exception cause) =>
        cause is not AmazonServiceException failed
            ? TargetFault.Away
            : failed.ErrorCode switch
            {
                "ExpiredToken" or "TokenRefreshRequired" => TargetFault.Expired,
                "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" =>
                    TargetFault.Refused,
                "SlowDown" or "RequestLimitExceeded" or "Throttling" => TargetFault.Busy,
                "BadDigest" or "XAmzContentSHA256Mismatch" => TargetFault.Altered,
                "NoSuchBucket" or "PermanentRedirect" => TargetFault.Forbidden,
                _ => failed.StatusCode switch
                {
                    HttpStatusCode.Unauthorized => TargetFault.Refused,
                    HttpStatusCode.Forbidden => TargetFault.Forbidden,
                    HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable =>
                        TargetFault.Busy,
                    _ => TargetFault.Away,
                },
            };

    private static string? AfterOf(Exception cause) =>
        cause.InnerException is HttpErrorResponseException { Response: { } answer }
        && answer.IsHeaderPresent("Retry-After")
            ? answer.GetHeaderValue("Retry-After")
            : null;
}
