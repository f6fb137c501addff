using System.Security.Cryptography;
using Evenhand.Channels.Webhooks;
using Evenhand.Node.Dispatching;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Replay.Output;

namespace Evenhand.Server.Routes;

/// <summary>A message to an endpoint that no account is told, to see what comes of it.</summary>
internal static class EndpointTest
{
    /// <summary>Posts one, signed as all that goes there.</summary>
    public static Task<Receipt> SendAsync(Deliveries deliveries, Target endpoint) =>
        deliveries.TryAsync(
            endpoint,
            "test_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            "test",
            WebhookBody.Test(Instants.Text(deliveries.Now))
        );
}
