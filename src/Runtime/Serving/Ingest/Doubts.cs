using Evenhand.Core.Codes;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Notation;
using Evenhand.Runtime.Serving.Accounts;

namespace Evenhand.Runtime.Serving.Ingest;

/// <summary>What an account finds odd about an event that it takes in. In the account's turn.</summary>
internal static class Doubts
{
    /// <summary>The doubt about an account that nobody has opened.</summary>
    public static readonly Fault Unopened = new(
        Code.NotOpened,
        "nobody has opened the account that it names; it counts once that is opened at an earlier time"
    );

    /// <summary>What is odd; null where nothing is.</summary>
    public static Fault? Of(ServedAccount account, byte[] records, int offset)
    {
        if (account.Name.Length == 0 || account.Parked is not null)
            return null;
        if (account.Live is not { } live)
            return account.IsStale ? null : Unopened;
        if (Record.Head(records, offset).Type > (int)BuiltIns.Kind.Asked)
            return null;
        var doubt = live.DoubtOf(records, offset, out var names);
        return doubt is { Unknown: { } unknown } fault
            ? fault with
            {
                DidYouMean = fault.DidYouMean ?? Nearest.To(unknown, names),
            }
            : doubt;
    }
}
