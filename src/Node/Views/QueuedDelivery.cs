using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Node.Views;

/// <summary>A message among those of all accounts that have not arrived.</summary>
/// <param name="Account">The account.</param>
/// <param name="Id">The delivery's id.</param>
/// <param name="Notice">The id of what was told.</param>
/// <param name="Kind">The kind of notice, or <c>case</c>.</param>
/// <param name="Step">The step whose clock it starts; null where it starts none.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Target">The id of where it goes.</param>
/// <param name="Told">When it was told.</param>
/// <param name="Stage">How it stands.</param>
/// <param name="Due">When it counts as arrived unless it comes back; null where nobody took it.</param>
/// <param name="Next">When it is tried next; null where another to the same target is before it, or it is not tried by itself.</param>
/// <param name="Attempts">What happened to it, oldest first; of many the latest.</param>
public sealed record QueuedDelivery(
    AccountId Account,
    string Id,
    string Notice,
    string Kind,
    string? Step,
    string Channel,
    string Target,
    Moment Told,
    DeliveryStage Stage,
    Moment? Due,
    Moment? Next,
    ImmutableArray<DeliveryAttempt> Attempts
)
{
    /// <summary>Why it did not arrive, in the words of the last attempt; null where there was none that failed.</summary>
    public string? LastError =>
        Attempts.LastOrDefault(each => !each.IsTaken && each.Detail is not null)?.Detail;

    /// <inheritdoc/>
    public bool Equals(QueuedDelivery? other) =>
        other is not null
        && (Account, Id, Told, Stage, Due, Next)
            == (other.Account, other.Id, other.Told, other.Stage, other.Due, other.Next)
        && Attempts.SequenceEqual(other.Attempts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Account, Id, Stage);
}

/// <summary>How a message stands that has not arrived.</summary>
public enum DeliveryStage
{
    /// <summary>It waits, and was not tried yet.</summary>
    Waiting,

    /// <summary>It was tried, and is not over.</summary>
    Tried,

    /// <summary>It did not arrive there, and is not tried again by itself.</summary>
    Failed,

    /// <summary>It did not arrive there, and what it says arrived nowhere else.</summary>
    FailedEverywhere,

    /// <summary>It was told before a ledger was restored, and is not sent unless that is asked for.</summary>
    Held,
}

/// <summary>Something that happened to a delivery.</summary>
/// <param name="At">When.</param>
/// <param name="IsTaken">Whether the other side has it.</param>
/// <param name="Status">What it answered, as a number; null where it did not.</param>
/// <param name="Detail">What happened, in words.</param>
public sealed record DeliveryAttempt(Moment At, bool IsTaken, int? Status, string? Detail);

/// <summary>An account's messages that have not arrived, in the order in which they were told; two lists of the same are the same.</summary>
/// <param name="All">The messages.</param>
public sealed record DeliveryList(ImmutableArray<QueuedDelivery> All)
{
    /// <summary>None.</summary>
    public static DeliveryList None { get; } = new(ImmutableArray<QueuedDelivery>.Empty);

    /// <inheritdoc/>
    public bool Equals(DeliveryList? other) => other is not null && All.SequenceEqual(other.All);

    /// <inheritdoc/>
    public override int GetHashCode() => All.Length;
}
