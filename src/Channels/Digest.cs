using System.Net;
using System.Text;
using Evenhand.Channels.Mail;
using Evenhand.Channels.Webhooks;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;

namespace Evenhand.Channels;

/// <summary>Several messages as one: each stands in it as it would have gone by itself.</summary>
internal static class Digest
{
    /// <summary>The one message.</summary>
    public static Message Of(Gathering gathering) =>
        gathering.Channel == MailChannel.Name ? LetterOf(gathering.Messages)
        : gathering.Channel == WebhookChannel.Name ? WebhookBody.Digest(gathering)
        : throw new InvalidOperationException($"nothing is gathered for {gathering.Channel}");

    /// <summary>It has no words of its own, so that it is in the language of its letters.</summary>
    private static Message LetterOf(IReadOnlyList<Message> letters)
    {
        if (letters.Count == 1)
            return letters[0];
        var (text, html) = (new StringBuilder(), new StringBuilder());
        foreach (var letter in letters)
        {
            text.Append(letter.Subject)
                .Append('\n')
                .Append('=', Math.Min(letter.Subject.Length, 72));
            text.Append("\n\n").Append(letter.Text.Trim()).Append("\n\n\n");
            html.Append("<h2>").Append(WebUtility.HtmlEncode(letter.Subject)).Append("</h2>\n");
            html.Append(letter.Html ?? $"<pre>{WebUtility.HtmlEncode(letter.Text)}</pre>")
                .Append('\n');
        }
        return new Message(
            $"{letters[0].Subject} (+{letters.Count - 1})",
            text.ToString().Trim() + "\n"
        )
        {
            Html = html.ToString(),
        };
    }
}
