namespace Evenhand.Pages.Console;

/// <summary>What came to the server since its start.</summary>
/// <param name="Accounts">Accounts that there are.</param>
/// <param name="Accepted">Events stored.</param>
/// <param name="Repeats">Events that had come before.</param>
/// <param name="Rejected">What was turned away.</param>
/// <param name="Asks">Asks of the gate.</param>
/// <param name="Denied">Of these, denied.</param>
/// <param name="SetAside">Accounts that are set aside because something failed in them.</param>
public sealed record Arrivals(
    long Accounts,
    long Accepted,
    long Repeats,
    long Rejected,
    long Asks,
    long Denied,
    long SetAside
)
{
    /// <summary>When the last event was accepted; null where none was since the start.</summary>
    public DateTimeOffset? Last { get; init; }
}
