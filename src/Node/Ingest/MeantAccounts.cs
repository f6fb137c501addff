using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Bodies;

namespace Evenhand.Node.Ingest;

/// <summary>
/// Finds the account that was probably meant by one that nobody opened. It does not compare with every account there is:
/// it tries what a slip of one letter makes of the name, so that it costs the same in a ledger of millions.
/// </summary>
internal sealed class MeantAccounts(ILedger ledger)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789-_.";

    /// <summary>So many names of a body are looked for.</summary>
    private const int MostSought = 10;

    /// <summary>Characters of the longest name that is looked for.</summary>
    private const int Longest = 64;

    private readonly Dictionary<string, string?> meant = [];

    /// <summary>The warnings with the accounts that were meant.</summary>
    public IReadOnlyList<Warning> In(IReadOnlyList<Warning> warnings, EventBatch batch)
    {
        if (!warnings.Any(warning => warning.Fault.Code == Code.NotOpened))
            return warnings;
        var names = NamesOf(batch);
        return
        [
            .. warnings.Select(warning =>
                warning.Fault.Code == Code.NotOpened
                && names.TryGetValue(warning.Index, out var name)
                && Near(name) is { } near
                    ? warning with
                    {
                        Fault = warning.Fault with { DidYouMean = near },
                    }
                    : warning
            ),
        ];
    }

    /// <summary>The account that a slip of one letter makes of a name, or none.</summary>
    public string? Near(string name)
    {
        if (meant.TryGetValue(name, out var known))
            return known;
        if (meant.Count >= MostSought || name.Length is 0 or > Longest)
            return null;
        var near = Slips(name).FirstOrDefault(slip => slip != name && IsThere(slip));
        return meant[name] = near;
    }

    // What is left of a name of one letter without it is no name.
    private bool IsThere(string name) =>
        name.Length > 0 && ledger.SequenceOf(StreamName.Of(name)) > 0;

    private static Dictionary<int, string> NamesOf(EventBatch batch)
    {
        var names = new Dictionary<int, string>();
        foreach (var offset in Record.Offsets(batch.Records))
        {
            ref readonly var head = ref Record.Head(batch.Records, offset);
            if (head.Account != 0)
                names[head.Line] = batch.Names.Accounts.Text(head.Account);
        }
        return names;
    }

    /// <summary>The name in other cases and without blanks; with two letters swapped, one left out, one more, or another.</summary>
    private static IEnumerable<string> Slips(string name)
    {
        yield return name.Trim();
        yield return name.ToLowerInvariant();
        yield return name.ToUpperInvariant();
        yield return name.Replace('_', '-');
        yield return name.Replace('-', '_');
        for (var at = 0; at < name.Length; at++)
            yield return name.Remove(at, 1);
        for (var at = 1; at < name.Length; at++)
            yield return name[..(at - 1)] + name[at] + name[at - 1] + name[(at + 1)..];
        for (var at = 0; at <= name.Length; at++)
            foreach (var letter in Letters)
                yield return name.Insert(at, letter.ToString());
        for (var at = 0; at < name.Length; at++)
            foreach (var letter in Letters)
                yield return name[..at] + letter + name[(at + 1)..];
    }
}
