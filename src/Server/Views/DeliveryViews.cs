using Evenhand.Node.Dispatching;
using Evenhand.Node.Stored;
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
            Account = its.Account,
            Notice = its.Delivery.Notice,
            Kind = its.Delivery.Kind,
            Step = its.Delivery.Step,
            Channel = its.Delivery.Channel,
            Target = its.Delivery.Target,
            Address = its.Address.Length > 0 ? its.Address : null,
            Told = Instants.Of(its.Delivery.Told),
            State = (DeliveryWord)its.State,
            Attempts =
            [
                .. its.Attempts.Select(each => new AttemptView
                {
                    Time = Instants.Of(each.At),
                    Taken = each.IsTaken,
                    Status = each.Status,
                    Detail = each.Detail,
                }),
            ],
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
            Set = Instants.Of(target.Set),
            Disabled = target.Disabled,
            Rotating = Instants.Of(target.Until),
        };
}
