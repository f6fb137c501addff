using System.Net;
using Evenhand.Channels.Mail;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Pages.Accounts;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Microsoft.Extensions.Logging;

namespace Evenhand.Server.Sites.Portal;

/// <summary>
/// Mails links that open the portal once, to addresses that are recipients of the account and to nobody else. Who is asked about, and
/// whether there is such an account, is looked up after the answer, so that neither it nor its time tells.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="reads">What the account is called.</param>
/// <param name="channel">By which mail goes; null where none does.</param>
/// <param name="root">The server's own address; null where it is not set. What a request says of it is not to be mailed.</param>
/// <param name="links">Makes the links.</param>
/// <param name="log">Told what was not taken, without addresses.</param>
internal sealed partial class PortalMail(
    EvenhandNode node,
    SiteReads reads,
    MailChannel? channel,
    Uri? root,
    MailedLinks links,
    ILogger log
)
{
    /// <summary>The kind of what is sent.</summary>
    private const string Kind = "portal-link";

    /// <summary>So many wait to be looked up and sent, one after another; who comes then may ask again.</summary>
    private const int MostWaiting = 100;

    private readonly Attempts attempts = new(() => Moment.Of(node.Clock.GetUtcNow()));
    private readonly Lock gate = new();
    private int waiting;
    private Task last = Task.CompletedTask;

    /// <summary>Whether links are mailed at all.</summary>
    public bool IsOffered => channel is not null && root is not null && !node.Deliveries.IsStopped;

    /// <summary>Has a link mailed, if the address is a recipient's and not too many were asked for.</summary>
    /// <param name="account">The account, as somebody typed it.</param>
    /// <param name="address">The address, as somebody typed it.</param>
    /// <param name="from">Where the request comes from.</param>
    /// <param name="say">The language in which it is asked for.</param>
    public void Ask(string account, string address, IPAddress? from, Language say)
    {
        if (!IsOffered || attempts.IsShut(from))
            return;
        attempts.Fail(from);
        lock (gate)
        {
            if (waiting == MostWaiting)
                return;
            waiting++;
            var before = last;
            last = Task.Run(() => AfterAsync(before, account, address, say));
        }
    }

    private async Task AfterAsync(Task before, string account, string address, Language say)
    {
        await before;
        try
        {
            await SendAsync(account, address, say);
        }
        // Nobody waits for it who could be told, and whoever comes next must not fail by it.
        catch (Exception fault)
        {
            TellFailed(log, fault);
        }
        finally
        {
            lock (gate)
                waiting--;
        }
    }

    private async Task SendAsync(string account, string address, Language say)
    {
        if (
            RecipientOf(account, address) is not { } recipient
            || !attempts.TryBegin($"{account} {recipient.Id}", out _)
        )
            return;
        var its = Language.Find(recipient.Language) ?? say;
        var frame = reads.Frame(account, its);
        var link = new Uri(root!, links.AddressOf(account, recipient.Id, out var until));
        var receipt = await channel!.Channel.SendAsync(
            new Parcel(
                new AccountId(account),
                Guid.NewGuid().ToString("N"),
                Kind,
                recipient,
                LetterOf(frame, link, until),
                Moment.Of(node.Clock.GetUtcNow())
            ),
            CancellationToken.None
        );
        if (!receipt.IsTaken)
            TellNotTaken(log, receipt.Status, receipt.Detail);
    }

    /// <summary>The recipient of an account that has an address.</summary>
    private Target? RecipientOf(string account, string address) =>
        TargetsOf(account)
            .FirstOrDefault(each =>
                each.Channel == MailChannel.Name
                && string.Equals(each.Address, address, StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>Whether a recipient is one still.</summary>
    public bool IsRecipient(string account, string recipient) =>
        TargetsOf(account).Any(each => each.Id == recipient);

    /// <summary>Where an account has notices sent that may have them; nowhere, where there is no such account.</summary>
    private IEnumerable<Target> TargetsOf(string account) =>
        AccountId.Or(account) is { } id && node.Account(id) is { IsOpened: true }
            ? node.Deliveries.Targets(id).Where(each => each.Disabled is null)
            : [];

    private static Message LetterOf(AccountFrame frame, Uri link, Moment until)
    {
        var (say, at) = (frame.Reader.Say, Instants.Of(until));
        return new Message(
            say["Your way into the portal of {0}", frame.Vendor],
            string.Join(
                "\n\n",
                say[
                    "Somebody asked for a link to the portal, for the account {0} and this address.",
                    frame.Name
                ],
                say[
                    "It opens the portal once, until {0} ({1}):",
                    frame.Reader.DayAndTime(at),
                    frame.Reader.Place
                ],
                link.AbsoluteUri,
                say["If that was not you, do nothing: without this mail nobody comes in."]
            ) + "\n"
        );
    }

    [LoggerMessage(
        EventId = 7,
        Level = LogLevel.Warning,
        Message = "A link to the portal was not taken by the next hop of mail: {Status} {Detail}"
    )]
    private static partial void TellNotTaken(ILogger log, int? status, string detail);

    [LoggerMessage(
        EventId = 8,
        Level = LogLevel.Error,
        Message = "A link to the portal could not be mailed"
    )]
    private static partial void TellFailed(ILogger log, Exception fault);
}
