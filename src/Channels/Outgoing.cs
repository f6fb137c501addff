using System.Collections.Immutable;
using Evenhand.Channels.Composing;
using Evenhand.Channels.Mail;
using Evenhand.Channels.Webhooks;
using Evenhand.Node.Outbox;
using Evenhand.Node.Sending;
using Microsoft.AspNetCore.DataProtection;

namespace Evenhand.Channels;

/// <summary>All that goes out of a server: its channels, and who is told what.</summary>
public sealed class Outgoing : IDisposable
{
    /// <summary>What goes out.</summary>
    /// <param name="seal">What only this server can open, for the secrets of endpoints.</param>
    /// <param name="settings">What is set.</param>
    /// <exception cref="BadTemplateException">Something is wrong with a template.</exception>
    public Outgoing(IDataProtector seal, OutgoingSettings settings)
    {
        Templates = TemplateSet.Open(settings.Templates);
        Secrets = new WebhookSecrets(seal);
        Webhooks = new WebhookChannel(Secrets, settings.AllowsPrivate, settings.Sandbox);
        Mail = settings.Mail is { } how
            ? new MailChannel(how with { Sandbox = settings.Sandbox })
            : null;
        Sending = new SendingSettings(
            Mail is null ? [Webhooks.Channel] : [Webhooks.Channel, Mail.Channel],
            new Planner(Templates, settings.Links, [.. ChannelsOf(settings)]).Of
        )
        {
            IsStopped = settings.IsStopped,
            Operators = settings.Operators,
            MayWait = NoticeKinds.MayWait,
            Gather = Digest.Of,
            Reword = Templates.Reword,
        };
    }

    /// <summary>How letters are worded.</summary>
    public TemplateSet Templates { get; }

    /// <summary>The secrets of endpoints.</summary>
    public WebhookSecrets Secrets { get; }

    /// <summary>The channel of webhooks.</summary>
    public WebhookChannel Webhooks { get; }

    /// <summary>The channel of mail; null where none is sent.</summary>
    public MailChannel? Mail { get; }

    /// <summary>What a node is told of it.</summary>
    public SendingSettings Sending { get; }

    /// <summary>With a sandbox everything goes there, and nothing to programs of others.</summary>
    private static IEnumerable<string> ChannelsOf(OutgoingSettings settings)
    {
        if (settings.Sandbox is null)
            yield return WebhookChannel.Name;
        if (settings.Mail is not null)
            yield return MailChannel.Name;
    }

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

    /// <summary>How mail is sent; null where none is.</summary>
    public MailSettings? Mail { get; init; }

    /// <summary>The address of mail to which everything goes instead; webhooks then go nowhere. Null for none.</summary>
    public string? Sandbox { get; init; }

    /// <summary>Where those who run the service are mailed what did not go out; null for those whom the ledger knows.</summary>
    public ImmutableArray<string>? Operators { get; init; }

    /// <summary>Makes the address at which a notice can be read; null where there is none.</summary>
    public Func<SaidEntry, string?> Links { get; init; } = _ => null;

    /// <summary>The folder of templates; null for our own alone.</summary>
    public string? Templates { get; init; }
}
