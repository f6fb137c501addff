using Amazon.Runtime;

namespace Evenhand.Stores.S3;

/// <summary>Has the provider's client send its requests on a way that is not its own.</summary>
internal sealed class S3Way(HttpClient way) : HttpClientFactory
{
    /// <summary>A client of HTTP on a way; where an answer leads elsewhere, the provider's client is not told where, for it would follow.</summary>
    public static HttpClient Over(HttpMessageHandler way, TimeSpan patience) =>
        new(new Straight { InnerHandler = way }) { Timeout = patience };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => way;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    private sealed class Straight : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            answer.Headers.Location = null;
            return answer;
        }
    }
}
