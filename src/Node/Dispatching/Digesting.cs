using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Dispatching;

/// <summary>
/// Makes one message of what waits for a digest. It has the same id and takes the same notices however often it is begun; what comes
/// late to an hour that has passed waits for the next one.
/// </summary>
internal sealed class Digesting(
    NodeContext context,
    AccountDirectory accounts,
    Dispatcher dispatcher
)
{
    private const string ToldBefore = "told before the ledger was restored";

    /// <summary>Has what is due for a target stored as one message, which is then sent as others are.</summary>
    /// <param name="account">The account.</param>
    /// <param name="target">The id of the target.</param>
    public async Task GatherAsync(AccountId account, string target)
    {
        var now = context.Clock.Now;
        var due = accounts.LookAfter(
            account,
            its =>
                its.Sending.State.Open.Where(each => each.Target == target && each.Digest <= now)
                    .ToArray()
        );
        foreach (var held in due?.Where(IsHeld) ?? [])
            await dispatcher.StoreAsync(
                account,
                new DeliverySettled(held.Id, now, DeliveryState.Held, false, null, ToldBefore),
                book => book.State.Find(held.Id) is { Digest: not null }
            );
        Delivery[] wanted = [.. due?.Where(each => !IsHeld(each)) ?? []];
        if (wanted.Length > 0)
            await StoreAsync(account, wanted, now);
    }

    /// <summary>The message of a delivery, as it was composed.</summary>
    /// <exception cref="DamagedLedgerException">It is not where it should be.</exception>
    public (Message Message, string Address) MessageOf(AccountId account, Delivery delivery)
    {
        var kinds = SliceKinds.Of(SliceKind.Sending);
        foreach (var slice in context.Ledger.Read(StreamName.Of(account), delivery.Place, kinds))
            switch (SendingEntry.Read(slice.Payload))
            {
                case DigestPlanned digest when digest.Id == delivery.Notice:
                    return (digest.Message, digest.Address);
                case DeliveryPlanned planned when planned.Notice == delivery.Notice:
                    var copy = planned.Copies.First(each => each.Target == delivery.Target);
                    return (planned.Messages[copy.Message], copy.Address);
            }
        throw new DamagedLedgerException("the message of a delivery is not where it should be");
    }

    private bool IsHeld(Delivery delivery) => delivery.Told < context.Desk.HeldBefore;

    private Task<bool> StoreAsync(AccountId account, Delivery[] due, Moment now)
    {
        var messages = due.Select(each => MessageOf(account, each)).ToList();
        var (target, channel) = (due[0].Target, due[0].Channel);
        var planned = new DigestPlanned(
            IdOf(account, target, due.Max(each => each.Digest!.Value)),
            target,
            channel,
            messages[^1].Address,
            now,
            context.Desk.Settings!.Gather(
                new(account.Text, channel, now, [.. messages.Select(each => each.Message)])
            ),
            [.. due.Select(each => each.Notice)]
        );
        return dispatcher.StoreAsync(
            account,
            planned,
            book => due.All(each => book.State.Find(each.Id) is { Digest: not null })
        );
    }

    private static string IdOf(AccountId account, string target, Moment at)
    {
        var named = string.Create(CultureInfo.InvariantCulture, $"{account}\n{target}\n{at.Ticks}");
        return "dig_"
            + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(named)))[..16];
    }
}
