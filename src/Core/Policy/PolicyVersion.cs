using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using NodaTime;

namespace Evenhand.Core.Policy;

/// <summary>
/// One version of a published policy, compiled: what the fold, the gate and the statements follow. It holds
/// no text but what answers cite; the literate document it came from has the same <see cref="Hash"/>.
/// </summary>
public sealed record PolicyVersion
{
    /// <summary>The policy's name, as accounts are opened under it.</summary>
    public required string Name { get; init; }

    /// <summary>The version that decisions, cases and lines cite.</summary>
    public required string Version { get; init; }

    /// <summary>The instant from which the version is in force.</summary>
    public required Instant Effective { get; init; }

    /// <summary>
    /// The instant from which it is in force for accounts that opened before <see cref="Effective"/>, where that is
    /// later: what was promised to them by the version before is kept. Null where it is the same.
    /// </summary>
    public Instant? ForExisting { get; init; }

    /// <summary>The place of a clause; none where the version has no such clause.</summary>
    public Place<Clause> PlaceOf(ClauseId id)
    {
        foreach (var clause in Clauses)
            if (clause.Id == id)
                return clause.Place;
        return default;
    }

    /// <summary>The instant from which it is in force for an account.</summary>
    /// <param name="opened">When the account opened.</param>
    public Instant From(Instant opened) =>
        ForExisting is { } later && opened < Effective ? later : Effective;

    /// <summary>SHA-256 of the document, hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The currencies that accounts may be billed in; empty means any.</summary>
    public required ImmutableArray<string> Currencies { get; init; }

    /// <summary>The clauses in the order of the document; a <see cref="Clause.Index"/> is a place here.</summary>
    public required ImmutableArray<Clause> Clauses { get; init; }

    /// <summary>The catalogue whose types, things and add-ons the rules refer to.</summary>
    public required Catalogue Catalogue { get; init; }

    /// <summary>The plans, by place; empty when the policy knows none.</summary>
    public ImmutableArray<Plan> Plans { get; init; } = [];

    /// <summary>The plan of an account opened without one: its place, or -1 when a plan must be given.</summary>
    public int DefaultPlan { get; init; } = -1;

    /// <summary>When a chosen plan takes effect.</summary>
    public PlanChange PlanChange { get; init; } = PlanChange.AtOnce;

    /// <summary>What is counted; a meter's index is its place here.</summary>
    public ImmutableArray<Meter> Meters { get; init; } = [];

    /// <summary>Keyed conditions that events open and close.</summary>
    public ImmutableArray<OpenState> States { get; init; } = [];

    /// <summary>What is included, and what is free.</summary>
    public ImmutableArray<Cover> Covers { get; init; } = [];

    /// <summary>Figures that usage is held against.</summary>
    public ImmutableArray<Limit> Limits { get; init; } = [];

    /// <summary>Token buckets.</summary>
    public ImmutableArray<Bucket> Buckets { get; init; } = [];

    /// <summary>How many acts may go on at once.</summary>
    public ImmutableArray<Concurrency> Concurrencies { get; init; } = [];

    /// <summary>Bounds on each single act.</summary>
    public ImmutableArray<ActBound> ActBounds { get; init; } = [];

    /// <summary>Answers that depend on states, add-ons or the account.</summary>
    public ImmutableArray<GateRule> Gates { get; init; } = [];

    /// <summary>The customer's own limit on what it pays for, or null.</summary>
    public Cap? Cap { get; init; }

    /// <summary>Repeated excess of other clauses.</summary>
    public ImmutableArray<Repeat> Repeats { get; init; } = [];

    /// <summary>Clauses under which a report opens a case.</summary>
    public ImmutableArray<Reportable> Reportable { get; init; } = [];

    /// <summary>Usage that is compared with that of other accounts.</summary>
    public ImmutableArray<Comparison> Comparisons { get; init; } = [];

    /// <summary>The steps between good standing and the end of the contract, or null.</summary>
    public Ladder? Ladder { get; init; }

    /// <summary>Lines of the statement that are priced from a price list.</summary>
    public ImmutableArray<Charge> Charges { get; init; } = [];

    /// <summary>Lines of the statement that pass a third party's fees through.</summary>
    public ImmutableArray<PassThrough> PassThroughs { get; init; } = [];

    /// <summary>What is drawn from the account's wallet, or null.</summary>
    public WalletRule? Wallet { get; init; }

    /// <summary>Notices about allowances.</summary>
    public ImmutableArray<Notify> Notices { get; init; } = [];

    /// <summary>How long things are kept after the end of the contract; zero when the end is the end.</summary>
    public Duration KeptAfterEnd { get; init; } = Duration.Zero;

    /// <summary>The clause that says so; none where no clause does.</summary>
    public Place<Clause> EndClause { get; init; }

    /// <summary>What may become of stored things, or null.</summary>
    public VaultRule? Vault { get; init; }

    /// <summary>The bulk export that an account may ask for, or null.</summary>
    public Export? Export { get; init; }

    /// <summary>Whether an exception counts only when granted by the first instant of its interval.</summary>
    public bool ExceptionsOnlyBeforehand { get; init; }

    /// <summary>Whether usage inside an exception without a figure is left out of what is judged later.</summary>
    public bool ExceptedUsageExcluded { get; init; }

    /// <summary>From when on the system takes the steps that the ladder lets anyone take; null for always.</summary>
    public Moment? OwnStepsFrom { get; init; }

    /// <summary>How requests for exceptions are answered.</summary>
    public Requests Requests { get; init; } = Requests.Unpromised;

    /// <summary>The place of the clause by which the first act under a version accepts it; none where no clause says so.</summary>
    public Place<Clause> AcceptedByUse { get; init; }

    /// <summary>A version is itself.</summary>
    public bool Equals(PolicyVersion? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Version);
}
