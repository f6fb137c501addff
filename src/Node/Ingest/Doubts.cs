using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node.Accounts;
using Evenhand.Notation;

namespace Evenhand.Node.Ingest;

/// <summary>What an account finds odd about an event that it takes in. In the account's turn.</summary>
internal static class Doubts
{
    /// <summary>The doubt about an account that nobody has opened.</summary>
    public static readonly Fault Unopened = Fault.Told(
        Code.NotOpened,
        "nobody has opened the account that it names; it counts once that is opened at an earlier time"
    );

    /// <summary>The doubt about a void of what has not come.</summary>
    public static readonly Fault NotThere = Fault.Told(
        Code.Unmatched,
        "no event of the source and id that it names came to the account of late; it takes effect once one comes, or if it is an old one"
    );

    /// <summary>What is odd; null where nothing is.</summary>
    /// <param name="account">The account.</param>
    /// <param name="records">The batch that holds the event.</param>
    /// <param name="offset">Where it lies.</param>
    /// <param name="seed">The secret of the ledger's hashes.</param>
    public static Fault? Of(ServedAccount account, byte[] records, int offset, long seed)
    {
        if (account.Name.IsNone || account.Parked is not null)
            return null;
        if (account.Live is not { } live)
            return account.IsStale ? null : Unopened;
        var type = Record.Head(records, offset).Type;
        if (type > (int)BuiltIns.Kind.Asked)
            return null;
        if (type == (int)BuiltIns.Kind.Voided)
            return Matters.NamedBy(records, offset, seed) is { } key && !account.Seen.Knows(key)
                ? NotThere
                : null;
        var doubt = live.DoubtOf(records, offset, out var names);
        return doubt is { Unknown: { } unknown } fault
            ? fault with
            {
                DidYouMean = fault.DidYouMean ?? Nearest.To(unknown, names),
            }
            : doubt;
    }
}
