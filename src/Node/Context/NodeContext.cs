using System.IO.Hashing;
using Evenhand.Core.Replaying;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Node.Changes;
using Evenhand.Node.Clock;
using Evenhand.Node.Outbox;
using Evenhand.Node.Policies;
using Evenhand.Node.Sending;
using Evenhand.Node.Settings;
using Evenhand.Node.Shared;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Context;

/// <summary>What the rooms of a node have in common.</summary>
/// <param name="Settings">What was set.</param>
/// <param name="Ledger">The ledger.</param>
/// <param name="Clock">The present.</param>
/// <param name="Log">Where things of note are told.</param>
/// <param name="Schemas">How stored events become the catalogue's.</param>
/// <param name="Shelf">The policies.</param>
/// <param name="Rates">The reference rates.</param>
internal sealed record NodeContext(
    NodeSettings Settings,
    ILedger Ledger,
    NodeClock Clock,
    ILogger Log,
    Schemas Schemas,
    PublishedPolicies Shelf,
    ReferenceRates Rates
)
{
    /// <summary>The secret of the ledger's hashes.</summary>
    public long Seed => Ledger.Identity.Seed;

    private ConsumerTable? consumers;

    /// <summary>Raised with every change to what a snapshot holds beside the fold.</summary>
    private const int SnapshotFormat = 21;

    /// <summary>What snapshots are valid for: their format and the catalogue.</summary>
    public UInt128 SnapshotKey { get; } =
        new(SnapshotFormat, XxHash3.HashToUInt64(Schemas.Describe(Shelf.Catalogue)));

    /// <summary>Whether another holds the ledger by now.</summary>
    public Fence Fence { get; } = new(Log);

    /// <summary>Cancelled as the node stops: what would take long is then left undone.</summary>
    public CancellationTokenSource Stop { get; } = new();

    /// <summary>Who passes on what accounts are told.</summary>
    public ConsumerTable Consumers => consumers ??= new([.. Settings.Consumers, .. Desk.Consumers]);

    /// <summary>What holds for the messages of all accounts.</summary>
    public SendingDesk Desk { get; } = new(Settings.Sending);

    /// <summary>The latest changes, for whoever follows them.</summary>
    public Following Following { get; } = new(Ledger);

    /// <inheritdoc cref="Changes.Following.Feed"/>
    public ChangeFeed Changes => Following.Feed;

    /// <summary>The policies as they are now.</summary>
    public Rulebook Rules => Shelf.Rules;
}
