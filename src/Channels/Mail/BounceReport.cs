using System.Diagnostics.CodeAnalysis;
using MimeKit;

namespace Evenhand.Channels.Mail;

/// <summary>A report that a mail of ours did not arrive (RFC 3464).</summary>
/// <param name="Mail">Which.</param>
/// <param name="Detail">Why, in the words of whoever reports.</param>
public sealed record BounceReport(MailId Mail, string Detail)
{
    private const int LongestDetail = 1_000;

    /// <summary>Reads a message.</summary>
    /// <returns>Whether it reports that a mail of ours failed; one that is delayed may still arrive.</returns>
    public static bool TryRead(MimeMessage message, [NotNullWhen(true)] out BounceReport? report)
    {
        report = null;
        if (
            message.Body is not MultipartReport parts
            || Failed(parts) is not { } recipient
            || !MailId.TryRead(OriginalId(parts) ?? "", out var id)
        )
            return false;
        var why = recipient["Diagnostic-Code"] ?? "it came back";
        var detail = recipient["Status"] is { } status ? $"{status}: {why}" : why;
        report = new(id, detail.Length > LongestDetail ? detail[..LongestDetail] : detail);
        return true;
    }

    /// <summary>The fields of a recipient whom it did not reach; null where there is none.</summary>
    private static HeaderList? Failed(MultipartReport parts) =>
        parts
            .OfType<MessageDeliveryStatus>()
            .SelectMany(status => status.StatusGroups)
            .FirstOrDefault(group =>
                group["Action"]?.Trim().Equals("failed", StringComparison.OrdinalIgnoreCase) == true
            );

    /// <summary>The Message-ID of what came back: the whole of it is there, or its head.</summary>
    private static string? OriginalId(MultipartReport parts)
    {
        foreach (var part in parts)
            if (part is MessagePart { Message: { } original })
                return original.Headers[HeaderId.MessageId];
            else if (part is TextPart text && text.ContentType.IsMimeType("text", "rfc822-headers"))
                return text
                    .Text.Split('\n')
                    .FirstOrDefault(line =>
                        line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)
                    )
                    ?["Message-ID:".Length..];
        return null;
    }
}
