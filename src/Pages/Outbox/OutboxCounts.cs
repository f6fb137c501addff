namespace Evenhand.Pages.Outbox;

/// <summary>How many messages have not arrived, of all accounts.</summary>
/// <param name="Nowhere">Failed, and what they say arrived nowhere else.</param>
/// <param name="Failed">Failed in one place, and arrived or under way in another.</param>
/// <param name="Waiting">Under way.</param>
/// <param name="Held">Told before a ledger was restored.</param>
/// <param name="IsStopped">Whether nothing goes out for now.</param>
public sealed record OutboxCounts(int Nowhere, int Failed, int Waiting, int Held, bool IsStopped);
