using Evenhand.Core.Time;
using Evenhand.Node.Accounts;

namespace Evenhand.Node.Vault;

/// <summary>How many things' bytes wait, by reason.</summary>
/// <param name="Time">Nothing but time stands in the way.</param>
/// <param name="Kept">Something keeps them.</param>
/// <param name="Stopped">A person is asked.</param>
/// <param name="Exported">They are in a part of an export.</param>
/// <param name="Restoring">The store brings them back.</param>
/// <param name="Failing">The store, or the ledger, failed.</param>
/// <param name="OldestDue">Since when the first of them is due; in the future, or default, where none is.</param>
/// <param name="AsksPerson">Whether a person is asked about some of them.</param>
internal readonly record struct VaultBacklog(
    long Time,
    long Kept,
    long Stopped,
    long Exported,
    long Restoring,
    long Failing,
    Moment? OldestDue,
    bool AsksPerson
)
{
    /// <summary>What waits of one account.</summary>
    public static VaultBacklog Of(BytesQueue queue, Moment now) =>
        new(
            queue.CountOf(null),
            queue.CountOf(BytesQueue.Kept),
            queue.CountOf(BytesQueue.Brake),
            queue.CountOf(BytesQueue.Exported),
            queue.CountOf(BytesQueue.Restoring),
            queue.CountOf(BytesQueue.Failing),
            queue.OldestDue,
            queue.AsksPerson(now)
        );

    /// <summary>What waits of several together.</summary>
    public static VaultBacklog Of(IEnumerable<VaultBacklog> all) =>
        all.Aggregate(default(VaultBacklog), (sum, each) => sum.And(each));

    /// <summary>How long the first of them waits beyond the instant at which it is due, in whole seconds.</summary>
    public long LagAt(Moment now) =>
        OldestDue is { } due && due < now ? (long)(now - due).TotalSeconds : 0;

    private VaultBacklog And(VaultBacklog other) =>
        new(
            Time + other.Time,
            Kept + other.Kept,
            Stopped + other.Stopped,
            Exported + other.Exported,
            Restoring + other.Restoring,
            Failing + other.Failing,
            OldestDue is { } one && other.OldestDue is { } two
                ? Moment.Min(one, two)
                : OldestDue ?? other.OldestDue,
            AsksPerson || other.AsksPerson
        );
}
