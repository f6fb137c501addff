using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

namespace Evenhand.Channels.Mail;

/// <summary>Where mail that comes back is read.</summary>
/// <param name="Server">The server: <c>imaps://host:993</c>, <c>imap://host:143</c> (with STARTTLS), or <c>imap+plain://host:143</c>.</param>
/// <param name="User">The name by which we sign in.</param>
/// <param name="Password">The password for it.</param>
public sealed record BounceSettings(Uri Server, string User, Func<string> Password);

/// <summary>How far a mailbox was read.</summary>
/// <param name="Validity">Which numbering of its messages is meant; another one counts from the beginning.</param>
/// <param name="Last">The number of the last that was read; 0 for none.</param>
public readonly record struct BounceMark(uint Validity, uint Last);

/// <summary>
/// Reads what came back from a mailbox, over IMAP. It changes nothing there; what it has read it is told, so a connection that
/// breaks costs nothing but the next look.
/// </summary>
/// <param name="settings">Where.</param>
public sealed class BounceMailbox(BounceSettings settings)
{
    private const int PatienceInMilliseconds = 20_000;

    /// <summary>Messages that one look reads; the next goes on.</summary>
    private const int MostAtOnce = 200;

    /// <summary>A report holds no more than the mail that it is about; what is larger is none.</summary>
    private const int MostBytes = 1 << 20;

    /// <summary>Reads what came since.</summary>
    /// <param name="mark">How far it was read.</param>
    /// <param name="take">Takes each report; asked before the mark passes it.</param>
    /// <param name="noted">Told how far it is read, message by message.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="IOException">The mailbox cannot be read now.</exception>
    public async Task ReadAsync(
        BounceMark mark,
        Func<BounceReport, Task> take,
        Action<BounceMark> noted,
        CancellationToken stop
    )
    {
        using var client = new ImapClient { Timeout = PatienceInMilliseconds };
        await client.ConnectAsync(
            settings.Server.Host,
            settings.Server.Port,
            SecurityOf(settings.Server.Scheme),
            stop
        );
        await client.AuthenticateAsync(settings.User, settings.Password(), stop);
        var inbox = client.Inbox!;
        await inbox.OpenAsync(FolderAccess.ReadOnly, stop);
        var from = inbox.UidValidity == mark.Validity ? mark.Last : 0;
        foreach (var (uid, size) in await NewAsync(inbox, from, stop))
        {
            if (
                size <= MostBytes
                && BounceReport.TryRead(await inbox.GetMessageAsync(uid, stop), out var report)
            )
                await take(report);
            noted(new BounceMark(inbox.UidValidity, uid.Id));
        }
        await client.DisconnectAsync(true, stop);
    }

    private static async Task<(UniqueId Uid, uint Size)[]> NewAsync(
        IMailFolder inbox,
        uint last,
        CancellationToken stop
    )
    {
        var range = new UniqueIdRange(new UniqueId(last + 1), UniqueId.MaxValue);
        var found = await inbox.SearchAsync(SearchQuery.Uids(range), stop);
        // A range without end holds the last message, even one that was read.
        UniqueId[] news =
        [
            .. found.Where(uid => uid.Id > last).OrderBy(uid => uid.Id).Take(MostAtOnce),
        ];
        if (news.Length == 0)
            return [];
        var heads = await inbox.FetchAsync(
            news,
            MessageSummaryItems.UniqueId | MessageSummaryItems.Size,
            stop
        );
        return
        [
            .. heads
                .Select(each => (each.UniqueId, each.Size ?? 0))
                .OrderBy(each => each.UniqueId.Id),
        ];
    }

    private static SecureSocketOptions SecurityOf(string scheme) =>
        scheme switch
        {
            "imaps" => SecureSocketOptions.SslOnConnect,
            "imap" => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };
}
