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

    /// <summary>Reads what was set aside, and what came since.</summary>
    /// <param name="mark">How far it was read.</param>
    /// <param name="take">Takes each report, asked before the mark passes it; false where it is to be set aside.</param>
    /// <param name="noted">Told how far it is read, message by message.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="IOException">The mailbox cannot be read now.</exception>
    public async Task ReadAsync(
        BounceMark mark,
        Func<BounceReport, Task<bool>> take,
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
        var at = inbox.UidValidity == mark.Validity ? mark : BounceMark.Before(inbox.UidValidity);
        var wanted = await WantedAsync(inbox, at, stop);
        // What somebody has deleted meanwhile waits for nothing.
        foreach (var gone in at.Aside.Except(wanted.Select(each => each.Uid.Id)))
            noted(at = at.Past(gone, isTaken: true));
        foreach (var (uid, size) in wanted)
        {
            var isTaken =
                size > MostBytes
                || !BounceReport.TryRead(await inbox.GetMessageAsync(uid, stop), out var report)
                || await take(report);
            if (!isTaken && !at.HasRoomFor(uid.Id))
                throw new IOException("more reports wait than are set aside");
            noted(at = at.Past(uid.Id, isTaken));
        }
        await client.DisconnectAsync(true, stop);
    }

    /// <summary>What was set aside and is still there, then what is new, in order.</summary>
    private static async Task<(UniqueId Uid, uint Size)[]> WantedAsync(
        IMailFolder inbox,
        BounceMark mark,
        CancellationToken stop
    )
    {
        var range = new UniqueIdRange(new UniqueId(mark.Last + 1), UniqueId.MaxValue);
        var found = await inbox.SearchAsync(SearchQuery.Uids(range), stop);
        // A range without end holds the last message, even one that was read.
        UniqueId[] wanted =
        [
            .. mark.Aside.Select(uid => new UniqueId(uid)),
            .. found.Where(uid => uid.Id > mark.Last).OrderBy(uid => uid.Id).Take(MostAtOnce),
        ];
        if (wanted.Length == 0)
            return [];
        var heads = await inbox.FetchAsync(
            wanted,
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
