using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;
using Evenhand.Core.Typical;

namespace Evenhand.Core.Replaying;

/// <summary>
/// The canonical fold of an account as it stands before the first event of a cycle: whoever folds the account goes on from
/// it as if all before had been folded too. It changes cost, never meaning, and holds as long as nothing comes that
/// happened earlier.
/// </summary>
/// <param name="At">The cycle's first instant: events before it are in, no others.</param>
/// <param name="Last">The time of the last event before it.</param>
/// <param name="Line">The highest line of an event before it; on a ledger, the last that arrived.</param>
/// <param name="Since">What came of the account since the checkpoint before this one.</param>
/// <param name="State">The state; empty where it was dropped, and then no fold goes on from it.</param>
public sealed record Checkpoint(
    Moment At,
    Moment Last,
    int Line,
    ReadOnlyMemory<byte> Since,
    ReadOnlyMemory<byte> State
)
{
    /// <summary>So many versions of the account's policy it knows: a fold goes on from it until another takes effect.</summary>
    public int Versions { get; init; }

    /// <summary>How often prepaid money was moved before it.</summary>
    public long Moves { get; init; }

    /// <summary>It without its state: what the account came to by then is still told.</summary>
    public Checkpoint WithoutState() => this with { State = default };

    /// <summary>Writes or reads one.</summary>
    public static Checkpoint Exchange(StatePort port, Checkpoint? checkpoint) =>
        new(
            port.Exchange(checkpoint?.At ?? default),
            port.Exchange(checkpoint?.Last ?? default),
            port.Exchange(checkpoint?.Line ?? 0),
            port.Exchange(checkpoint?.Since.ToArray() ?? []),
            port.Exchange(checkpoint?.State.ToArray() ?? [])
        )
        {
            Moves = port.Exchange(checkpoint?.Moves ?? 0),
            Versions = port.Exchange(checkpoint?.Versions ?? 0),
        };
}

/// <summary>What came of an account while it was folded: cycles that ended, what was said, decisions that were met.</summary>
internal sealed class Yield
{
    /// <summary>Cycles that ended, in order.</summary>
    public List<EndedCycle> Ended { get; } = [];

    /// <summary>What was used in them, where that is compared with others.</summary>
    public List<CycleUsage> Usages { get; } = [];

    /// <summary>What was said, in order.</summary>
    public List<Effect> Said { get; } = [];

    /// <summary>Decisions on charges: a statement may have no such line.</summary>
    public List<DecidedCharge> Decided { get; } = [];

    /// <summary>Takes what another holds behind what is here.</summary>
    public void Add(Yield other)
    {
        Ended.AddRange(other.Ended);
        Usages.AddRange(other.Usages);
        Said.AddRange(other.Said);
        Decided.AddRange(other.Decided);
    }

    /// <summary>Forgets it all.</summary>
    public void Clear()
    {
        Ended.Clear();
        Usages.Clear();
        Said.Clear();
        Decided.Clear();
    }

    /// <summary>Takes over what the states have in common, which then begins afresh.</summary>
    public void Take(Shared shared)
    {
        Ended.AddRange(shared.Cycles);
        Usages.AddRange(shared.Usages);
        Said.AddRange(shared.Effects);
        shared.ForgetCycles();
        shared.Effects.Clear();
    }

    /// <summary>Writes or reads it. Of what was said all is kept but answers and what matched nothing: what was asked, and what was no good, is told as it is folded.</summary>
    public void Exchange(StatePort port, ImmutableArray<PolicyVersion> versions)
    {
        port.List(Ended, (port, ended) => EndedCycle.Exchange(port, ended, versions));
        port.List(Usages, CycleUsage.Exchange);
        List<Effect> kept = [.. Said.Where(KeptEffects.IsKept)];
        port.List(kept, KeptEffects.Exchange);
        if (port.Reads)
            Said.AddRange(kept);
        port.List(Decided, DecidedCharge.Exchange);
    }
}

/// <summary>A decision on a charge.</summary>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="Cycle">The first day of the cycle.</param>
/// <param name="Time">When it was taken.</param>
/// <param name="File">The file of its event.</param>
/// <param name="Line">The line of its event.</param>
internal readonly record struct DecidedCharge(
    ClauseId Clause,
    string Cycle,
    Moment Time,
    int File,
    int Line
)
{
    /// <summary>Writes or reads one.</summary>
    public static DecidedCharge Exchange(StatePort port, DecidedCharge decided) =>
        new(
            new(port.Exchange(decided.Clause.Slug)),
            port.Exchange(decided.Cycle),
            port.Exchange(decided.Time),
            port.Exchange(decided.File),
            port.Exchange(decided.Line)
        );
}
