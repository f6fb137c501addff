using Evenhand.Core.Keeping;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>Which steps of an account have a statement of reasons, with its hash; the statements stay in the ledger.</summary>
internal sealed class ReasonsBook
{
    private SmallMap<string, string> hashes;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => hashes.Count == 0;

    /// <summary>The hashes by step.</summary>
    public IReadOnlyDictionary<string, string> All =>
        hashes.All().ToDictionary(each => each.Key, each => each.Value);

    /// <summary>The hash of a step's, the first where there are later ones; null where it has none.</summary>
    public string? Of(string step) => hashes.GetValueOrDefault(step);

    /// <summary>Takes note of one that is stored; of one step the first counts.</summary>
    public void Learn(ReasonsRecord record) => hashes.TryAdd(record.Step, record.Sha256);

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port) =>
        port.Map(
            ref hashes,
            (port, step) => port.Exchange(step),
            (port, hash) => port.Exchange(hash)
        );
}
