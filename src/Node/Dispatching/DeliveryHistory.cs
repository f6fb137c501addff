using System.Collections.Immutable;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Dispatching;

/// <summary>A delivery with all that came of it.</summary>
/// <param name="Account">The account.</param>
/// <param name="Delivery">The delivery.</param>
/// <param name="Address">Where it goes; empty for the inbox.</param>
/// <param name="State">How it stands.</param>
/// <param name="Attempts">What happened, oldest first.</param>
public sealed record DeliveryHistory(
    string Account,
    Delivery Delivery,
    string Address,
    DeliveryState State,
    ImmutableArray<DeliveryAttempt> Attempts
)
{
    /// <summary>How it stands after an entry.</summary>
    internal DeliveryHistory With(SendingEntry entry) =>
        entry switch
        {
            DeliveryTried tried => With(
                DeliveryState.Waiting,
                new(tried.At, tried.Due is not null, tried.Status, tried.Detail)
            ),
            DeliverySettled settled => With(
                settled.State,
                new(
                    settled.At,
                    settled.State == DeliveryState.Delivered,
                    settled.Status,
                    settled.Detail
                )
            ),
            DeliveryAsked asked => With(
                DeliveryState.Waiting,
                new(asked.At, false, null, "asked for again")
            ),
            _ => this,
        };

    private DeliveryHistory With(DeliveryState state, DeliveryAttempt attempt) =>
        this with
        {
            State = state,
            Attempts = [.. Attempts, attempt],
        };
}

/// <summary>Something that happened to a delivery.</summary>
/// <param name="At">When.</param>
/// <param name="IsTaken">Whether the other side has it.</param>
/// <param name="Status">What it answered, as a number; null where it did not.</param>
/// <param name="Detail">What happened, in words.</param>
public sealed record DeliveryAttempt(Moment At, bool IsTaken, int? Status, string? Detail);

/// <summary>What an account was told, as it lies in its inbox.</summary>
/// <param name="Notice">What.</param>
/// <param name="Opened">When its people opened it; null where they did not.</param>
public sealed record InboxItem(ToldNotice Notice, Moment? Opened);
