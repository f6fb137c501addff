using System.Collections.Immutable;
using Evenhand.Core.Keeping;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Accounts;

/// <summary>An account's messages that have not arrived, as lists show them.</summary>
internal static class QueuedDeliveries
{
    /// <summary>Those of an account; what lies in the inbox beside them is not one of them.</summary>
    public static ImmutableArray<QueuedDelivery> Of(AccountId account, SendingBook book)
    {
        var (open, trails) = (book.State.Open, book.State.Trails);
        if (open.IsEmpty && trails.IsEmpty)
            return [];
        var byId = trails.ToDictionary(each => each.Delivery.Id, StringComparer.Ordinal);
        return
        [
            .. trails.Where(each => each.IsOver).Select(each => Of(account, each, null)),
            .. book.Tries()
                .Where(each => IsSent(each.Delivery))
                .Select(each => Of(account, TrailOf(each.Delivery, byId), each.Next)),
        ];
    }

    /// <summary>Writes or reads those of a summary.</summary>
    public static DeliveryList Exchange(StatePort port, AccountSummary its)
    {
        List<QueuedDelivery> all = [.. its.Deliveries.All];
        port.List(all, (port, each) => Exchange(port, its.Id, each));
        return new([.. all]);
    }

    /// <summary>What only lies in the inbox is no message on its way, until nothing else can bring it.</summary>
    private static bool IsSent(Delivery delivery) => delivery.Due != Moment.Never;

    private static DeliveryTrail TrailOf(Delivery its, Dictionary<string, DeliveryTrail> byId) =>
        byId.TryGetValue(its.Id, out var trail)
            ? trail with
            {
                Delivery = its,
            }
            : new DeliveryTrail(its, DeliveryState.Waiting, false, []);

    private static QueuedDelivery Of(AccountId account, DeliveryTrail trail, Moment? next)
    {
        var its = trail.Delivery;
        return new(
            account,
            its.Id,
            its.Notice,
            its.Kind,
            its.Step,
            its.Channel,
            its.Target,
            its.Told,
            StageOf(trail),
            trail.IsOver ? null : its.Due,
            next,
            trail.Attempts
        );
    }

    private static DeliveryStage StageOf(DeliveryTrail trail) =>
        trail switch
        {
            { State: DeliveryState.Held } => DeliveryStage.Held,
            { IsLost: true } => DeliveryStage.FailedEverywhere,
            { IsOver: true } => DeliveryStage.Failed,
            { Attempts.IsEmpty: true } => DeliveryStage.Waiting,
            _ => DeliveryStage.Tried,
        };

    private static QueuedDelivery Exchange(
        StatePort port,
        AccountId account,
        QueuedDelivery? each
    ) =>
        new(
            account,
            port.Exchange(each?.Id),
            port.Exchange(each?.Notice),
            port.Exchange(each?.Kind),
            port.Optional(each?.Step),
            port.Exchange(each?.Channel),
            port.Exchange(each?.Target),
            port.Exchange(each?.Told ?? default),
            (DeliveryStage)port.Exchange((int)(each?.Stage ?? 0)),
            Optional(port, each?.Due),
            Optional(port, each?.Next),
            Exchange(port, each?.Attempts ?? [])
        );

    private static ImmutableArray<DeliveryAttempt> Exchange(
        StatePort port,
        ImmutableArray<DeliveryAttempt> its
    )
    {
        List<DeliveryAttempt> all = [.. its];
        port.List(
            all,
            (port, each) =>
                new DeliveryAttempt(
                    port.Exchange(each?.At ?? default),
                    port.Exchange(each?.IsTaken ?? false),
                    port.Optional(each?.Status, static (port, its) => port.Exchange(its)),
                    port.Optional(each?.Detail)
                )
        );
        return [.. all];
    }

    private static Moment? Optional(StatePort port, Moment? moment) =>
        port.Optional(moment, static (port, its) => port.Exchange(its));
}
