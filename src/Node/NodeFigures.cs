using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Clock;
using Evenhand.Node.Context;
using Evenhand.Node.Due;
using Evenhand.Node.Gate;
using Evenhand.Node.Ingest;

namespace Evenhand.Node;

/// <summary>What a node does, in figures; counts are since its start.</summary>
/// <param name="Accounts">Accounts in the ledger.</param>
/// <param name="Loaded">Of these, in memory.</param>
/// <param name="WaitingBytes">Bytes of events that wait for the ledger.</param>
/// <param name="Accepted">Events stored.</param>
/// <param name="Duplicates">Repeats dropped.</param>
/// <param name="Rejected">Elements rejected.</param>
/// <param name="Commits">Commits of the ledger.</param>
/// <param name="Asks">Asks answered.</param>
/// <param name="Denied">Of these, denied.</param>
/// <param name="Stated">Statements stated.</param>
/// <param name="Refolds">How often an account was folded anew from the ledger.</param>
/// <param name="Parked">Accounts that are set aside now.</param>
/// <param name="Clock">How the clock stands.</param>
public readonly record struct NodeFigures(
    long Accounts,
    long Loaded,
    long WaitingBytes,
    long Accepted,
    long Duplicates,
    long Rejected,
    long Commits,
    long Asks,
    long Denied,
    long Stated,
    long Refolds,
    long Parked,
    ClockState Clock
)
{
    /// <summary>When the last event was accepted; null where none was since the start.</summary>
    public Moment? LastAccepted { get; private init; }

    /// <summary>The figures of a node as they are now.</summary>
    internal static NodeFigures Of(
        NodeContext context,
        AccountDirectory accounts,
        Committer committer,
        LiveGate asking,
        Alarm alarm
    ) =>
        new(
            context.Ledger.AccountCount,
            accounts.Count,
            committer.WaitingBytes,
            committer.Accepted,
            committer.Duplicates,
            committer.Rejected,
            committer.Commits,
            asking.Counts.Answered,
            asking.Counts.Denied,
            alarm.Stated,
            accounts.Refolds,
            accounts.Aside.Count,
            context.Clock.State
        )
        {
            LastAccepted = committer.LastAccepted == Moment.Never ? null : committer.LastAccepted,
        };
}
