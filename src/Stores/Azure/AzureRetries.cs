using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Evenhand.Stores.Azure;

/// <summary>Tries again what broke, twice; whoever wants to be left alone is, by whoever asked.</summary>
internal sealed class AzureRetries() : RetryPolicy(Most)
{
    private const int Most = 2;

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        !IsBusy(message) && base.ShouldRetry(message, exception);

    protected override ValueTask<bool> ShouldRetryAsync(
        HttpMessage message,
        Exception? exception
    ) => IsBusy(message) ? new(false) : base.ShouldRetryAsync(message, exception);

    private static bool IsBusy(HttpMessage message) =>
        message.HasResponse
        && (HttpStatusCode)message.Response.Status
            is HttpStatusCode.TooManyRequests
                or HttpStatusCode.ServiceUnavailable;
}
