using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;

namespace Evenhand.Node.Ingest;

/// <summary>
/// Accounts of a commit that follow each other, on which one thread works. Nothing that it does reaches an account of another
/// share. It is used again for the next commit.
/// </summary>
internal sealed class Share(NodeContext context, Packers packers)
{
    private readonly List<AccountCommit> parts = [];
    private readonly List<Slice> slices = [];

    /// <summary>What its accounts take in.</summary>
    public IReadOnlyList<Slice> Slices => slices;

    /// <summary>Gives it another account.</summary>
    public void Add(AccountCommit part) => parts.Add(part);

    /// <summary>Admits what was brought to its accounts, and lays it down as slices.</summary>
    public void Admit(Moment now)
    {
        foreach (var part in parts)
        {
            part.Admit(context, now);
            part.Pack(packers, slices);
        }
        CheckSums();
    }

    /// <summary>The commit is durable: its accounts take note of their parts.</summary>
    public void Count(Moment now)
    {
        foreach (var part in parts)
            part.Count(slices, now);
    }

    /// <summary>Lets go of the commit.</summary>
    public void Clear()
    {
        parts.Clear();
        slices.Clear();
    }

    /// <summary>What was accepted, account by account, is what was packed for that account: else nothing is stored.</summary>
    private void CheckSums()
    {
        var next = 0;
        foreach (var part in parts)
        {
            var packed = 0;
            for (; next < slices.Count && part.Has(next); next++)
                packed += slices[next].Kind == SliceKind.Events ? slices[next].Count : 0;
            if (packed != part.Accepted)
                throw new InvalidOperationException(
                    $"{part.Accepted} events were accepted for an account, but {packed} packed"
                );
        }
        if (next != slices.Count)
            throw new InvalidOperationException("slices were packed for no account");
    }
}
