using System.Diagnostics.CodeAnalysis;
using System.Text;
using Evenhand.Core.Stream;
using Microsoft.AspNetCore.WebUtilities;

namespace Evenhand.Channels.Mail;

/// <summary>The id of a mail: it names the account and the delivery, so that what comes back is found by it.</summary>
/// <param name="Account">The account.</param>
/// <param name="Delivery">The delivery.</param>
public sealed record MailId(AccountId Account, string Delivery)
{
    /// <summary>The id as it stands in the field Message-ID, without its brackets.</summary>
    /// <param name="from">The sender's address, whose domain it has.</param>
    public string At(string from) => $"{Local}@{from[(from.LastIndexOf('@') + 1)..]}";

    /// <summary>What is sent to those who run the service is of no account.</summary>
    private string Local =>
        Account.IsNone
            ? Delivery
            : $"{Delivery}.{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(Account.Text))}";

    /// <summary>Reads the id of a mail of ours, with or without brackets.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out MailId? id)
    {
        id = null;
        var local = text.Trim().Trim('<', '>').Split('@')[0];
        var last = local.LastIndexOf('.');
        if (last <= 0)
            return false;
        try
        {
            var account = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(local[(last + 1)..]));
            id = new MailId(new AccountId(account), local[..last]);
            return account.Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
