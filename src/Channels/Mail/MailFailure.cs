using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Evenhand.Channels.Mail;

/// <summary>Why a mail was not taken, in words from which somebody can mend it.</summary>
internal static class MailFailure
{
    /// <summary>Whether it is a failure of the network or of the next hop, and no bug.</summary>
    public static bool IsOne(Exception failure) =>
        failure
            is SocketException
                or IOException
                or TimeoutException
                or ProtocolException
                or SslHandshakeException
                or NotSupportedException
                or AuthenticationException;

    /// <summary>What happened, and what to look at.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="server">The next hop.</param>
    public static string InWords(Exception failure, Uri server)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"{server.Host}:{server.Port}");
        return failure switch
        {
            AuthenticationException =>
                $"{where} does not accept the name and the password by which the server signs in: {failure.Message}",
            SslHandshakeException =>
                $"TLS with {where} did not come about ({failure.InnerException?.Message ?? "the certificate is not good, or it speaks no TLS on this port"}); {Schemes}",
            NotSupportedException => $"{where} does not offer STARTTLS; {Schemes}",
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
                $"the connection to {where} was refused: no mail server listens there",
            SocketException
            {
                SocketErrorCode: SocketError.HostNotFound
                    or SocketError.NoData
                    or SocketError.TryAgain
            } => $"the name {server.Host} has no address",
            SocketException { SocketErrorCode: SocketError.TimedOut } or TimeoutException =>
                $"{where} did not answer in time: a firewall may swallow what is sent there",
            SmtpProtocolException or ProtocolException =>
                $"{where} does not speak SMTP as it should, or broke off: {failure.Message}; {Schemes}",
            _ => failure.Message,
        };
    }

    /// <summary>What the next hop answered, with what RFC 5321 and RFC 4954 say that it means.</summary>
    public static string InWords(SmtpCommandException refused)
    {
        var status = (int)refused.StatusCode;
        var meaning = Meaning(status) is { } known ? $" ({known})" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{status} {refused.Message}{meaning}");
    }

    private const string Schemes =
        "smtps:// begins with TLS (port 465), smtp:// with STARTTLS (587), smtp+plain:// goes without";

    private static string? Meaning(int status) =>
        status switch
        {
            421 => "the service closes down for now",
            450 => "the mailbox cannot be reached now",
            451 => "an error on their side; later it may go",
            452 => "they have no room now",
            454 => "signing in does not work for now",
            455 or 555 => "they do not know a parameter of the address",
            500 or 501 or 502 or 503 or 504 => "they do not understand what was said to them",
            530 => "they want us to sign in, or to use TLS",
            534 or 538 => "this way of signing in is too weak for them, or needs TLS",
            535 => "they do not accept the name and the password",
            550 => "there is no such mailbox, or they refuse the sender",
            551 => "the user is elsewhere",
            552 => "the mailbox is full",
            553 => "they do not take this name of a mailbox",
            554 => "they refuse it, and do not say for which reason",
            _ => null,
        };
}
