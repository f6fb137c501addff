using System.Collections.Immutable;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>
/// The act at hand: an event of a type of the catalogue, or one that is asked about, in a state, with the rules of its
/// type and the thing that it refers to.
/// </summary>
internal readonly ref struct Act(AccountState state, TypeRules rules, Event e, ThingEntry? thing)
{
    /// <summary>The state that it meets.</summary>
    public AccountState State { get; } = state;

    /// <summary>The rules that its type touches.</summary>
    public TypeRules Rules { get; } = rules;

    /// <summary>What happens or is asked about.</summary>
    public Event Event { get; } = e;

    /// <summary>The thing that it refers to; null where it refers to none, or to none that is there.</summary>
    public ThingEntry? Thing { get; } = thing;

    /// <summary>When.</summary>
    public Moment Time => Event.Time;

    /// <summary>When it happened: earlier where it came late.</summary>
    public Moment Happened => Event.Happened;

    /// <summary>The same with the thing that it refers to, or without one.</summary>
    public Act On(ThingEntry? thing) => new(State, Rules, Event, thing);

    /// <summary>The act that is asked about.</summary>
    public static Act AskedAbout(AccountState state, Event ask)
    {
        var rules = state.Dispatch.ByType[ask.Type!.Index];
        var thing =
            rules.Role == ThingRole.None
                ? null
                : state.Things[rules.Thing!.Index].Find(ask[rules.ThingSlot]);
        return new Act(state, rules, ask, thing);
    }

    /// <summary>Whether it, and its thing, satisfy all conditions.</summary>
    public bool Meets(ImmutableArray<Condition> conditions) =>
        Matching.All(conditions, Event, Thing);

    /// <summary>Whether it is among those selected.</summary>
    public bool IsAmong(ImmutableArray<Selection> acts) => Matching.Any(acts, Event, Thing);

    /// <summary>Whether its circumstances are those that a rule asks for.</summary>
    public bool IsUnder(Circumstances circumstances) => Circumstancing.Apply(this, circumstances);
}
