using Evenhand.Node.Sending;
using Evenhand.Replay.Output;
using MimeKit;

namespace Evenhand.Channels.Mail;

/// <summary>A parcel as a message of mail.</summary>
internal static class MailLetter
{
    /// <summary>The message.</summary>
    public static MimeMessage Of(Parcel parcel, MailSettings settings)
    {
        var delivery = $"{parcel.Id}.{parcel.Target.Id}";
        var mail = new MimeMessage
        {
            MessageId = new MailId(parcel.Account, delivery).At(settings.From),
            Date = Instants.Of(parcel.Now),
            Subject = parcel.Message.Subject,
        };
        var from = MailboxAddress.Parse(settings.From);
        from.Name = settings.SenderName ?? from.Name;
        mail.From.Add(from);
        mail.To.Add(MailboxAddress.Parse(settings.Sandbox ?? parcel.Target.Address));
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("X-Evenhand-Notice", parcel.Id);
        if (settings.Sandbox is not null)
            mail.Headers.Add("X-Evenhand-To", parcel.Target.Address);
        if (NoticeKinds.MayBeDeclined(parcel.Kind))
            mail.Headers.Add(
                HeaderId.ListUnsubscribe,
                $"<mailto:{settings.From}?subject=unsubscribe%20{parcel.Target.Id}>"
            );
        mail.Body = new BodyBuilder
        {
            TextBody = parcel.Message.Text,
            HtmlBody = parcel.Message.Html,
        }.ToMessageBody();
        return mail;
    }
}
