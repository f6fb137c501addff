using Evenhand.Network;
using Google.Apis.Http;

namespace Evenhand.Stores.Google;

/// <summary>Has the provider's client send its requests on a way that is not its own.</summary>
internal sealed class GoogleWay(Outward outward) : HttpClientFactory, IDisposable
{
    private readonly List<HttpMessageHandler> opened = [];

    public void Dispose()
    {
        lock (opened)
            opened.ForEach(handler => handler.Dispose());
    }

    protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args)
    {
        var handler = outward.Handler();
        lock (opened)
            opened.Add(handler);
        return handler;
    }
}
