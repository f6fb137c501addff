using System.Collections.Immutable;
using Evenhand.Core.Accounts;
using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Typical;

namespace Evenhand.Core.Folding;

/// <summary>What the states of one account under several versions have in common.</summary>
internal sealed class Shared(Symbols symbols)
{
    private SmallSet<(ClauseId Clause, Moment Cycle, long Key)> cases;
    private SmallSet<(ClauseId Clause, string Cycle)> oddLines;

    /// <summary>These are there once a cycle has ended.</summary>
    private List<EndedCycle>? cycles;
    private List<CycleUsage>? usages;

    /// <summary>The account's symbols.</summary>
    public Symbols Symbols { get; } = symbols;

    /// <summary>How much was said of what has no name of its own.</summary>
    public Sayings Said { get; } = new();

    /// <summary>What was said, in order.</summary>
    public List<Effect> Effects { get; } = [];

    /// <summary>The cycles that ended, in order.</summary>
    public IReadOnlyList<EndedCycle> Cycles => cycles ?? [];

    /// <summary>What was used in them, where that is compared with others.</summary>
    public IReadOnlyList<CycleUsage> Usages => usages ?? [];

    /// <summary>A cycle ended.</summary>
    public void Add(EndedCycle cycle) => (cycles ??= []).Add(cycle);

    /// <summary>It ended so, to be compared with others.</summary>
    public void Add(CycleUsage usage) => (usages ??= []).Add(usage);

    /// <summary>The cycles that ended are of no use to whoever goes on live.</summary>
    public void ForgetCycles() => (cycles, usages) = (null, null);

    /// <summary>The prepaid money.</summary>
    public Wallet Wallet { get; } = new();

    /// <summary>The clauses with a case, first instant of the cycle and, where a limit goes by one, its key.</summary>
    public ref SmallSet<(ClauseId Clause, Moment Cycle, long Key)> Cases => ref cases;

    /// <summary>Cases opened since they were last looked at; null for none.</summary>
    public List<OpenedCase>? Opened { get; set; }

    /// <summary>What steps in force forbid; null for nothing.</summary>
    public Restrictions? Restrictions { get; set; }

    /// <summary>What is kept, and the kind of thing that it is of; null where nothing ever was.</summary>
    public (Thing Of, KeptThings Things)? Kept { get; set; }

    /// <summary>What is kept of a kind of thing; null for nothing.</summary>
    public KeptThings? KeptOf(Thing kind) =>
        Kept is { } kept && kept.Of == kind ? kept.Things : null;

    /// <summary>Whether it is noted which stored things are touched; while nobody has looked, any may have been.</summary>
    public bool NotesTouched { get; set; }

    /// <summary>
    /// The symbols of stored things that came, went or moved since somebody last looked, and whether the account itself deleted
    /// them; null for none. Whoever looks drains it before anything is kept.
    /// </summary>
    public Dictionary<long, bool>? Touched { get; set; }

    /// <summary>Takes note that a thing came, went or moved.</summary>
    /// <param name="kind">What kind of thing.</param>
    /// <param name="name">The symbol of its name.</param>
    /// <param name="byAccount">Whether the account itself deleted it.</param>
    public void Touch(Thing kind, long name, bool byAccount = false)
    {
        if (kind.Stored is not null && NotesTouched)
            (Touched ??= [])[name] = byAccount;
    }

    /// <summary>What counted in cycles that are over, and counts no more; null for nothing.</summary>
    public UncountedUsage? Uncounted { get; set; }

    /// <summary>What counts for charges by steps of the ladder; null where there never was one.</summary>
    public ChargedUsage? Charged { get; set; }

    /// <summary>When the latest version took effect that the account has accepted by going on.</summary>
    public Moment AcceptedFrom { get; set; } = Moment.Earliest;

    /// <summary>Lines that stood on ended cycles' statements and need not have, by clause and first day of the cycle.</summary>
    public ref SmallSet<(ClauseId Clause, string Cycle)> OddLines => ref oddLines;

    /// <summary>Writes or reads it all.</summary>
    /// <param name="port">Where to.</param>
    /// <param name="versions">The versions that have a state, in their order.</param>
    public void Exchange(StatePort port, ImmutableArray<PolicyVersion> versions)
    {
        Symbols.Exchange(port);
        Said.Exchange(port);
        port.List(Effects, KeptEffects.Exchange);
        port.Few(ref cycles, (port, ended) => EndedCycle.Exchange(port, ended, versions));
        port.Few(ref usages, CycleUsage.Exchange);
        AcceptedFrom = port.Exchange(AcceptedFrom);
        Wallet.Exchange(port);
        port.Set(
            ref cases,
            (port, opened) =>
                (
                    new(port.Exchange(opened.Clause.Slug)),
                    port.Exchange(opened.Cycle),
                    port.Exchange(opened.Key)
                ),
            ByCycle
        );
        port.Set(
            ref oddLines,
            (port, line) => (new(port.Exchange(line.Clause.Slug)), port.Exchange(line.Cycle))
        );
        if (port.Exchange(Charged is not null))
            (Charged ??= new ChargedUsage()).Exchange(port, versions);
        else
            Charged = null;
        if (port.Exchange(Uncounted is not null))
            (Uncounted ??= new UncountedUsage()).Exchange(port);
        else
            Uncounted = null;
    }

    private static readonly Comparer<(ClauseId Clause, Moment Cycle, long Key)> ByCycle = Comparer<(
        ClauseId Clause,
        Moment Cycle,
        long Key
    )>.Create(
        (a, b) =>
            (a.Cycle, a.Key) == (b.Cycle, b.Key)
                ? a.Clause.CompareTo(b.Clause)
                : (a.Cycle, a.Key).CompareTo((b.Cycle, b.Key))
    );
}
