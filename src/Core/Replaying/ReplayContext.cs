using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>What the accounts of a replay have in common; safe to read from many threads.</summary>
public sealed class ReplayContext
{
    private readonly List<Rejection> disputed = [];

    /// <summary>The context of a replay.</summary>
    /// <param name="rules">The policies.</param>
    /// <param name="set">The events.</param>
    /// <param name="accounts">Names of accounts.</param>
    /// <param name="sources">Names of sources.</param>
    /// <param name="until">The replay ends here; ticks. Null: just after the last event, as <see cref="StreamEnd"/> says.</param>
    /// <param name="seed">A secret that makes collisions hard to craft.</param>
    /// <param name="eventsBefore">Events at or after this instant are ignored; null: those after the end.</param>
    /// <param name="rates">The reference rates; null: those of the set.</param>
    public ReplayContext(
        Rulebook rules,
        EventSet set,
        NameTable accounts,
        NameTable sources,
        Moment? until,
        long seed,
        Moment? eventsBefore = null,
        Rates? rates = null
    )
    {
        (Rules, Set, Accounts, Sources, Seed) = (rules, set, accounts, sources, seed);
        Until = until ?? StreamEnd.Of(set);
        EventsBefore = eventsBefore ?? Until;
        Rates = rates ?? SharedStream.RatesOf(this, disputed);
    }

    private ReplayContext(ReplayContext other, EventSet set)
    {
        (Rules, Set, Accounts, Sources, Seed) = (
            other.Rules,
            set,
            other.Accounts,
            other.Sources,
            other.Seed
        );
        (Until, EventsBefore, Rates) = (other.Until, other.EventsBefore, other.Rates);
        GoingOn = other.GoingOn;
    }

    /// <summary>The same over other events of the same names.</summary>
    internal ReplayContext Over(EventSet set) => new(this, set);

    /// <summary>The policies.</summary>
    public Rulebook Rules { get; }

    /// <summary>The events.</summary>
    public EventSet Set { get; }

    /// <summary>Names of accounts.</summary>
    public NameTable Accounts { get; }

    /// <summary>Names of sources.</summary>
    public NameTable Sources { get; }

    /// <summary>Where the replay ends: cycles that have not ended by then have no statement.</summary>
    public Moment Until { get; }

    /// <summary>Events at or after this instant are ignored: <see cref="Until"/>, or an earlier one.</summary>
    public Moment EventsBefore { get; }

    /// <summary>All rates published before that.</summary>
    public Rates Rates { get; }

    /// <summary>
    /// Rates that differ from others of the same date that were published at the same instant: which of them hold is
    /// decided by nothing but their names.
    /// </summary>
    public IReadOnlyList<Rejection> Disputed => disputed;

    /// <summary>By the id of an ask, how many such acts go on meanwhile, which no stream tells; null where none does.</summary>
    public IReadOnlyDictionary<string, int>? GoingOn { get; init; }

    /// <summary>So many versions of an account's policy a checkpoint must know, or come to know, that a fold goes on from it.</summary>
    public int Knowing { get; init; }

    internal long Seed { get; }
}
