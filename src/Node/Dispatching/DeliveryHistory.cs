using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Dispatching;

/// <summary>A delivery with all that came of it.</summary>
/// <param name="Account">The account.</param>
/// <param name="Delivery">The delivery.</param>
/// <param name="Address">Where it goes; empty for the inbox.</param>
/// <param name="State">How it stands.</param>
/// <param name="Attempts">What happened, oldest first.</param>
public sealed record DeliveryHistory(
    AccountId Account,
    Delivery Delivery,
    string Address,
    DeliveryState State,
    ImmutableArray<DeliveryAttempt> Attempts
)
{
    /// <summary>How it stands after an entry.</summary>
    internal DeliveryHistory With(SendingEntry entry) =>
        SendingTrails.AttemptOf(entry) is { } attempt
            ? this with
            {
                State = (entry as DeliverySettled)?.State ?? DeliveryState.Waiting,
                Attempts = [.. Attempts, attempt],
            }
            : this;
}

/// <summary>What an account was told, as it lies in its inbox.</summary>
/// <param name="Notice">What.</param>
/// <param name="Opened">When its people opened it; null where they did not.</param>
public sealed record InboxItem(ToldNotice Notice, Moment? Opened);
