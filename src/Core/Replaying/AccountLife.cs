using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>
/// The life of one account as a fold takes it: a window of time after the other, so that no more than one has to be in
/// memory, and from a checkpoint on where there is one.
/// </summary>
/// <param name="Named">
/// The stream, with a set that holds the account's openings and voids and the events that voids name, of the whole life:
/// they decide over events of any time.
/// </param>
/// <param name="Number">The account's number in the stream.</param>
/// <param name="Windows">
/// All events from the last checkpoint on, also those named, in sets that follow each other in time: each event is later
/// than those of the sets before.
/// </param>
/// <param name="Before">The checkpoints to go on from, in order; the last one has a state. Empty: from the opening on.</param>
public sealed record AccountLife(
    ReplayContext Named,
    int Number,
    IEnumerable<EventSet> Windows,
    ImmutableArray<Checkpoint> Before
)
{
    /// <summary>The account, by the name that it has where it is kept, so that it is there once; null: as the stream has it.</summary>
    public AccountId? Account { get; init; }

    /// <summary>Cycles that began earlier have no statement in the outcome.</summary>
    public Moment StatedFrom { get; init; } = Moment.Earliest;

    /// <summary>Is given a checkpoint at the first cycle's start after an event; null where none are wanted.</summary>
    public Action<Checkpoint>? Cut { get; init; }
}
