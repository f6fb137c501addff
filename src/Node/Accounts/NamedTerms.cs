using Evenhand.Core.Keeping;
using Evenhand.Core.Stream;

namespace Evenhand.Node.Accounts;

/// <summary>
/// Which of an account's events are no usage, by hashes of their names: a void that may take back usage alone is turned
/// away where it names one of them. It only spares such a void; what voids reach is the fold's to say.
/// </summary>
internal sealed class NamedTerms
{
    private SmallMap<ulong, Matter> matters;

    /// <summary>Takes note of a stored event.</summary>
    public void Note(in RecordHead head)
    {
        if (Matters.Of(head.Type) is not (Matter.Usage or Matter.None) and var matter)
            matters[head.Key] = matter;
    }

    /// <summary>Whether an event of a name is there, and about nothing of what a void may take back.</summary>
    public bool IsBeyond(ulong key, Matter reach) =>
        matters.TryGetValue(key, out var matter) && (matter & reach) == 0;

    /// <summary>Writes or reads them.</summary>
    public void Exchange(StatePort port)
    {
        List<(ulong Key, Matter Matter)> all = [.. matters.All()];
        port.List(
            all,
            (port, each) =>
                (
                    unchecked((ulong)port.Exchange(unchecked((long)each.Key))),
                    (Matter)port.Exchange((int)each.Matter)
                )
        );
        matters.Clear();
        foreach (var (key, matter) in all)
            matters[key] = matter;
    }
}
