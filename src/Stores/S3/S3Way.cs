using Amazon.Runtime;

namespace Evenhand.Stores.S3;

/// <summary>Has the provider's client send its requests on a way that is not its own.</summary>
internal sealed class S3Way(HttpClient way) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => way;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
