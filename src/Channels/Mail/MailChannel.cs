using System.Net.Sockets;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Evenhand.Channels.Mail;

/// <summary>Sends messages as mail.</summary>
/// <param name="settings">How.</param>
public sealed class MailChannel(MailSettings settings)
{
    /// <summary>Its name, which stands with each delivery.</summary>
    public const string Name = "email";

    /// <summary>How long the next hop may take, for each of its answers.</summary>
    private const int PatienceInMilliseconds = 20_000;

    /// <summary>The channel as the node has it.</summary>
    public Channel Channel => new(Name, SendAsync);

    /// <summary>A message by which a recipient is tried.</summary>
    public static Message Test { get; } =
        new(
            "Test of notices",
            "This is a test. Notices about the use of an account would reach you at this address. Nobody needs to do anything.\n"
        );

    /// <summary>Whether a text is an address of mail.</summary>
    public static bool IsAddress(string text) =>
        text.Length <= 254
        && MailboxAddress.TryParse(text, out var address)
        && address.Address == text
        && text.Contains('@');

    private async Task<Receipt> SendAsync(Parcel parcel, CancellationToken stop)
    {
        try
        {
            using var mail = MailLetter.Of(parcel, settings);
            using var client = new SmtpClient { Timeout = PatienceInMilliseconds };
            await client.ConnectAsync(
                settings.Server.Host,
                settings.Server.Port,
                SecurityOf(settings.Server.Scheme),
                stop
            );
            if (settings.User is { } user)
                await client.AuthenticateAsync(user, settings.Password ?? "", stop);
            var answer = await client.SendAsync(mail, stop);
            await LeaveAsync(client, stop);
            return new Receipt(true, 250, answer) { MayComeBack = settings.BounceWait };
        }
        catch (SmtpCommandException refused)
        {
            return Refused(refused);
        }
        catch (Exception failure) when (MailFailure.IsOne(failure))
        {
            return new Receipt(false, null, MailFailure.InWords(failure, settings.Server));
        }
    }

    /// <summary>It has been taken: how the conversation ends makes no difference.</summary>
    private static async Task LeaveAsync(SmtpClient client, CancellationToken stop)
    {
        try
        {
            await client.DisconnectAsync(quit: true, stop);
        }
        catch (Exception failure)
            when (failure is SocketException or IOException or TimeoutException or ProtocolException
            ) { }
    }

    /// <summary>What the next hop will never take (5xx, RFC 5321) is not tried again; the others are.</summary>
    private static Receipt Refused(SmtpCommandException refused)
    {
        var status = (int)refused.StatusCode;
        return new Receipt(false, status, MailFailure.InWords(refused))
        {
            IsFinal =
                status is >= 500 and < 600
                && refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted,
        };
    }

    private static SecureSocketOptions SecurityOf(string scheme) =>
        scheme switch
        {
            "smtps" => SecureSocketOptions.SslOnConnect,
            "smtp" => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };
}
