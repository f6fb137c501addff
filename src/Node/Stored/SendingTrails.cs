using System.Collections.Immutable;
using Evenhand.Node.Views;

namespace Evenhand.Node.Stored;

/// <summary>What happened to a delivery that did not arrive at the first try.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="State">How it stands.</param>
/// <param name="IsLost">Whether it is over, and what it says arrived nowhere else.</param>
/// <param name="Attempts">What happened, oldest first; of many the latest.</param>
internal sealed record DeliveryTrail(
    Delivery Delivery,
    DeliveryState State,
    bool IsLost,
    ImmutableArray<DeliveryAttempt> Attempts
)
{
    /// <summary>Whether nothing more happens to it by itself.</summary>
    public bool IsOver => State != DeliveryState.Waiting;
}

/// <summary>Keeps what lists show of deliveries that have not arrived: a fold beside that of what is open.</summary>
internal static class SendingTrails
{
    /// <summary>Of one account, trails of what is over; the oldest go first. The stream has them all.</summary>
    private const int MostOver = 200;

    /// <summary>Three days of tries are about fifteen.</summary>
    private const int MostAttempts = 30;

    /// <summary>What an entry says that happened to its one delivery; null where it says nothing of one.</summary>
    public static DeliveryAttempt? AttemptOf(SendingEntry entry) =>
        entry switch
        {
            DeliveryTried its => new(its.At, its.Due is not null, its.Status, its.Detail),
            DeliverySettled its => new(
                its.At,
                its.State == DeliveryState.Delivered,
                its.Status,
                its.Detail
            ),
            DeliveryAsked its => new(its.At, false, null, "asked for again"),
            _ => null,
        };

    /// <summary>How things stand after an entry, with its trail.</summary>
    /// <param name="before">How they stood.</param>
    /// <param name="next">How they stand, but for the trails.</param>
    /// <param name="entry">The entry.</param>
    public static SendingState Follow(SendingState before, SendingState next, SendingEntry entry)
    {
        if (entry is NoticeOpened opened)
            return Reached(next, [opened.Notice]);
        if (
            AttemptOf(entry) is not { } attempt
            || (before.Find(entry.Of!) ?? next.Find(entry.Of!)) is not { } delivery
        )
            return next;
        if (entry is DeliverySettled { State: DeliveryState.Delivered or DeliveryState.Needless })
            return Reached(Without(next, delivery.Id), delivery.Brings);
        var trail = new DeliveryTrail(
            next.Find(delivery.Id) ?? delivery,
            (entry as DeliverySettled)?.State ?? DeliveryState.Waiting,
            false,
            [.. AttemptsOf(before, delivery).TakeLast(MostAttempts - 1), attempt]
        );
        var with = Without(next, delivery.Id);
        return Judged(with with { Trails = Bounded([.. with.Trails, trail]) }, delivery.Brings);
    }

    private static ImmutableArray<DeliveryAttempt> AttemptsOf(SendingState state, Delivery its) =>
        state.Trails.FirstOrDefault(each => each.Delivery.Id == its.Id)?.Attempts ?? [];

    private static SendingState Without(SendingState state, string delivery) =>
        state with
        {
            Trails = [.. state.Trails.Where(each => each.Delivery.Id != delivery)],
        };

    /// <summary>It arrived somewhere, which is remembered as long as another of its deliveries may fail.</summary>
    private static SendingState Reached(SendingState state, ImmutableArray<string> notices)
    {
        var arrived = state with
        {
            Arrived =
            [
                .. state
                    .Arrived.Except(notices)
                    .Concat(notices)
                    .Where(each => MayFail(state, each)),
            ],
        };
        return Judged(arrived, notices);
    }

    private static bool MayFail(SendingState state, string notice) =>
        IsUnderWay(state, notice)
        || state.Trails.Any(each => each.Delivery.Brings.Contains(notice));

    private static bool IsUnderWay(SendingState state, string notice) =>
        state.Open.Any(each => !each.IsPortal && each.Brings.Contains(notice));

    private static SendingState Judged(SendingState state, ImmutableArray<string> notices) =>
        state with
        {
            Trails =
            [
                .. state.Trails.Select(each =>
                    each.Delivery.Brings.Any(notices.Contains)
                        ? each with
                        {
                            IsLost =
                                each.State == DeliveryState.Failed
                                && each.Delivery.Brings.Any(notice =>
                                    !state.Arrived.Contains(notice) && !IsUnderWay(state, notice)
                                ),
                        }
                        : each
                ),
            ],
        };

    private static ImmutableArray<DeliveryTrail> Bounded(ImmutableArray<DeliveryTrail> trails)
    {
        var tooMany = trails.Count(each => each.IsOver) - MostOver;
        return tooMany <= 0
            ? trails
            : trails.RemoveRange(trails.Where(each => each.IsOver).Take(tooMany));
    }
}
