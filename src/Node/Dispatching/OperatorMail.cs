using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.People;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Dispatching;

/// <summary>
/// Mails those who run the service what arrived nowhere, and which targets were given up. What happened is passed from the account's
/// stream to the shared one, and what stands there is gathered: one mail an hour at most, the same to the letter however often it is
/// sent.
/// </summary>
internal sealed partial class OperatorMail(
    NodeContext context,
    Dispatcher dispatcher,
    PersonRegister people
)
{
    /// <summary>The channel by which they are told.</summary>
    private const string Channel = "email";

    private readonly Lock gate = new();
    private Task passing = Task.CompletedTask;
    private Task mailing = Task.CompletedTask;

    /// <summary>Ends when nothing is under way.</summary>
    public Task IdleAsync()
    {
        lock (gate)
            return Task.WhenAll(passing, mailing);
    }

    /// <summary>Passes on what happened to an account's messages. In its turn.</summary>
    public void Look(ServedAccount account)
    {
        var (name, troubles) = (account.Name, account.Sending.BeginTroubles(context.Clock.Now));
        if (troubles.IsEmpty)
            return;
        lock (gate)
            passing = Task.WhenAll(
                passing,
                Task.Run(() => GuardAsync(() => PassAsync(name, troubles)))
            );
    }

    /// <summary>Begins to compose and send what is due, and does not wait for it; asked as time passes.</summary>
    public Task BeginAsync()
    {
        if (
            context.Desk.IsStopped
            || !context.Clock.IsTrusted
            || context.Stop.IsCancellationRequested
            || context.Desk.Find(Channel) is not { } channel
            || !context.Desk.Operators.IsDue(context.Clock.Now)
        )
            return Task.CompletedTask;
        lock (gate)
            if (mailing.IsCompleted)
                mailing = Task.Run(() => GuardAsync(() => MailAsync(channel)));
        return Task.CompletedTask;
    }

    /// <summary>Those who are told.</summary>
    private IEnumerable<string> Addresses()
    {
        if (context.Desk.Settings!.Operators is { } set)
            return set;
        var now = context.Clock.Now;
        return people
            .All.Where(each => each.ActsAt(now) && each.Email.Length > 0)
            .Where(each => each.Roles.Contains(Role.Operator) || each.Roles.Contains(Role.Admin))
            .Select(each => each.Email)
            .Distinct(StringComparer.OrdinalIgnoreCase);
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested) { }
        catch (Exception fault) when (fault is RequestException or LedgerException)
        {
            // The ledger takes nothing now: it is looked at again in a while.
            Waits(context.Log, fault.Message);
        }
        catch (Exception bug)
        {
            Failed(context.Log, bug);
        }
    }

    /// <summary>After a crash between the two it stands on the shared stream twice, and is told once more at worst.</summary>
    private async Task PassAsync(AccountId account, ImmutableArray<Trouble> troubles)
    {
        await dispatcher.StoreAsync(new TroublesMet(account.Text, troubles));
        var passed = new TroublesPassed([.. troubles.Select(each => each.Id)], context.Clock.Now);
        await dispatcher.StoreAsync(account, passed, book => !book.State.Troubles.IsEmpty);
    }

    private async Task MailAsync(Channel channel)
    {
        await ComposeAsync();
        foreach (var mail in context.Desk.Operators.Begin(context.Clock.Now))
            await SendAsync(mail, channel);
    }

    private async Task ComposeAsync()
    {
        var now = context.Clock.Now;
        ImmutableArray<Copy> copies = [.. Addresses().Select(CopyTo)];
        if (
            copies.IsEmpty
            || context.Desk.Operators.ReportAt(now, context.Desk.HeldBefore) is not { } report
        )
            return;
        var id = string.Create(
            CultureInfo.InvariantCulture,
            $"ops_{now.Instant.ToUnixTimeMilliseconds()}"
        );
        await dispatcher.StoreAsync(
            new OperatorsTold(id, now, report.UpTo, OperatorLetter.Of(report), copies)
        );
    }

    /// <summary>An address is named by what it is, so that ids are the same whenever they are made.</summary>
    private static Copy CopyTo(string address)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(address));
        return new Copy(Convert.ToHexStringLower(hash)[..16], Channel, address, 0);
    }

    private async Task SendAsync(Delivery mail, Channel channel)
    {
        if (mail.Told < context.Desk.HeldBefore)
        {
            await dispatcher.StoreAsync(
                new DeliverySettled(
                    mail.Id,
                    context.Clock.Now,
                    DeliveryState.Held,
                    false,
                    null,
                    "told before the ledger was restored"
                )
            );
            return;
        }
        if (!context.Desk.Operators.TryFind(mail, out var message, out var target))
            return;
        var receipt = await channel.SendAsync(
            new Parcel(AccountId.None, mail.Notice, mail.Kind, target, message, context.Clock.Now),
            context.Stop.Token
        );
        await dispatcher.StoreAsync(EntryOf(mail, receipt));
    }

    private SendingEntry EntryOf(Delivery mail, Receipt receipt)
    {
        var now = context.Clock.Now;
        var isOver = receipt.IsTaken || receipt.IsFinal || context.Desk.Operators.IsLast(mail, now);
        if (!isOver)
            return new DeliveryTried(mail.Id, now, null, receipt.Status, receipt.Detail);
        if (!receipt.IsTaken)
            GaveUp(context.Log, mail.Id, receipt.Detail);
        return new DeliverySettled(
            mail.Id,
            now,
            receipt.IsTaken ? DeliveryState.Delivered : DeliveryState.Failed,
            true,
            receipt.Status,
            receipt.Detail
        );
    }

    [LoggerMessage(LogLevel.Information, "Mail to the operators waits: {Why}")]
    private static partial void Waits(ILogger log, string why);

    [LoggerMessage(LogLevel.Error, "Mail to the operators broke; it is tried again.")]
    private static partial void Failed(ILogger log, Exception bug);

    [LoggerMessage(LogLevel.Warning, "Mail {Mail} to the operators failed for good: {Why}")]
    private static partial void GaveUp(ILogger log, string mail, string why);
}
