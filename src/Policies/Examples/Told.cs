using System.Collections.Immutable;
using Evenhand.Core.Policy;
using NodaTime;

namespace Evenhand.Policies.Examples;

/// <summary>What came of the stream of a scenario, as far as examples ask.</summary>
/// <param name="Decisions">The answers, by the ids of the asks.</param>
/// <param name="Cases">The slugs of the clauses with a case, each time one is opened.</param>
/// <param name="Notices">The clause and kind of each notice, in order.</param>
/// <param name="Lines">The lines of all statements, in order.</param>
/// <param name="Wallet">The balance at the end; null when there is none.</param>
/// <param name="Rejections">The lines that were refused, by place, and why.</param>
public sealed record Told(
    ImmutableDictionary<string, ToldDecision> Decisions,
    ImmutableArray<string> Cases,
    ImmutableArray<(string Clause, string Kind)> Notices,
    ImmutableArray<ToldLine> Lines,
    decimal? Wallet,
    ImmutableArray<(int Line, string Reason)> Rejections
)
{
    /// <summary>What came of the account's standing.</summary>
    public ToldStanding Standing { get; init; } = ToldStanding.Good;

    /// <summary>What came of stored things.</summary>
    public ToldStored Stored { get; init; } = ToldStored.Nothing;
}

/// <summary>What came of stored things.</summary>
/// <param name="Things">The changes of things, in order.</param>
/// <param name="Copies">What came of copies, in order.</param>
/// <param name="Retrievals">What became of promises, in order.</param>
/// <param name="Exports">The exports, in order.</param>
public sealed record ToldStored(
    ImmutableArray<ToldChange> Things,
    ImmutableArray<ToldChange> Copies,
    ImmutableArray<ToldChange> Retrievals,
    ImmutableArray<ToldChange> Exports
)
{
    /// <summary>Nothing came of them.</summary>
    public static readonly ToldStored Nothing = new([], [], [], []);
}

/// <summary>What came of an account's standing.</summary>
/// <param name="Steps">The changes of steps, in order.</param>
/// <param name="Appeals">The decisions of appeals, in order.</param>
/// <param name="Requests">What came of requests for exceptions, in order.</param>
/// <param name="Unmet">The acts without effect by the ids of their events, with the conditions that failed.</param>
/// <param name="AtTheEnd">Where the account stands at the end.</param>
public sealed record ToldStanding(
    ImmutableArray<ToldChange> Steps,
    ImmutableArray<ToldChange> Appeals,
    ImmutableArray<ToldChange> Requests,
    ImmutableArray<(string Act, string Why)> Unmet,
    string AtTheEnd
)
{
    /// <summary>Nothing came of it.</summary>
    public static readonly ToldStanding Good = new([], [], [], [], "good");
}

/// <summary>A change of a step, an appeal or a request.</summary>
/// <param name="At">When.</param>
/// <param name="Words">What is told of it, by the key that an example writes.</param>
public sealed record ToldChange(Instant At, ImmutableDictionary<string, string> Words);

/// <summary>An answer.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Cites">The slugs of the clauses behind it.</param>
/// <param name="Tells">What else it carries, by name.</param>
public sealed record ToldDecision(
    Outcome Outcome,
    ImmutableArray<string> Cites,
    ImmutableDictionary<string, decimal> Tells
);

/// <summary>A line of a statement.</summary>
/// <param name="Cycle">The first instant of the statement's cycle.</param>
/// <param name="Clause">The slug of its clause.</param>
/// <param name="Quantity">What was counted.</param>
/// <param name="Unit">In which unit.</param>
/// <param name="Included">How much of it is included.</param>
/// <param name="Billable">How much is billed.</param>
/// <param name="Price">The price; null when the line has none.</param>
/// <param name="Per">How many units the price is for.</param>
/// <param name="Amount">The sum.</param>
/// <param name="Status">Its status on the wire.</param>
public sealed record ToldLine(
    Instant Cycle,
    string Clause,
    decimal Quantity,
    string Unit,
    decimal Included,
    decimal Billable,
    decimal? Price,
    decimal Per,
    decimal Amount,
    string Status
);

/// <summary>Runs a stream under a shelf of policies, as <c>evenhand replay</c> does.</summary>
/// <param name="shelf">The policies.</param>
/// <param name="lines">The stream.</param>
/// <param name="until">Its end.</param>
/// <param name="goingOn">By the id of an ask, how many such acts go on meanwhile.</param>
public delegate Told Run(
    PolicyShelf shelf,
    ImmutableArray<ReadOnlyMemory<byte>> lines,
    Instant until,
    IReadOnlyDictionary<string, int> goingOn
);
