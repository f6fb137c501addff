namespace Evenhand.Tests.Channels.Mail;

/// <summary>Reports on mails, as mail servers send them.</summary>
internal static class Bounces
{
    /// <summary>A report on one mail.</summary>
    /// <param name="id">Its Message-ID, in brackets.</param>
    /// <param name="action">What became of it: failed, delayed, relayed.</param>
    /// <param name="wholeMail">Whether the mail is in it; else its head.</param>
    public static string Report(string id, string action, bool wholeMail = true) =>
        $"""
            From: MAILER-DAEMON@mail.example.org
            To: notices@example.com
            Subject: Undelivered
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="part"

            --part
            Content-Type: text/plain

            It could not be delivered.

            --part
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mail.example.org

            Final-Recipient: rfc822; ada@example.org
            Action: {action}
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 no such user

            --part
            Content-Type: {(wholeMail ? "message/rfc822" : "text/rfc822-headers")}

            Message-ID: {id}
            Subject: a notice

            {(wholeMail ? "What was told." : "")}
            --part--
            """;
}
