using Evenhand.Node.Clock;

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
);
