namespace Evenhand.Pages.Outbox;

/// <summary>Which messages the list shows.</summary>
/// <param name="State">How they stand, as the route has it; empty for all that have not arrived.</param>
/// <param name="Channel">By which channel; empty for all.</param>
/// <param name="Account">Of which account; empty for all.</param>
/// <param name="Kind">Of which kind of notice; empty for all.</param>
public sealed record OutboxFilter(string State, string Channel, string Account, string Kind)
{
    /// <summary>Whether it leaves something out.</summary>
    public bool IsNarrow =>
        (State.Length, Channel.Length, Account.Length, Kind.Length) != (0, 0, 0, 0);
}
