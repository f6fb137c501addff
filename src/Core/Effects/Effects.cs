using System.Collections.Immutable;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Effects;

/// <summary>Something that the fold says of an account at an instant. The core says it; shells perform it.</summary>
/// <param name="Time">Ticks since the Unix epoch.</param>
/// <param name="Account">The account's name.</param>
public abstract record Effect(long Time, string Account);

/// <summary>The answer to an ask.</summary>
/// <param name="Time">When it was asked.</param>
/// <param name="Account">The account.</param>
/// <param name="Id">The id of the ask.</param>
/// <param name="Outcome">The worst of its reasons; allow when there are none.</param>
/// <param name="Reasons">The clauses behind it, in the order of the document.</param>
/// <param name="Tells">Bounds that the answer tells, such as <c>max_duration</c>, in the unit of the wire.</param>
public sealed record Decision(
    long Time,
    string Account,
    string Id,
    Outcome Outcome,
    ImmutableArray<Reason> Reasons,
    ImmutableArray<(string Name, string Amount)> Tells
) : Effect(Time, Account);

/// <summary>One clause behind a decision.</summary>
/// <param name="Outcome">What it says by itself.</param>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="Version">The version in force.</param>
/// <param name="Message">A sentence for the person who asked.</param>
public sealed record Reason(
    Outcome Outcome,
    string Clause,
    string Policy,
    string Version,
    string Message
)
{
    /// <summary>The figure that is not to be passed, in the unit of the clause; null where there is none.</summary>
    public string? Limit { get; init; }

    /// <summary>What is used so far, in the same unit.</summary>
    public string? Used { get; init; }

    /// <summary>When the count starts afresh, in ticks.</summary>
    public long? Resets { get; init; }

    /// <summary>When asking again may help, in ticks.</summary>
    public long? RetryAt { get; init; }
}

/// <summary>Something that the account is told.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="What">Its kind, such as <c>near-allowance</c>.</param>
/// <param name="Message">A sentence for the account.</param>
public sealed record Notice(long Time, string Account, string Clause, string What, string Message)
    : Effect(Time, Account);

/// <summary>
/// A possible excess, for a person to judge; at most one per account, clause and cycle, and per key where the limit goes
/// by one.
/// </summary>
/// <param name="Time">When it was met.</param>
/// <param name="Account">The account.</param>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="Version">The version in force.</param>
/// <param name="Cycle">The first tick of the cycle.</param>
/// <param name="Figures">The figures behind it, by name, in the unit of the clause.</param>
/// <param name="Message">A sentence for the person who judges.</param>
public sealed record Case(
    long Time,
    string Account,
    string Clause,
    string Version,
    long Cycle,
    ImmutableArray<(string Name, string Value)> Figures,
    string Message
) : Effect(Time, Account)
{
    /// <summary>The figure that says whose excess it is, where a limit goes by a key.</summary>
    public const string Of = "of";
}

/// <summary>An account's ended cycle.</summary>
/// <param name="Time">The end of the cycle.</param>
/// <param name="Account">The account.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="From">The first tick of the cycle.</param>
/// <param name="Currency">The account's currency.</param>
/// <param name="Lines">Sorted by clause, then version.</param>
/// <param name="Due">The sum of the lines that are due.</param>
/// <param name="Proposed">The sum of those that await a person.</param>
/// <param name="Unpriced">Fees that no reference rate is known for yet; they are held over.</param>
public sealed record Statement(
    long Time,
    string Account,
    string Policy,
    long From,
    string Currency,
    ImmutableArray<Line> Lines,
    string Due,
    string Proposed,
    ImmutableArray<UnpricedFees> Unpriced
) : Effect(Time, Account);

/// <summary>A line of a statement; all figures as they are printed.</summary>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="Version">The version in force at the cycle's first instant.</param>
/// <param name="Quantity">What was counted.</param>
/// <param name="Unit">In which unit.</param>
/// <param name="Included">What is included.</param>
/// <param name="Billable">What is charged.</param>
/// <param name="UnitPrice">The price; null for fees passed through.</param>
/// <param name="Per">How many units the price is for.</param>
/// <param name="Amount">Rounded once, to the currency's minor unit.</param>
/// <param name="Status">Due, proposed or waived.</param>
public sealed record Line(
    string Clause,
    string Version,
    string Quantity,
    string Unit,
    string Included,
    string Billable,
    string? UnitPrice,
    string Per,
    string Amount,
    LineStatus Status
);

/// <summary>Fees that wait for a reference rate.</summary>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="Amount">Their sum.</param>
/// <param name="Currency">In the currency in which they were incurred.</param>
public sealed record UnpricedFees(string Clause, string Amount, string Currency);

/// <summary>Where a line stands.</summary>
public enum LineStatus
{
    /// <summary>Owed.</summary>
    Due,

    /// <summary>Outside the total until a person confirms it.</summary>
    Proposed,

    /// <summary>Let go.</summary>
    Waived,
}

/// <summary>An account's wallet at the end.</summary>
/// <param name="Time">The end.</param>
/// <param name="Account">The account.</param>
/// <param name="Balance">In the account's currency.</param>
public sealed record WalletBalance(long Time, string Account, string Balance)
    : Effect(Time, Account);

/// <summary>An event that was kept but found nothing to act on.</summary>
/// <param name="Time">Its time.</param>
/// <param name="Account">The account.</param>
/// <param name="File">The number of the file it stood in.</param>
/// <param name="Line">The line it stood on.</param>
/// <param name="Message">What it referred to.</param>
public sealed record Unmatched(long Time, string Account, int File, int Line, string Message)
    : Effect(Time, Account);
