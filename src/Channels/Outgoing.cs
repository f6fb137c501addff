using Evenhand.Channels.Webhooks;
using Evenhand.Node.Sending;
using Microsoft.AspNetCore.DataProtection;

namespace Evenhand.Channels;

/// <summary>All that goes out of a server: its channels, and who is told what.</summary>
public sealed class Outgoing : IDisposable
{
    /// <summary>What goes out.</summary>
    /// <param name="seal">What only this server can open, for the secrets of endpoints.</param>
    /// <param name="settings">What is set.</param>
    public Outgoing(IDataProtector seal, OutgoingSettings settings)
    {
        Secrets = new WebhookSecrets(seal);
        Webhooks = new WebhookChannel(Secrets, settings.AllowsPrivate);
        Sending = new SendingSettings([Webhooks.Channel], Planner.Of)
        {
            IsStopped = settings.IsStopped,
        };
    }

    /// <summary>The secrets of endpoints.</summary>
    public WebhookSecrets Secrets { get; }

    /// <summary>The channel of webhooks.</summary>
    public WebhookChannel Webhooks { get; }

    /// <summary>What a node is told of it.</summary>
    public SendingSettings Sending { get; }

    /// <inheritdoc/>
    public void Dispose() => Webhooks.Dispose();
}

/// <summary>What is set of what goes out.</summary>
public sealed record OutgoingSettings
{
    /// <summary>Whether nothing goes out for now.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Whether webhooks may go to private addresses, and without TLS.</summary>
    public bool AllowsPrivate { get; init; }
}
