using System.Collections.Immutable;
using Evenhand.Core.Backtesting;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using Evenhand.Policies.Comparing;

namespace Evenhand.Node.Amending;

/// <summary>What a version to come means for an account, as lists show it.</summary>
/// <param name="Account">The account.</param>
/// <param name="Currency">What it is billed in.</param>
/// <param name="InForce">What its last cycles came to.</param>
/// <param name="Other">What they would have come to.</param>
/// <param name="Acts">Acts that were denied under one alone.</param>
/// <param name="Changes">How many clauses change for it.</param>
/// <param name="Leaning">The gravest of those changes.</param>
public sealed record ImpactRow(
    AccountId Account,
    string Currency,
    Owed InForce,
    Owed Other,
    Apart Acts,
    int Changes,
    Leaning Leaning
)
{
    /// <summary>How much more it would have come to, what is proposed included.</summary>
    public decimal More => Other.Due + Other.Proposed - InForce.Due - InForce.Proposed;
}

/// <summary>What a version means for all accounts.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Version">The version.</param>
/// <param name="Accounts">How many accounts were looked at.</param>
/// <param name="IsDone">Whether all were.</param>
/// <param name="Totals">The sums by currency.</param>
/// <param name="Rows">A page of accounts, those first for which most money changes, whichever way.</param>
public sealed record PolicyImpact(
    string Policy,
    string Version,
    int Accounts,
    bool IsDone,
    IReadOnlyList<ImpactTotal> Totals,
    Page<ImpactRow> Rows
);

/// <summary>The accounts of a currency.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Accounts">How many there are.</param>
/// <param name="More">How many would have paid more.</param>
/// <param name="Less">How many would have paid less.</param>
/// <param name="InForce">What all came to.</param>
/// <param name="Other">What all would have come to.</param>
/// <param name="Acts">Acts that were denied under one alone.</param>
public sealed record ImpactTotal(
    string Currency,
    int Accounts,
    int More,
    int Less,
    Owed InForce,
    Owed Other,
    Apart Acts
);

/// <summary>What a version to come means for an account, with all figures.</summary>
/// <param name="Account">The account.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Version">The version.</param>
/// <param name="Before">The version before it.</param>
/// <param name="Effective">When it takes effect for the account.</param>
/// <param name="Found">When that was found, and told.</param>
/// <param name="Notice">The id of the notice.</param>
/// <param name="Message">What the notice said.</param>
/// <param name="Currency">What the account is billed in.</param>
/// <param name="Plan">The plan that it is on; empty for none.</param>
/// <param name="Changes">The clauses that change for it.</param>
/// <param name="Cycles">Its last cycles.</param>
/// <param name="Denied">The first acts that only one of both would have denied.</param>
/// <param name="StepsWithoutCase">Steps whose cases would not have been opened.</param>
public sealed record AccountImpact(
    AccountId Account,
    string Policy,
    string Version,
    string Before,
    Moment Effective,
    Moment Found,
    string Notice,
    string Message,
    string Currency,
    string Plan,
    ImmutableArray<ImpactChange> Changes,
    ImmutableArray<ImpactCycle> Cycles,
    ImmutableArray<ImpactDenial> Denied,
    ImmutableArray<string> StepsWithoutCase
);
