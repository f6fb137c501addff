using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Sending;

/// <summary>A way on which messages leave the server.</summary>
/// <param name="Name">Its name, which stands with each delivery: it stays the same for ever.</param>
/// <param name="SendAsync">
/// Sends a parcel and says what came of it. It may be given the same again, with the same id. It ends within half a minute.
/// </param>
public sealed record Channel(string Name, Func<Parcel, CancellationToken, Task<Receipt>> SendAsync);

/// <summary>What is sent.</summary>
/// <param name="Account">The account that is told.</param>
/// <param name="Id">The id of the message, the same whenever it is sent.</param>
/// <param name="Kind">The kind of notice, or <c>case</c>.</param>
/// <param name="Target">Where it goes.</param>
/// <param name="Message">The message.</param>
/// <param name="Now">The present.</param>
public sealed record Parcel(
    AccountId Account,
    string Id,
    string Kind,
    Target Target,
    Message Message,
    Moment Now
);

/// <summary>What came of sending.</summary>
/// <param name="IsTaken">Whether the other side has it.</param>
/// <param name="Status">What it answered, as a number; null where it did not.</param>
/// <param name="Detail">What happened, in words for operators.</param>
public sealed record Receipt(bool IsTaken, int? Status, string Detail)
{
    /// <summary>Whether trying again is of no use.</summary>
    public bool IsFinal { get; init; }

    /// <summary>How long it may still come back; null where what is taken has arrived.</summary>
    public TimeSpan? MayComeBack { get; init; }
}
