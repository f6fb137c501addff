using System.Collections.Immutable;
using Evenhand.Core.Backtesting;
using Evenhand.Core.Time;
using Evenhand.Policies.Comparing;

namespace Evenhand.Node.Stored;

/// <summary>
/// What the ledger keeps of what a version to come means for an account, with the notice that told it: the figures as they were then.
/// </summary>
/// <param name="Policy">The policy.</param>
/// <param name="Version">The version to come.</param>
/// <param name="Hash">The hash of its text.</param>
/// <param name="Before">The version before it.</param>
/// <param name="Effective">When it takes effect for the account.</param>
/// <param name="Currency">What the account is billed in.</param>
/// <param name="Plan">The plan that it is on; empty for none.</param>
/// <param name="Changes">The clauses that change for it.</param>
/// <param name="Cycles">What its last cycles came to, and would have.</param>
/// <param name="Denied">The first acts that only one of both would have denied.</param>
/// <param name="StepsWithoutCase">Steps whose cases would not have been opened.</param>
/// <param name="Refused">Acts that the version would not have taken.</param>
/// <param name="At">When it was found.</param>
/// <param name="Told">The notice; its own record, so that there is none without the other.</param>
internal sealed record ImpactEntry(
    string Policy,
    string Version,
    string Hash,
    string Before,
    Moment Effective,
    string Currency,
    string Plan,
    ImmutableArray<ImpactChange> Changes,
    ImmutableArray<ImpactCycle> Cycles,
    ImmutableArray<ImpactDenial> Denied,
    ImmutableArray<string> StepsWithoutCase,
    long Refused,
    Moment At,
    ToldRecord Told
)
{
    /// <summary>The bytes of an entry.</summary>
    public byte[] Written() => StoredJson.Write(this, StoredJson.Default.ImpactEntry);

    /// <summary>The entry of a slice.</summary>
    /// <exception cref="Ledger.DamagedLedgerException">The bytes are no such entry.</exception>
    public static ImpactEntry Read(ReadOnlyMemory<byte> bytes) =>
        StoredJson.Read(bytes, StoredJson.Default.ImpactEntry);
}

/// <summary>A clause that changes for an account.</summary>
/// <param name="Clause">Its slug; empty for the front matter.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Fate">Whether it changes, comes or goes.</param>
/// <param name="Leaning">What that means for the account.</param>
/// <param name="Lines">What changes in it.</param>
public sealed record ImpactChange(
    string Clause,
    string Title,
    ClauseFate Fate,
    Leaning Leaning,
    ImmutableArray<Change> Lines
)
{
    /// <summary>What is kept of a change.</summary>
    public static ImpactChange Of(ClauseChange its) =>
        new(its.Slug, its.Title, its.Fate, its.Leaning, its.Changes);
}

/// <summary>A cycle under the versions in force, and under the one to come.</summary>
/// <param name="Cycle">Its first day.</param>
/// <param name="From">Its first instant.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Version">The version that stated it.</param>
/// <param name="Clauses">What each clause came to.</param>
public sealed record ImpactCycle(
    string Cycle,
    Moment From,
    Moment To,
    string Version,
    ImmutableArray<ImpactClause> Clauses
)
{
    /// <summary>What is kept of a cycle.</summary>
    public static ImpactCycle Of(CycleImpact its) =>
        new(its.Cycle, its.From, its.To, its.Version, [.. its.Clauses.Select(ImpactClause.Of)]);
}

/// <summary>A clause in a cycle: money as its statement rounds it, and what happened under one alone.</summary>
public sealed record ImpactClause(
    string Clause,
    decimal Due,
    decimal DueOther,
    decimal Proposed,
    decimal ProposedOther,
    long Acts,
    long ActsOther,
    long Cases,
    long CasesOther,
    long Notices,
    long NoticesOther
)
{
    /// <summary>What is kept of a clause.</summary>
    public static ImpactClause Of(ClauseImpact its) =>
        new(
            its.Clause.Slug,
            its.InForce.Due,
            its.Other.Due,
            its.InForce.Proposed,
            its.Other.Proposed,
            its.Acts.InForce,
            its.Acts.Other,
            its.Cases.InForce,
            its.Cases.Other,
            its.Notices.InForce,
            its.Notices.Other
        );
}

/// <summary>An act that only one of both would have denied.</summary>
public sealed record ImpactDenial(Moment Time, string Id, string Type, string Clause, bool ByOther)
{
    /// <summary>What is kept of an act.</summary>
    public static ImpactDenial Of(DeniedAct its) =>
        new(its.Time, its.Id, its.Type, its.Clause.Slug, its.ByOther);
}
