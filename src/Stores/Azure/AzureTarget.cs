using System.Net;
using Azure;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Evenhand.Network;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.Azure;

/// <summary>Customers' containers of Azure Blob Storage.</summary>
internal static class AzureTarget
{
    /// <summary>The kind of such targets.</summary>
    public static readonly TargetKind Kind = new(
        "azure",
        [
            new("account", "the storage account's name") { IsNeeded = true },
            new("container", "the container's name") { IsNeeded = true },
            new("folder", "what the names of copies begin with; nothing where it is left out"),
            new("endpoint", "where the account's blobs are, where that is not Azure's public cloud")
            {
                Form = TermForm.Address,
            },
            new("key", "one of the account's keys") { IsSecret = true },
            new("sas", "a shared access signature that may read, write and delete")
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
        var (account, container) = (terms["account"], terms["container"]);
        var place = new AzurePlace(container, BucketTarget.PrefixOf(terms.Setting("folder")))
        {
            Account = account,
            Endpoint = terms.Address("endpoint"),
        };
        var way = new HttpClient(outward.Handler()) { Timeout = patience };
        var options = new BlobClientOptions
        {
            Transport = new HttpClientTransport(way),
            RetryPolicy = new AzureRetries(),
        };
        var address = AzureClient.AddressOf(place, account);
        var client = terms.Secret("key") is { } key
            ? new BlobContainerClient(
                address,
                new StorageSharedKeyCredential(account, key),
                options
            )
            : new BlobContainerClient(
                address,
                new AzureSasCredential(terms.Secret("sas")!.TrimStart('?')),
                options
            );
        return new BucketTarget(
            new AzureBucket(client, place),
            failed => Told.Of(failed, KindOf, AfterOf),
            way,
            patience
        );
    }

    private static string? ObjectionTo(TargetTerms terms) =>
        terms.Secret("key") is null == terms.Secret("sas") is null
            ? "either `key` or `sas` is needed"
        : !HostWords.Are(terms["account"]) ? "`account` takes small letters and digits"
        : !HostWords.Are(terms["container"]) ? "`container` takes small letters, digits and hyphens"
        : terms.Secret("key") is { } key
        && !Convert.TryFromBase64String(key, new byte[key.Length], out _)
            ? "`key` takes a key in Base64"
        : null;

    private static TargetFault KindOf(Exception cause) =>
        cause is not RequestFailedException failed ? TargetFault.Away
        : failed.ErrorCode == BlobErrorCode.AuthenticationFailed
            // Why a signature is no good is told in the detail alone, which the message carries.
            ? failed.Message.Contains("time frame", StringComparison.Ordinal) ? TargetFault.Expired
                : TargetFault.Refused
        : failed.ErrorCode == BlobErrorCode.Md5Mismatch ? TargetFault.Altered
        : failed.ErrorCode == BlobErrorCode.ContainerNotFound ? TargetFault.Forbidden
        : (HttpStatusCode)failed.Status switch
        {
            HttpStatusCode.Unauthorized => TargetFault.Refused,
            HttpStatusCode.Forbidden => TargetFault.Forbidden,
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => TargetFault.Busy,
            _ => TargetFault.Away,
        };

    private static string? AfterOf(Exception cause) =>
        (cause as RequestFailedException)
            ?.GetRawResponse()
            ?.Headers.TryGetValue("Retry-After", out var said) == true
            ? said
            : null;
}
