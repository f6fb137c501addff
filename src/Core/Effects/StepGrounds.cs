using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>What a step rests on, as it stood at the instant at which the account was told of it.</summary>
/// <param name="Step">The id of the step.</param>
/// <param name="To">What it does.</param>
/// <param name="Cited">The clause of the ladder; where there is none, that of the first case.</param>
/// <param name="Scope">What of the account it concerns.</param>
/// <param name="Terms">From when and until when it holds.</param>
/// <param name="Cases">The cases that it rests on.</param>
/// <param name="Deeds">Who took it, in the order in which they did.</param>
/// <param name="Earlier">Findings of other cases before it, by date.</param>
/// <param name="Milder">The lower steps of the ladder, from low to high, and what stands against each.</param>
public sealed record StepGrounds(
    string Step,
    StepKind To,
    Citation Cited,
    StepScope Scope,
    StepTerms Terms,
    ImmutableArray<GroundCase> Cases,
    ImmutableArray<StepDeed> Deeds,
    ImmutableArray<EarlierFinding> Earlier,
    ImmutableArray<MilderStep> Milder
);

/// <summary>What of an account a step concerns.</summary>
/// <param name="Suspends">The acts that it suspends; empty where it is of the account as a whole.</param>
/// <param name="Throttles">The clauses beyond whose figures acts are denied; empty for others than throttling.</param>
/// <param name="Price">The price of a charge; null for others.</param>
public sealed record StepScope(
    ImmutableArray<string> Suspends,
    ImmutableArray<ClauseId> Throttles,
    ChargedPrice? Price
);

/// <summary>What goes beyond the figure of a clause is charged so.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Per">For how many units.</param>
/// <param name="Amount">In the account's currency.</param>
/// <param name="Currency">The currency.</param>
public sealed record ChargedPrice(ClauseId Clause, decimal Per, decimal Amount, string Currency);

/// <summary>From when and until when a step holds, and how it can be challenged.</summary>
/// <param name="Announced">When the account was told.</param>
/// <param name="IsInForce">Whether it is in force as it is told.</param>
/// <param name="IsBrake">Whether it is a brake, which a second person must keep.</param>
/// <param name="Notice">How long after its delivery it comes into force.</param>
/// <param name="Lapses">When it lapses if nothing happens before: what is not delivered, what nobody keeps; never for not.</param>
/// <param name="Until">When it lapses whatever happens; never where that is not set.</param>
/// <param name="Lasts">How long it stays in force; zero where that is not set.</param>
/// <param name="FallsBackAfter">After how many cycles without a case the account is in good standing again; 0 for never.</param>
/// <param name="AppealUntil">Before when it can be appealed.</param>
/// <param name="DecidedWithin">How long an appeal may wait before the step is taken back.</param>
/// <param name="Offers">What is offered instead, in the policy's words; empty for nothing.</param>
public sealed record StepTerms(
    Moment Announced,
    bool IsInForce,
    bool IsBrake,
    TimeSpan Notice,
    Moment Lapses,
    Moment Until,
    TimeSpan Lasts,
    int FallsBackAfter,
    Moment AppealUntil,
    TimeSpan DecidedWithin,
    string Offers
);

/// <summary>A case that a step rests on.</summary>
/// <param name="Id">The clause and the first day of its cycle.</param>
/// <param name="Cited">The clause, by the version under which the case was opened.</param>
/// <param name="From">The first instant of its cycle.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Opened">When it was opened.</param>
/// <param name="Facts">What was met, with the figures that are its evidence.</param>
/// <param name="FoundBy">Who established it; empty while nobody has.</param>
/// <param name="FoundAt">When.</param>
/// <param name="Because">Why, in the words of whoever did; empty where the system did.</param>
public sealed record GroundCase(
    string Id,
    Citation Cited,
    Moment From,
    Moment To,
    Moment Opened,
    Facts Facts,
    string FoundBy,
    Moment FoundAt,
    string Because
);

/// <summary>A hand that somebody had in a step.</summary>
/// <param name="What">What was done; numbers stand in stored bytes.</param>
/// <param name="By">A person, or <c>rule</c>.</param>
/// <param name="Time">When.</param>
/// <param name="Reason">Why, in their words; empty where the system did.</param>
public sealed record StepDeed(StepDeedKind What, string By, Moment Time, string Reason);

/// <summary>What was done for a step; numbers stand in stored bytes.</summary>
public enum StepDeedKind
{
    /// <summary>It was proposed.</summary>
    Proposed,

    /// <summary>It was approved.</summary>
    Approved,

    /// <summary>It was taken at once, as a brake.</summary>
    Braked,

    /// <summary>It took the place of a higher one, on appeal.</summary>
    Changed,
}

/// <summary>A finding of another case before.</summary>
/// <param name="Case">The case.</param>
/// <param name="Clause">The clause.</param>
/// <param name="Time">When it was found.</param>
/// <param name="By">Who found it.</param>
/// <param name="IsSpent">Whether it carries nothing any more.</param>
public sealed record EarlierFinding(
    string Case,
    ClauseId Clause,
    Moment Time,
    string By,
    bool IsSpent
);

/// <summary>A lower step of the ladder, as it stood when a higher one was taken.</summary>
/// <param name="To">The step.</param>
/// <param name="Tried">The id of the latest of the kind that has been in force; null where none has.</param>
/// <param name="Since">When that came into force.</param>
/// <param name="Unmet">What stands against it now.</param>
/// <param name="IsIdle">Whether it would change nothing: no figure of the cases' clauses is one that it could hold acts to.</param>
public sealed record MilderStep(StepKind To, string? Tried, Moment Since, Unmet Unmet, bool IsIdle);
