using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Pages.Accounts;

namespace Evenhand.Server.Sites;

/// <summary>What of an account's bill is about how much it stores: what is included, how much counts, what it comes to.</summary>
internal static class StorageRows
{
    /// <summary>The rows; none where its policy measures nothing of it.</summary>
    public static ImmutableArray<UsageRow> Of(
        EvenhandNode node,
        SiteReads reads,
        AccountFrame frame
    )
    {
        var meters = node.Waits.Storage.Meters(new AccountId(frame.Account.Id));
        return meters.IsEmpty
            ? []
            : reads.Rows(frame).RemoveAll(row => !meters.Contains(row.Main.Meter));
    }
}
