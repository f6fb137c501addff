using System.Security.Cryptography;
using Evenhand.Channels.Mail;
using Evenhand.Channels.Webhooks;
using Evenhand.Node.Dispatching;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Replay.Output;

namespace Evenhand.Server.Routes;

/// <summary>A message that no account is told, to see what comes of it.</summary>
internal static class ChannelTest
{
    /// <summary>Posts one to an endpoint, signed as all that goes there.</summary>
    public static Task<Receipt> PostAsync(Deliveries deliveries, Target endpoint) =>
        SendAsync(deliveries, endpoint, WebhookBody.Test(Instants.Text(deliveries.Now)));

    /// <summary>Mails one to a recipient.</summary>
    public static Task<Receipt> MailAsync(Deliveries deliveries, Target recipient) =>
        SendAsync(deliveries, recipient, MailChannel.Test);

    private static Task<Receipt> SendAsync(Deliveries deliveries, Target target, Message message) =>
        deliveries.TryAsync(
            target,
            "test_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            "test",
            message
        );
}
