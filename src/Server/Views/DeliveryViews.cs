using Evenhand.Node.Dispatching;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>What goes out, as the wire has it.</summary>
internal static class DeliveryViews
{
    /// <summary>A delivery.</summary>
    public static DeliveryView Of(DeliveryHistory its) =>
        new()
        {
            Id = its.Delivery.Id,
            Account = its.Account.Text,
            Notice = its.Delivery.Notice,
            Kind = its.Delivery.Kind,
            Step = its.Delivery.Step,
            Channel = its.Delivery.Channel,
            Target = its.Delivery.Target,
            Address = its.Address.Length > 0 ? its.Address : null,
            Told = Instants.Of(its.Delivery.Told),
            State = (DeliveryWord)its.State,
            Attempts = [.. its.Attempts.Select(Of)],
        };

    /// <summary>One among those of all accounts that have not arrived.</summary>
    /// <param name="its">The delivery.</param>
    /// <param name="stopped">Whether nothing goes out for now.</param>
    public static DeliveryView Of(QueuedDelivery its, bool stopped) =>
        new()
        {
            Id = its.Id,
            Account = its.Account.Text,
            Notice = its.Notice,
            Kind = its.Kind,
            Step = its.Step,
            Channel = its.Channel,
            Target = its.Target,
            Told = Instants.Of(its.Told),
            State = its.Stage switch
            {
                DeliveryStage.Held => DeliveryWord.Held,
                DeliveryStage.Failed or DeliveryStage.FailedEverywhere => DeliveryWord.Failed,
                _ => DeliveryWord.Waiting,
            },
            Everywhere = its.Stage == DeliveryStage.FailedEverywhere ? true : null,
            Due = Instants.Of(its.Due),
            NextTry = stopped ? null : Instants.Of(its.Next),
            LastError = its.LastError,
            Attempts = [.. its.Attempts.Select(Of)],
        };

    private static AttemptView Of(DeliveryAttempt each) =>
        new()
        {
            Time = Instants.Of(each.At),
            Taken = each.IsTaken,
            Status = each.Status,
            Detail = each.Detail,
        };

    /// <summary>What came of a test.</summary>
    public static WebhookTest Of(Receipt receipt) =>
        new()
        {
            Taken = receipt.IsTaken,
            Status = receipt.Status,
            Detail = receipt.Detail,
        };

    /// <summary>Somebody who is told by mail.</summary>
    public static RecipientView RecipientOf(Target target) =>
        new()
        {
            Id = target.Id,
            Email = target.Address,
            Name = target.Name.Length > 0 ? target.Name : null,
            Kinds = target.Kinds.IsEmpty ? null : target.Kinds,
            Billing = target.IsBilling,
            Language = target.Language,
            FromPercent = target.FromPercent,
            Digest = Routes.DigestHours.Text(target.DigestHour),
            Disabled = target.Disabled,
        };

    /// <summary>An endpoint.</summary>
    public static WebhookView Of(Target target) =>
        new()
        {
            Id = target.Id,
            Url = target.Address,
            Name = target.Name.Length > 0 ? target.Name : null,
            Kinds = target.Kinds.IsEmpty ? null : target.Kinds,
            Digest = Routes.DigestHours.Text(target.DigestHour),
            Set = Instants.Of(target.Set),
            Disabled = target.Disabled,
            Rotating = Instants.Of(target.Until),
        };
}
